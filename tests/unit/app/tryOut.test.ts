import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { demoHall } from '#main/app/demoHall.ts';
import type { RecorderFact, SegmentRow } from '#main/app/ports/index.ts';
import { isTrial } from '#shared/domain/readiness/trialName.ts';
import { trialMeasured } from '#main/app/readiness/trialWatch.ts';
import { deskOver, opened } from './desk.ts';

const row = (hearingId: string, change: Partial<SegmentRow> = {}): SegmentRow => ({
  hearingId, path: 'run-001/audio/00000.mkv', captureId: 'audio', runId: 'run-001', index: 0, startMs: 0, endMs: 7900, bytes: 1, sha256: 'x', state: 'verified', verifiedAtMs: 1, problem: null, tail: false, ...change,
});

test('K336-17: the hall is recorded as part of no hearing, and what the recorder tells of it is nobody\'s record', async () => {
  const { desk, wishes, tell, rows, queued } = deskOver(demoHall);
  const facts = await desk.tryOut(demoHall, async () => {
    const trialId = wishes.at(-1)?.mode === 'record' ? (wishes.at(-1) as { hearingId: string }).hearingId : '';
    expect(isTrial(trialId)).toBe(true);
    for (const fact of [{ type: 'segmentClosed', row: row(trialId) }, { type: 'segmentVerified', row: row(trialId) }] as RecorderFact[]) await tell(fact);
  });
  expect(wishes.map(({ mode }) => mode)).toEqual(['record', 'off', 'off']);
  expect(trialMeasured(8000, {}, facts ?? [])).toMatchObject({ readBackMs: { audio: 7900 }, damagedFiles: 0 });
  expect([rows, queued]).toEqual([[], []]);
});

test('a hearing that opens ends the trial at once, and is recorded', async () => {
  const { desk, wishes, hearing } = await opened({ mediaFromMs: 1, missing: [] });
  const facts = await desk.tryOut(demoHall, () => desk.follow(hearing));
  expect(facts).toBeNull();
  expect(wishes.map((wish) => ('hearingId' in wish ? (isTrial(wish.hearingId) ? 'trial' : wish.hearingId) : wish.mode))).toEqual(['trial', 'h-1']);
});

test('a hall that is being recorded is not tried out; nor is one that is being tried out already', async () => {
  const { desk, wishes, hearing } = await opened({ mediaFromMs: 1, missing: [] });
  await desk.follow(hearing);
  expect(await desk.tryOut(demoHall, async () => undefined)).toBeNull();
  expect(wishes).toHaveLength(1);
  const free = deskOver(demoHall);
  const [first, second] = await Promise.all([free.desk.tryOut(demoHall, async () => undefined), free.desk.tryOut(demoHall, async () => undefined)]);
  expect([first === null, second === null]).toEqual([false, true]);
});

test('what is told of a trial after it is over concerns nobody', async () => {
  const { tell, rows, queued, logged } = deskOver(demoHall);
  await tell({ type: 'segmentVerified', row: row('trial-00000000-0000-4000-8000-000000000000') });
  await tell({ type: 'captureLost', hearingId: 'trial-00000000-0000-4000-8000-000000000000', captureId: 'cam1', fromMs: 1, cause: 'x' });
  expect([rows, queued, logged]).toEqual([[], [], []]);
});

test('a recorder that cannot be asked leaves the hall free', async () => {
  const { desk, recorder } = deskOver(demoHall);
  const { want } = recorder;
  recorder.want = async () => { throw new Error('gone'); };
  await expect(desk.tryOut(demoHall, async () => undefined)).rejects.toThrow('gone');
  recorder.want = want;
  expect(await desk.tryOut(demoHall, async () => undefined)).toEqual([]);
});

test('what a trial recorded is removed once it was read back, and of a disk that hangs nothing is asked', async () => {
  const { desk, calls } = deskOver(demoHall);
  await desk.tryOut(demoHall, async () => { expect(desk.isTryingOut()).toBe(true); });
  expect(calls).toEqual(['record', 'off', 'settle', 'drop /first', 'off']);
  expect(desk.isTryingOut()).toBe(false);
});

test('also when a hearing or the end of the console ended it, and the hearing is recorded first', async () => {
  const ended = await opened({ mediaFromMs: 1, missing: [] });
  await ended.desk.tryOut(demoHall, () => ended.desk.follow(ended.hearing));
  await setImmediate();
  expect(ended.calls).toEqual(['record', 'record', 'settle', 'drop /first']);
  const stopped = deskOver(demoHall);
  await stopped.desk.tryOut(demoHall, () => stopped.desk.endTrial());
  expect(stopped.calls).toEqual(['record', 'off', 'settle', 'drop /first']);
});

test('a trial that a crash left running is ended at the next start, and what it recorded is removed', async () => {
  const { desk, recorder, calls, logged } = deskOver(demoHall);
  recorder.adopt = async () => ({ hearingId: 'trial-00000000-0000-4000-8000-000000000000', runId: 'run-001' });
  await desk.resume();
  await setImmediate();
  expect(calls).toEqual(['off', 'settle', 'drop /first']);
  expect(desk.currentId()).toBeNull();
  recorder.adopt = async () => null;
  recorder.settle = async () => { throw new Error('gone'); };
  await desk.resume();
  await setImmediate();
  expect(calls.slice(3)).toEqual(['off', 'drop /first']);
  expect(logged).toEqual([]);
});
