import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { fromConsole, toConsole } from '#main/shells/electron/channels.ts';
import { exposed, ipcRenderer } from '../../../fakes/electron.ts';

vi.mock('electron', () => import('../../../fakes/electron.ts'));

test('the preload is short and exposes exactly two functions', async () => {
  await import('#main/shells/electron/preload.ts');
  expect(Object.keys(exposed)).toEqual(['courtroom']);
  const bridge = exposed.courtroom as { send(message: unknown): void; onMessage(listener: (message: unknown) => void): void };
  expect(Object.keys(bridge).toSorted()).toEqual(['onMessage', 'send']);
  expect(readFileSync('src-main/shells/electron/preload.ts', 'utf8').split('\n').length).toBeLessThanOrEqual(20);

  bridge.send({ k: 'unsub', id: 1 });
  bridge.send({ k: 'unsub', id: 2 });
  const [[channel, pageId, text], second] = ipcRenderer.sent as [unknown[], unknown[]];
  expect([channel, text]).toEqual([toConsole, '{"k":"unsub","id":1}']);
  expect(pageId).toMatch(/^[0-9a-f-]{36}$/);
  expect(second[1]).toBe(pageId);

  const heard: unknown[] = [];
  bridge.onMessage((message) => heard.push(message));
  ipcRenderer.emit(fromConsole, {}, { k: 'ok', id: 1, value: 1 });
  expect(heard).toEqual([{ k: 'ok', id: 1, value: 1 }]);
});
