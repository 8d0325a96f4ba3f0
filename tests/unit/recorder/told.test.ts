import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { Condition } from '#main/recorder/capture/condition.ts';
import { MissingMicrophones } from '#main/recorder/capture/missingMicrophones.ts';
import type { Capture } from '#main/recorder/captures.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { Telemetry } from '#main/recorder/telemetry/telemetry.ts';
import { camera, microphone } from './hall.ts';

const picture: Capture = { kind: 'video', captureId: 'cam1', mode: 'record', camera: camera({ type: 'synthetic', variant: 1 }) };
const sound: Capture = { kind: 'audio', captureId: 'audio', mode: 'record', microphones: [microphone({ type: 'synthetic', voice: 1 }), microphone({ type: 'synthetic', voice: 2 }, 2)] };
const second = sound.microphones[1]?.id ?? '';

test('nobody waits for a capture that is known to be missing, nor for one that is not wanted any more', async () => {
  const is = new Condition({ clock: fakeClock(), onChange: () => undefined }, picture);
  const another = new AbortController();
  const waiting = is.up(60_000, another.signal);
  another.abort();
  expect(await waiting).toBe(false);
  is.lost('not there', false);
  expect(is.toldMissing()).toBe('not there');
  expect(await is.up(60_000, new AbortController().signal)).toBe(false);
});

function conditionShown() {
  const clock = fakeClock();
  const is = new Condition({ clock, onChange: () => undefined }, picture);
  const telemetry = new Telemetry(clock, { take: () => undefined, progress: () => undefined, restart: () => undefined, held: () => [] });
  return { clock, is, shown: () => is.status(1, telemetry, null, [], []) };
}

test('trying a missing microphone holds nobody up', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'slow-'));
  const slow = join(dir, 'ffmpeg');
  await writeFile(slow, '#!/bin/sh\nexec sleep 0.3\n');
  await chmod(slow, 0o700);
  const are = new MissingMicrophones({ ffmpegPath: slow, syntheticSources: { camera: () => [], microphone: () => [] } }, sound);
  are.adopt([second]);
  expect([are.cameBack(0), are.cameBack(100)]).toEqual([false, false]);
  expect([...are.absent()]).toEqual([second]);
  await vi.waitFor(() => expect(are.cameBack(200)).toBe(true));
  expect([...are.absent()]).toEqual([]);
  await rm(dir, { recursive: true });
});

test('a capture that stalls is shown as lost, and as running as soon as it goes on', () => {
  const { is, shown } = conditionShown();
  is.cameUp(0, 0);
  is.stalls(true);
  expect(shown()).toMatchObject({ state: 'lost', cause: 'no new media for more than a second', pid: 1 });
  is.stalls(false);
  expect(shown()).toMatchObject({ state: 'running', cause: null });
});

test('a loss that is over at once is still shown for a second, with its cause', () => {
  const { clock, is, shown } = conditionShown();
  is.cameUp(0, 0);
  is.lost('unplugged', true);
  is.cameUp(0, 0);
  expect(shown()).toMatchObject({ state: 'lost', cause: 'unplugged', pid: 1 });
  expect(is.isUp()).toBe(true);
  clock.advance(1000);
  expect(shown()).toMatchObject({ state: 'running', cause: null });
});
