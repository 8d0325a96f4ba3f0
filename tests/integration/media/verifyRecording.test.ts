import { cp, mkdtemp, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { canonicalText, manifestBody, manifestSchema, type Manifest } from '#shared/domain/manifest.ts';
import { runToEnd } from '#main/process/runner.ts';
import { verifyRecording, type Verification } from '#main/recorder/media/verifyRecording.ts';
import { makeSealedRecording, sha256Text, zeroUtcMs } from '../../helpers/sealedRecording.ts';

let root: string;
let dir: string;
let n = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'verify-'));
  await makeSealedRecording(join(root, 'sealed'));
});
beforeEach(async () => {
  dir = join(root, `copy-${(n += 1)}`);
  await cp(join(root, 'sealed'), dir, { recursive: true });
});
afterAll(() => rm(root, { recursive: true, force: true }));

const audio = (index: number): string => `run-001/audio/0000${index}.mkv`;

async function verified(): Promise<Verification> {
  const result = await verifyRecording(dir);
  if (!result.ok) throw new Error(result.error.detail);
  return result.value;
}

const problems = async (): Promise<string[]> => (await verified()).problems.map((p) => `${p.what} ${p.where}`);

async function flipBit(path: string): Promise<void> {
  const bytes = await readFile(join(dir, path));
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(join(dir, path), bytes);
}

/** Changes the manifest and makes its chain hold again, as somebody would who means to deceive. */
async function resealed(change: (manifest: Manifest) => void): Promise<void> {
  const manifest = manifestSchema.parse(JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8')));
  change(manifest);
  const { segments, finalChain: _, ...head } = manifest;
  await writeFile(join(dir, 'manifest.json'), canonicalText(manifestBody(head, segments.map(({ chain: __, ...s }) => s), sha256Text)));
}

it('finds nothing wrong with a recording as it was sealed', async () => {
  expect(await verified()).toMatchObject({ whole: true, problems: [], documents: 1, caseNumber: '2-77/2026', explainedHoles: [] });
});

it('misses a removed file', async () => {
  await rm(join(dir, audio(1)));
  expect(await problems()).toEqual([`file ${audio(1)}`]);
});

it('notices two files that changed places', async () => {
  await rename(join(dir, audio(0)), join(dir, 'x'));
  await rename(join(dir, audio(1)), join(dir, audio(0)));
  await rename(join(dir, 'x'), join(dir, audio(1)));
  expect(await problems()).toEqual([`file ${audio(0)}`, `file ${audio(1)}`]);
});

it('notices a file that was cut off, by its size and by decoding', async () => {
  await truncate(join(dir, audio(2)), 3000);
  expect(await problems()).toEqual([`file ${audio(2)}`, `decoding ${audio(2)}`]);
});

it.each([audio(0), 'run-001/video-cam-1/00001.mkv'])('notices one flipped bit in %s, by its hash and by decoding', async (path) => {
  await flipBit(path);
  expect(await problems()).toEqual([`file ${path}`, `decoding ${path}`]);
});

it('notices one flipped bit even when the manifest was made to fit', async () => {
  await flipBit(audio(0));
  const bytes = await readFile(join(dir, audio(0)));
  const { createHash } = await import('node:crypto');
  await resealed((m) => { for (const s of m.segments) if (s.path === audio(0)) s.sha256 = createHash('sha256').update(bytes).digest('hex'); });
  expect(await problems()).toEqual([`decoding ${audio(0)}`]);
});

it('notices a changed document', async () => {
  await writeFile(join(dir, 'documents/protocol.txt'), 'Хаттамо');
  expect(await problems()).toEqual(['file documents/protocol.txt']);
});

it('notices a changed manifest', async () => {
  const path = join(dir, 'manifest.json');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace('2-77/2026', '2-78/2026'));
  expect(await problems()).toEqual([`chain ${audio(0)}`]);
  await writeFile(path, `${text}\n`);
  expect(await problems()).toEqual(['manifest manifest.json']);
});

it('notices a segment that the manifest no longer names, and the hole it leaves', async () => {
  await resealed((m) => { m.segments = m.segments.filter((s) => s.path !== audio(1)); });
  expect(await problems()).toEqual([`file ${audio(1)}`, 'timeline mic-1']);
});

it('accepts a hole the manifest accounts for', async () => {
  await rm(join(dir, audio(1)));
  await resealed((m) => {
    m.segments = m.segments.filter((s) => s.path !== audio(1));
    m.gaps = [{ captureId: 'audio', fromMs: zeroUtcMs + 2000, toMs: zeroUtcMs + 4000, cause: 'unplugged' }];
  });
  expect(await verified()).toMatchObject({ whole: true, explainedHoles: [{ trackId: 'mic-1', cause: 'unplugged' }] });
});

it('has an exit code for scripts: 0 whole, 1 damaged, 2 not readable', async () => {
  const run = (...args: string[]): ReturnType<typeof runToEnd> => runToEnd(process.execPath, [resolve('src-main/cli/verify.ts'), ...args], { timeoutMs: 30_000 });
  const whole = await run('--json', dir);
  expect(whole).toMatchObject({ ok: true, value: { code: 0 } });
  expect(whole.ok && (JSON.parse(whole.value.stdout.toString()) as Verification).whole).toBe(true);
  await rm(join(dir, audio(1)));
  const damaged = await run(dir);
  expect(damaged).toMatchObject({ ok: true, value: { code: 1 } });
  expect(damaged.ok && damaged.value.stdout.toString()).toContain(`PROBLEM (file) ${audio(1)}: missing`);
  expect(await run(join(dir, 'nowhere'))).toMatchObject({ ok: true, value: { code: 2 } });
  expect(await run()).toMatchObject({ ok: true, value: { code: 2 } });
});
