import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { manifestSchema, verifyChain, type Manifest } from '#shared/domain/manifest.ts';
import { tracksOf } from '#shared/domain/tracks.ts';
import type { SegmentRow } from '#main/app/ports/index.ts';
import { createSealer, sha256Hex } from '#main/sealing/sealer.ts';
import { minuteMs, must, Played } from '../domain/samples.ts';

const tracks = tracksOf({
  cameras: [{ id: 'cam-1', label: 'Жалпы көрініс', source: { type: 'synthetic', variant: 1 }, widthPx: 640, heightPx: 360, fps: 25 }],
  microphones: [{ id: 'mic-1', label: 'Төрағалық етуші', source: { type: 'synthetic', voice: 1 } }],
});
const hearing = new Played().start({ type: 'open', tracks: [] }).do({ type: 'close' }, minuteMs).state;
const quiet = () => undefined;
const sealer = createSealer({
  clock: { nowMs: () => 0, monotonicMs: () => 0 },
  log: { error: quiet, warn: quiet, info: quiet, debug: quiet },
});

let dir = '';
beforeEach(async () => { dir = await mkdtemp(join(tmpdir(), 'sealing-')); });
afterEach(() => rm(dir, { recursive: true }));

async function segmentOf(captureId: string, index: number, content: Buffer): Promise<SegmentRow> {
  const path = `run-001/${captureId}/${String(index).padStart(5, '0')}.mkv`;
  await mkdir(dirname(join(dir, path)), { recursive: true });
  await writeFile(join(dir, path), content);
  return {
    hearingId: 'h-1', path, captureId, runId: 'run-001', index, startMs: index * 5000, endMs: (index + 1) * 5000, bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'), state: 'verified', verifiedAtMs: 1, problem: null, tail: false,
  };
}

async function seal(rows: SegmentRow[]) {
  const segments = await sealer.readBack(dir, rows);
  const result = await sealer.seal({ hearing, tracks, segments, dir, sealedAtMs: 5 });
  if (!result.ok) throw new Error(result.error.code);
  const text = await readFile(join(dir, result.value.path), 'utf8');
  const sealed: Manifest = manifestSchema.parse(JSON.parse(text));
  const damaged = segments.flatMap(({ path, problem }) => (problem === null ? [] : [{ path, problem }]));
  return { manifest: result.value, damaged, text, sealed };
}

test('a whole recording is sealed as it is, in order of capture and position', async () => {
  const rows = [await segmentOf('cam-1', 1, randomBytes(10)), await segmentOf('audio', 0, randomBytes(3_000_000)), await segmentOf('cam-1', 0, Buffer.alloc(0))];
  const { sealed, manifest, text, damaged } = await seal(rows);
  expect(sealed.segments.map((s) => s.path)).toEqual(['run-001/audio/00000.mkv', 'run-001/cam-1/00000.mkv', 'run-001/cam-1/00001.mkv']);
  expect(sealed.segments.every((s) => s.state === 'verified')).toBe(true);
  expect(damaged).toEqual([]);
  expect(sealed.segments.map((s) => s.bytes)).toEqual([3_000_000, 0, 10]);
  expect(verifyChain(sealed, sha256Hex)).toEqual({ whole: true });
  expect(manifest).toEqual({ path: 'manifest.json', sha256: sha256Hex(text), bytes: Buffer.byteLength(text) });
  expect(sealed.tracks.map((t) => [t.trackId, t.captureId])).toEqual([['mic-1', 'audio'], ['cam-1', 'cam-1']]);
  expect(await readdir(dir)).not.toContain('manifest.json.part');
});

test('a missing segment is named, and the others are sealed', async () => {
  const rows = [await segmentOf('audio', 0, randomBytes(10)), await segmentOf('audio', 1, randomBytes(10))];
  await rm(join(dir, must(rows[0]).path));
  const { sealed, damaged } = await seal(rows);
  expect(damaged.map((d) => d.path)).toEqual(['run-001/audio/00000.mkv']);
  expect(sealed.segments[0]).toMatchObject({ state: 'damaged', sha256: null, bytes: 0, writtenSha256: must(rows[0]).sha256 });
  expect(must(sealed.segments[0]).problem).toContain('ENOENT');
  expect(must(sealed.segments[0]).problem).not.toContain(dir);
  expect(must(sealed.segments[1]).state).toBe('verified');
});

test('what the recorder called damaged stays damaged, what was never decoded is called so', async () => {
  const broken: SegmentRow = { ...(await segmentOf('audio', 0, randomBytes(10))), state: 'damaged', problem: 'no key frame' };
  const unread: SegmentRow = { ...(await segmentOf('audio', 1, randomBytes(10))), state: 'closed', verifiedAtMs: null };
  const { sealed, damaged } = await seal([broken, unread]);
  expect(sealed.segments.map((s) => [s.state, s.problem])).toEqual([['damaged', 'no key frame'], ['unverified', null]]);
  expect(damaged).toEqual([{ path: broken.path, problem: 'no key frame' }]);
});

test('any changed byte, and any lost end, is found', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 5000 }), fc.nat(), fc.integer({ min: 1, max: 255 }), fc.boolean(), async (bytes, where, flip, cut) => {
    const content = Buffer.from(bytes);
    const row = await segmentOf('audio', 0, content);
    const at = where % content.length;
    if (cut) await truncate(join(dir, row.path), at);
    else await writeFile(join(dir, row.path), content.map((byte, i) => (i === at ? byte ^ flip : byte)));
    const { damaged, sealed } = await seal([row]);
    expect(damaged).toHaveLength(1);
    expect(must(sealed.segments[0]).writtenSha256).toBe(row.sha256);
    expect(must(sealed.segments[0]).sha256).not.toBe(row.sha256);
  }), { numRuns: 60 });
});

test('a folder that cannot be written gives a typed error and leaves an earlier manifest alone', async () => {
  const rows = [await segmentOf('audio', 0, randomBytes(10))];
  const { text } = await seal(rows);
  await mkdir(join(dir, 'manifest.json.part'));
  const result = await sealer.seal({ hearing, tracks, segments: await sealer.readBack(dir, rows), dir, sealedAtMs: 6 });
  expect(result).toMatchObject({ ok: false, error: { code: 'document.failed', field: 'manifest.json' } });
  expect(await readFile(join(dir, 'manifest.json'), 'utf8')).toBe(text);
});
