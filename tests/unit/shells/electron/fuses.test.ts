import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Scheme { definitions: { FuseOptionsV1: { properties: Record<string, unknown> } } }

const decided = (): Record<string, string> => {
  const block = /^electronFuses:\n((?: {2}.*\n)+)/m.exec(readFileSync('electron-builder.yml', 'utf8'))?.[1] ?? '';
  return Object.fromEntries(block.trim().split('\n').map((line) => line.trim().split(': ')));
};

test('every fuse the builder knows is decided', () => {
  const scheme = JSON.parse(readFileSync('node_modules/app-builder-lib/scheme.json', 'utf8')) as Scheme;
  expect(Object.keys(decided()).toSorted()).toEqual(Object.keys(scheme.definitions.FuseOptionsV1.properties).toSorted());
});

test('the installed program is no Node for anybody, and loads nothing but its own archive', () => {
  expect(decided()).toMatchObject({
    runAsNode: 'false', enableNodeOptionsEnvironmentVariable: 'false', enableNodeCliInspectArguments: 'false', grantFileProtocolExtraPrivileges: 'false',
    onlyLoadAppFromAsar: 'true', enableEmbeddedAsarIntegrityValidation: 'true', enableCookieEncryption: 'true',
  });
});
