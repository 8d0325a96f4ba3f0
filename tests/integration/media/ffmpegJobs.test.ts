import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runToEnd, streamOutput } from '#main/process/runner.ts';
import { checkClosedFiles, decodeCheck, probeFile } from '#main/recorder/media/ffmpegJobs.ts';

let dir: string;
const at = (name: string): string => join(dir, name);

const sound = ['-f', 'lavfi', '-i', 'anoisesrc=a=0.1:r=48000'];
const picture = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=25'];
const opus = ['-c:a', 'libopus', '-b:a', '64k', '-metadata:s:a:0', 'title=Судья'];
const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-g', '25'];
const clusters = ['-cluster_time_limit', '200', '-flush_packets', '1'];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'jobs-'));
  for (const [name, input, codec] of [['sound.mkv', sound, opus], ['picture.mkv', picture, x264]] as const)
    expect(await runToEnd('ffmpeg', ['-nostdin', '-v', 'error', ...input, '-t', '4', ...codec, ...clusters, at(name)], { timeoutMs: 20_000 })).toMatchObject({ value: { code: 0 } });
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function damaged(from: string, name: string, damage: (bytes: Buffer) => Buffer | void): Promise<string> {
  const bytes = await readFile(at(from));
  await writeFile(at(name), damage(bytes) ?? bytes);
  return at(name);
}

it('says what is in a file', async () => {
  expect(await probeFile(at('sound.mkv'))).toMatchObject({ ok: true, value: { streams: [{ kind: 'audio', codec: 'opus', title: 'Судья' }] } });
  expect(await probeFile(at('nothing.mkv'))).toMatchObject({ ok: false, error: { code: 'media.failed' } });
});

it('finds nothing wrong with whole files', async () => {
  expect(await decodeCheck([at('sound.mkv'), at('picture.mkv')], { videoKeyFramesOnly: false })).toEqual({ ok: true, value: { bad: [] } });
});

it('names the damaged files among whole ones, in order', async () => {
  const zeroed = await damaged('picture.mkv', 'zeroed.mkv', (b) => { b.fill(0, b.length / 2, b.length / 2 + 4096); });
  const empty = await damaged('sound.mkv', 'empty.mkv', () => Buffer.alloc(0));
  const whole = [at('sound.mkv'), at('picture.mkv')];
  const answer = await checkClosedFiles([whole[0], zeroed, at('absent.mkv'), whole[1], empty].map((path) => ({ path: String(path) })));
  expect(answer.ok && answer.value.map((why) => why === null)).toEqual([true, false, false, true, false]);
});

it.each(['sound.mkv', 'picture.mkv'])('finds a single flipped bit anywhere in the media of %s', async (name) => {
  const { length } = await readFile(at(name));
  for (let i = 1; i < 12; i += 1) {
    const path = await damaged(name, 'flipped.mkv', (b) => {
      const where = Math.floor((length * i) / 12);
      b[where] = (b[where] ?? 0) ^ (1 << i % 8);
    });
    const checked = await decodeCheck([path], { videoKeyFramesOnly: true });
    expect(checked.ok && checked.value.bad.map((b) => b.path), `bit at ${i}/12`).toEqual([path]);
  }
});

it.each([0.3, 0.7, 0.99])('finds a file cut off at %d of its length, wherever the cut falls', async (part) => {
  const path = await damaged('sound.mkv', 'cut.mkv', (b) => b.subarray(0, Math.floor(b.length * part)));
  expect(await decodeCheck([path], { videoKeyFramesOnly: false })).toMatchObject({ value: { bad: [{ path }] } });
});

it('finds wrong media under right checksums, by decoding', async () => {
  const raw = at('wrong.h264');
  await runToEnd('ffmpeg', ['-nostdin', '-v', 'error', '-i', at('picture.mkv'), '-c', 'copy', raw], { timeoutMs: 10_000 });
  const bytes = await readFile(raw);
  for (let i = 4000; i < bytes.length; i += 5000) bytes[i] = (bytes[i] ?? 0) ^ 0x55;
  await writeFile(raw, bytes);
  const path = at('wrong.mkv');
  await runToEnd('ffmpeg', ['-nostdin', '-v', 'error', '-fflags', '+genpts', '-i', raw, '-c', 'copy', path], { timeoutMs: 10_000 });
  expect(await decodeCheck([path], { videoKeyFramesOnly: false })).toMatchObject({ value: { bad: [{ path }] } });
});

it('accepts the unfinished file of a recorder that was killed, but not damage in it', async () => {
  const path = at('killed.mkv');
  const recorder = streamOutput('ffmpeg', ['-nostdin', '-v', 'error', '-re', ...sound, ...opus, ...clusters, path]);
  await expect.poll(async () => (await readFile(path).catch(() => Buffer.alloc(0))).length, { timeout: 10_000 }).toBeGreaterThan(12_000);
  recorder.kill();
  await recorder.done;
  const { length } = await readFile(path);
  await truncate(path, length - 100);
  expect(await decodeCheck([path], { videoKeyFramesOnly: false })).toEqual({ ok: true, value: { bad: [] } });
  const flipped = await damaged('killed.mkv', 'killed-flipped.mkv', (b) => { b[Math.floor(b.length / 2)] = (b[Math.floor(b.length / 2)] ?? 0) ^ 4; });
  expect(await decodeCheck([flipped], { videoKeyFramesOnly: false })).toMatchObject({ value: { bad: [{ path: flipped }] } });
});
