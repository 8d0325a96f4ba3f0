import { expect, test, vi } from 'vitest';
import { ClockWatch } from '#main/app/clockWatch.ts';
import type { SteadyClock } from '#main/app/ports/index.ts';
import { ok } from '#shared/domain/result.ts';
import { Played } from '../domain/samples.ts';

const quiet = () => undefined;
const log = { error: quiet, warn: quiet, info: quiet, debug: quiet };

function watching(hearingId: string | null) {
  const state = { aheadMs: 0, hearingId };
  const clock: SteadyClock = {
    nowMs: () => 0, monotonicMs: () => 0, offsetMs: () => 0, wallAheadMs: () => state.aheadMs,
    anchor: async () => { state.aheadMs = 0; }, reread: async () => undefined,
  };
  const { hearing } = new Played();
  const execute = vi.fn(async () => ok({ events: [], hearing: hearing as never, seq: 0 }));
  const clockAnchored = vi.fn();
  const watch = new ClockWatch({ clock, log, hearings: { execute }, desk: { currentId: () => state.hearingId }, recorder: { clockAnchored } });
  return { state, watch, execute, clockAnchored };
}

test('a step during a hearing is written down, once, and followed only after it', async () => {
  const { state, watch, execute, clockAnchored } = watching('h');
  await watch.look();
  state.aheadMs = 3_600_000;
  await watch.look();
  await watch.look();
  expect(execute.mock.calls.map((call) => (call as unknown[]).slice(0, 1).concat((call as unknown[])[2]))).toEqual([['h', { type: 'recorderFault', code: 'clock.stepped', detail: '3600.000 s' }]]);
  expect(watch.aheadMs()).toBe(3_600_000);
  state.aheadMs = 3_540_000;
  await watch.look();
  expect(execute).toHaveBeenLastCalledWith('h', expect.anything(), expect.objectContaining({ detail: '-60.000 s' }), expect.anything());
  expect(clockAnchored).not.toHaveBeenCalled();
  state.hearingId = null;
  await watch.look();
  expect(clockAnchored).toHaveBeenCalledOnce();
  expect(watch.aheadMs()).toBe(0);
});

test('between hearings a new time is simply taken; what NTP slews is no step', async () => {
  const { state, watch, execute, clockAnchored } = watching(null);
  state.aheadMs = 20;
  await watch.look();
  expect(clockAnchored).not.toHaveBeenCalled();
  state.aheadMs = -90_000;
  await watch.look();
  expect(clockAnchored).toHaveBeenCalledOnce();
  expect(execute).not.toHaveBeenCalled();
});
