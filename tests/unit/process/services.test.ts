import { expect, test } from 'vitest';
import { defaultDataDir } from '#main/process/dataDir.ts';
import { requestedService, serviceArguments } from '#main/process/services.ts';

const node = { execPath: '/usr/bin/node', electronVersion: undefined, electronFolder: undefined, bundleDir: '/app/dist/node' };

test('Node runs the bundle; Electron runs itself with the service named', () => {
  expect(serviceArguments('media-edge', node)).toEqual({ file: '/usr/bin/node', args: ['--optimize-for-size', '--max-semi-space-size=4', '/app/dist/node/media-edge.js'] });
  const installed = { ...node, execPath: '/opt/console', electronVersion: '45.4.1' };
  expect(serviceArguments('media-edge', installed)).toEqual({ file: '/opt/console', args: ['--js-flags=--optimize-for-size --max-semi-space-size=4', '--service=media-edge'] });
  expect(serviceArguments('media-edge', { ...installed, electronFolder: '/src' }).args).toEqual(['/src', '--js-flags=--optimize-for-size --max-semi-space-size=4', '--service=media-edge']);
});

test('what serviceArguments asks for is what requestedService understands', () => {
  const { file, args } = serviceArguments('media-edge', { ...node, electronVersion: '45.4.1' });
  expect(requestedService([file, ...args])).toBe('media-edge');
  expect(requestedService(['/opt/console'])).toBeNull();
  expect(requestedService(['/opt/console', '--service=../../evil'])).toBeNull();
});

test('the data folder: as asked, else the usual place of the system', () => {
  const linux = { env: {}, platform: 'linux' as const, home: '/home/a' };
  expect(defaultDataDir({ ...linux, env: { COURTROOM_DATA_DIR: '/data' } })).toBe('/data');
  expect(defaultDataDir(linux)).toBe('/home/a/.local/share/courtroom-console');
  expect(defaultDataDir({ ...linux, env: { XDG_DATA_HOME: '/x' } })).toBe('/x/courtroom-console');
  expect(defaultDataDir({ env: { LOCALAPPDATA: 'C:\\L' }, platform: 'win32', home: 'C:\\Users\\a' })).toBe('C:\\L\\Courtroom Console');
  expect(defaultDataDir({ env: {}, platform: 'darwin', home: '/Users/a' })).toBe('/Users/a/Library/Application Support/Courtroom Console');
});
