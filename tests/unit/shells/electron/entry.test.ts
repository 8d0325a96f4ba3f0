import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { localConsoleSchema } from '#main/process/localConsole.ts';
import { FakeFace, fakeSecret, keptLog } from '../../../fakes/consoleFace.ts';
import * as electron from '../../../fakes/electron.ts';

const loaded = vi.hoisted(() => ({ services: [] as string[], consoles: 0, stops: 0 }));

vi.mock('electron', () => import('../../../fakes/electron.ts'));
vi.mock('#main/media-edge/edgeProcess.ts', () => {
  loaded.services.push('media-edge');
  return {};
});
vi.mock('#main/main.ts', () => ({
  startConsole: async () => {
    loaded.consoles += 1;
    const value = {
      face: new FakeFace(), log: keptLog(), localSecret: fakeSecret,
      onRecording: () => () => undefined,
      stop: async () => { loaded.stops += 1; },
    };
    return { ok: true, value };
  },
}));

const argv = process.argv;
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'electron-entry-'));
  vi.stubEnv('COURTROOM_DATA_DIR', dataDir);
  electron.resetElectron([{ id: 1, bounds: { x: 0, y: 0, width: 800, height: 600 }, workArea: { x: 0, y: 0, width: 800, height: 600 } }]);
});

afterEach(() => {
  vi.resetModules(); // the entry runs when it is imported: the next test imports it anew
  process.argv = argv;
  vi.unstubAllEnvs();
  rmSync(dataDir, { recursive: true });
});

test('--service=media-edge is the service and nothing else: no lock, no console, no window, a profile of its own', async () => {
  process.argv = ['/opt/console', '--service=media-edge', '/data/state'];
  electron.app.isFirstInstance = false;
  await import('#main/entries/electron.ts');
  await vi.waitFor(() => expect(loaded.services).toEqual(['media-edge']));
  const profile = electron.app.paths.get('userData') ?? '';
  expect(profile).not.toContain(dataDir);
  expect([loaded.consoles, electron.app.quits, electron.BrowserWindow.all.length, electron.protocol.privileged.length]).toEqual([0, 0, 0, 0]);
  rmSync(profile, { recursive: true });
});

test('otherwise the console starts, is found by scripts, and is stopped when its window closes', async () => {
  process.argv = ['/opt/console'];
  await import('#main/entries/electron.ts');
  electron.app.becomeReady();
  const window = await vi.waitFor(() => {
    const [first] = electron.BrowserWindow.all;
    if (!first) throw new Error(`no window yet ${electron.shownErrors.join()}`);
    return first;
  }, { timeout: 4_000 });
  const local = localConsoleSchema.parse(JSON.parse(await readFile(join(dataDir, 'local.json'), 'utf8')));
  expect(local).toMatchObject({ secret: fakeSecret, url: expect.stringContaining('http://127.0.0.1:') as string });
  expect((await fetch(`${local.url}/healthz`)).status).toBe(200);
  window.close();
  await vi.waitFor(() => expect(electron.app.exitCode).toBe(0));
  expect([loaded.consoles, loaded.stops]).toEqual([1, 1]);
  await expect(readFile(join(dataDir, 'local.json'))).rejects.toThrow('ENOENT');
});
