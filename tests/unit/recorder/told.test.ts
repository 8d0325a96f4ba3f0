import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { RecorderFact } from '#main/app/ports/index.ts';
import { Condition } from '#main/recorder/capture/condition.ts';
import { MissingMicrophones } from '#main/recorder/capture/missingMicrophones.ts';
import type { Capture, Run } from '#main/recorder/captures.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { camera, microphone } from './hall.ts';

const run: Run = { hearingId: 'h', runId: 'run-001', zeroUtcMs: 0 };
const picture: Capture = { kind: 'video', captureId: 'cam1', mode: 'record', camera: camera({ type: 'synthetic', variant: 1 }) };
const sound: Capture = { kind: 'audio', captureId: 'audio', mode: 'record', microphones: [microphone({ type: 'synthetic', voice: 1 }), microphone({ type: 'synthetic', voice: 2 }, 2)] };
const [first, second] = sound.microphones.map(({ id }) => id) as [string, string];

function condition() {
  const facts: RecorderFact[] = [];
  return { facts, is: new Condition({ clock: fakeClock(), onFact: (fact) => facts.push(fact), onChange: () => undefined }, picture, run) };
}

test('a capture that the last console left behind, down or not, tells that it is there; its next loss is news again', () => {
  const { facts, is } = condition();
  is.adopt(3);
  is.lost('still away', null);
  is.cameUp(0, 1000);
  is.lost('unplugged', 5000);
  expect(facts).toEqual([
    { type: 'captureResumed', hearingId: 'h', captureId: 'cam1', atMs: 1000 },
    { type: 'captureLost', hearingId: 'h', captureId: 'cam1', fromMs: 5000, cause: 'unplugged' },
  ]);
});

test('nobody waits for a capture that is known to be missing, nor for one that is not wanted any more', async () => {
  const { is } = condition();
  const another = new AbortController();
  const waiting = is.up(60_000, another.signal);
  another.abort();
  expect(await waiting).toBe(false);
  is.toldMissing();
  expect(await is.up(60_000, new AbortController().signal)).toBe(false);
});

function microphones(ffmpegPath: string) {
  const facts: RecorderFact[] = [];
  const syntheticSources = { camera: () => [], microphone: () => [] };
  return { facts, are: new MissingMicrophones({ ffmpegPath, syntheticSources, onFact: (fact) => facts.push(fact) }, sound, run) };
}

test('which microphones are missing is told once the sound is up again, whatever the last console had come to tell', () => {
  const { facts, are } = microphones('ffmpeg');
  are.adopt([second]);
  are.cameUp(1000);
  are.cameUp(2000);
  expect(facts).toEqual([
    { type: 'captureLost', hearingId: 'h', captureId: second, fromMs: 1000, cause: 'the microphone delivers no sound' },
    { type: 'captureResumed', hearingId: 'h', captureId: first, atMs: 1000 },
  ]);
});

test('trying a missing microphone holds nobody up', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'slow-'));
  const slow = join(dir, 'ffmpeg');
  await writeFile(slow, '#!/bin/sh\nexec sleep 0.3\n');
  await chmod(slow, 0o700);
  const { are } = microphones(slow);
  are.adopt([second]);
  expect([are.cameBack(0), are.cameBack(100)]).toEqual([false, false]);
  expect([...are.absent()]).toEqual([second]);
  await vi.waitFor(() => expect(are.cameBack(200)).toBe(true));
  expect([...are.absent()]).toEqual([]);
  await rm(dir, { recursive: true });
});
