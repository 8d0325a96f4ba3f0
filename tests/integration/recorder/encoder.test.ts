import { afterEach, expect, test } from 'vitest';
import type { Log } from '#main/app/ports/index.ts';
import { hardwareEncoders, softwareEncoder } from '#main/recorder/arguments/encoder.ts';
import { EncoderChoice } from '#main/recorder/capture/encoderChoice.ts';
import { until } from '../../helpers/hurriedTime.ts';
import { recordingBench, smallHall } from './bench.ts';

const quiet: Log = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} };
/** Passes its trial, which is no more than a trial. */
const deceitful = { ...softwareEncoder, name: 'deceitful', arguments: (fps: number) => (fps === 25 ? softwareEncoder.arguments(fps) : ['-c:v', 'no such encoder']) };

let bench: Awaited<ReturnType<typeof recordingBench>> | null = null;
afterEach(async () => { await bench?.clean(); bench = null; });

test('of the encoders in hardware the first that works here is taken, else software', async () => {
  const choice = new EncoderChoice('ffmpeg', quiet);
  await choice.findBest([{ ...softwareEncoder, name: 'broken', arguments: () => ['-c:v', 'no such encoder'] }, { ...softwareEncoder, name: 'working' }, deceitful]);
  expect(choice.name()).toBe('working');
  const here = new EncoderChoice('ffmpeg', quiet);
  await here.findBest(hardwareEncoders);
  expect([softwareEncoder.name, ...hardwareEncoders.map(({ name }) => name)]).toContain(here.name());
  expect(here.after(3)).toBe(softwareEncoder);
});

test('a camera whose hardware encoder fails is recorded by software', async () => {
  bench = await recordingBench({ hardwareEncoders: [deceitful] });
  const { recorder } = bench.recorder();
  await recorder.adopt();
  await until(() => recorder.status().encoder === 'deceitful');
  const slow = smallHall.cameras.slice(0, 1).map((camera) => ({ ...camera, fps: 10 }));
  await recorder.want(bench.record(Date.now(), { ...smallHall, microphones: [], cameras: slow }));
  await until(() => recorder.status().captures.every((c) => c.state === 'running'));
  expect(recorder.status().captures[0]?.restarts).toBeGreaterThan(1);
});
