import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RecorderFact } from '#main/app/ports/index.ts';
import type { CaptureRecorder } from '#main/recorder/captureRecorder.ts';
import { cameraIdentity } from '#main/recorder/signal/cameraIdentity.ts';
import type { Hall } from '#shared/domain/hall.ts';
import { until } from '../../helpers/hurriedTime.ts';
import { longestHoleMs, recordingBench, smallHall } from '../recorder/bench.ts';

/** A computer whose `/dev/video0` is whichever camera was plugged in last: its devices are a folder, its pictures ffmpeg's own. */
let bench: Awaited<ReturnType<typeof recordingBench>>;
let root: string;

/** ffmpeg, with a drawn picture in the place of V4L2's. */
const drawing = `#!/bin/bash
args=("$@")
for i in "\${!args[@]}"; do
  [ "\${args[i]}" = v4l2 ] && args[i]=lavfi
  [ "\${args[i]}" = /dev/video0 ] && args[i]='testsrc2=s=320x180:r=25,realtime'
  case "\${args[i]}" in -framerate|-video_size) unset "args[i]" "args[i+1]";; esac
done
exec ffmpeg "\${args[@]}"
`;

async function plugIn(serial: string): Promise<void> {
  await rm(join(root, 'dev'), { recursive: true, force: true });
  for (const dir of ['sys/class/video4linux/video0', 'dev/v4l/by-id']) await mkdir(join(root, dir), { recursive: true });
  await writeFile(join(root, 'sys/class/video4linux/video0/name'), 'HD Pro Webcam\n');
  await writeFile(join(root, 'dev/video0'), '');
  await symlink('../../video0', join(root, `dev/v4l/by-id/usb-046d_HD_Pro_Webcam_${serial}-video-index0`));
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'cameras-'));
  const ffmpegPath = join(root, 'ffmpeg');
  await writeFile(ffmpegPath, drawing);
  await chmod(ffmpegPath, 0o755);
  bench = await recordingBench({ ffmpegPath, cameraIdentity: (devicePath) => cameraIdentity(devicePath, root) });
});
afterEach(async () => {
  await bench.clean();
  await rm(root, { recursive: true, force: true });
});

const hall: Hall = {
  ...smallHall, microphones: smallHall.microphones.slice(0, 1),
  cameras: [{ id: 'door', label: 'Дверь', source: { type: 'v4l2', device: '/dev/video0' }, widthPx: 320, heightPx: 180, fps: 25 }, ...smallHall.cameras.slice(0, 1)],
};
const door = (recorder: CaptureRecorder) => recorder.status().captures.find((c) => c.captureId === 'door');
const isAnother = (recorder: CaptureRecorder): boolean => door(recorder)?.signal.some((s) => s.condition === 'another_camera') ?? false;
const toldOf = (facts: RecorderFact[]) => facts.flatMap((f) => (f.type === 'signal' && f.condition === 'another_camera' ? [`${f.deviceId} ${f.change}`] : []));

/** The camera's process dies, as it does when its device is pulled out, and this one is there when it starts again. */
async function replugged(recorder: CaptureRecorder, serial: string): Promise<void> {
  await plugIn(serial);
  const { restarts = 0, pid } = door(recorder) ?? {};
  if (typeof pid !== 'number') throw new Error('the camera is not being recorded');
  process.kill(pid, 'SIGKILL');
  await until(() => (door(recorder)?.restarts ?? 0) > restarts && door(recorder)?.state === 'running');
}

async function recording(recorder: CaptureRecorder, runId: string, hearingId = 'h1'): Promise<void> {
  const started = await recorder.want({ mode: 'record', hall, hearingId, runId, zeroUtcMs: Date.now(), plannedBytes: 0 });
  expect(started.ok && started.value.missing).toEqual([]);
  await until(() => door(recorder)?.state === 'running');
}

test('another camera in the place of one is an alarm and a fact, and is recorded; the first one’s return ends it', async () => {
  await plugIn('1111');
  const { recorder, facts } = bench.recorder();
  await recording(recorder, 'run-001');
  await replugged(recorder, '1111');
  expect(toldOf(facts)).toEqual([]);
  const replacedMs = Date.now();
  await replugged(recorder, '2222');
  await until(() => isAnother(recorder));
  console.info(`told ${Date.now() - replacedMs} ms after the camera was replaced`);
  expect(Date.now() - replacedMs).toBeLessThanOrEqual(2000);
  const from = door(recorder)?.mediaUntilMs ?? 0;
  await until(() => (door(recorder)?.mediaUntilMs ?? 0) > from + 1500);
  await replugged(recorder, '1111');
  await until(() => !isAnother(recorder));
  await recorder.want({ mode: 'off' });
  expect(toldOf(facts)).toEqual(['door began', 'door ended']);
  expect(facts.filter((f) => f.type === 'captureLost' && f.captureId !== 'door')).toEqual([]);
  expect(longestHoleMs(await bench.rowsOf('cam1'))).toBeLessThanOrEqual(80);
});

test('which camera it was is known to the next recorder and after a recess, for this hearing', async () => {
  await plugIn('1111');
  const first = bench.recorder();
  await recording(first.recorder, 'run-001');
  await first.recorder.detach();
  const { recorder, facts } = bench.recorder();
  await recorder.adopt();
  await recording(recorder, 'run-002');
  expect(toldOf(facts)).toEqual([]);
  await recorder.want({ mode: 'off' });
  await plugIn('2222');
  await recording(recorder, 'run-003');
  await until(() => isAnother(recorder));
  expect(toldOf(facts)).toEqual(['door began']);
  await recorder.want({ mode: 'off' });
  await recording(recorder, 'run-004', 'h2');
  const from = door(recorder)?.mediaUntilMs ?? 0;
  await until(() => (door(recorder)?.mediaUntilMs ?? 0) > from + 1000);
  expect(isAnother(recorder)).toBe(false);
});

test('in a preview it is shown', async () => {
  await plugIn('1111');
  const { recorder, facts } = bench.recorder();
  await recorder.want({ mode: 'preview', hall });
  await until(() => door(recorder)?.state === 'running');
  await replugged(recorder, '2222');
  await until(() => isAnother(recorder));
  expect(facts).toEqual([]);
});
