import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Connection, ConnectionOptions, Tracks } from '../../../src-peer/connection.ts';
import { roaming } from '../../../src-participant/roaming.ts';
import { HandTime } from './handTime.ts';

const frame = { contentWindow: { is: 'frame' } };
let time: HandTime;
let opened: ConnectionOptions[];
let open: (options: ConnectionOptions) => Connection;

beforeEach(() => {
  vi.stubGlobal('navigator', { userAgentData: {} });
  vi.stubGlobal('document', { createElement: () => ({ ...frame }), body: { append: () => undefined } });
  time = new HandTime();
  opened = [];
  open = roaming((options) => { opened.push(options); return {} as Connection; });
});
afterEach(() => { vi.unstubAllGlobals(); });

/** Whose sockets the next connection has, after so long without a sign of life. */
function next(afterMs: number): 'frame' | 'own' {
  time.pass(afterMs);
  const nothing = (): void => undefined;
  open({ connectionId: 'c', initiator: false, isThroughSfu: false, iceServers: [], tracks: {} as Tracks, timers: time, events: { onSignal: nothing, onTrack: nothing, onCarried: nothing, onText: nothing, onEnd: nothing } });
  return opened.at(-1)?.realm ? 'frame' : 'own';
}
const carried = (): void => opened.at(-1)?.events.onCarried();

test('sockets that outlive a move first; where they have had their time in vain, the page\'s own', () => {
  expect([next(0), next(4000), next(6000), next(9000)]).toEqual(['frame', 'own', 'frame', 'own']);
});

test('one that had to make room at once, as when the hall learns that this page is another, says nothing against its sockets', () => {
  expect([next(0), next(40), next(900)]).toEqual(['frame', 'frame', 'frame']);
});

test('where they have carried, the page\'s own are the fourth to be tried', () => {
  next(0);
  carried();
  expect([next(60_000), next(4000), next(4000), next(4000)]).toEqual(['frame', 'frame', 'frame', 'own']);
});

test('a browser that binds its sockets to no address has its own alone', () => {
  vi.stubGlobal('navigator', {});
  open = roaming((options) => { opened.push(options); return {} as Connection; });
  expect([next(0), next(4000)]).toEqual(['own', 'own']);
});
