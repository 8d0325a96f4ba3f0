import { assert, constantFrom, double, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FileRow } from '../../../../src-server/ports.ts';
import { concatList, copyArgs, pictureCaptures, segmentsOf } from '../../../../src-server/viewing/plan.ts';
import { placeOf, type PlayableRun } from '../../../../src-server/viewing/timeline.ts';

const runs: PlayableRun[] = [{ runId: 'run-001', fromMs: 1000, toMs: 5000 }, { runId: 'run-002', fromMs: 9000, toMs: 12_000 }];

describe('timeline', () => {
  test.each([
    ['inside a run', 3500, { runId: 'run-001', offsetMs: 2500 }],
    ['before the first', 0, { runId: 'run-001', offsetMs: 0 }],
    ['between runs: the next recorded moment', 7000, { runId: 'run-002', offsetMs: 0 }],
    ['at the very end of a run: the next one', 5000, { runId: 'run-002', offsetMs: 0 }],
    ['after the last: its end', 99_000, { runId: 'run-002', offsetMs: 3000 }],
  ])('%s', (_name, positionMs, place) => {
    expect(placeOf(runs, positionMs)).toEqual(place);
  });

  test('nothing recorded, nowhere to play', () => expect(placeOf([], 5)).toBeNull());

  test('every recorded position comes back from its place', () => {
    assert(property(constantFrom(...runs), double({ min: 0, max: 0.999, noNaN: true }), (run, part) => {
      const positionMs = run.fromMs + part * (run.toMs - run.fromMs);
      const place = placeOf(runs, positionMs);
      return place !== null && place.runId === run.runId && Math.abs(run.fromMs + place.offsetMs - positionMs) < 1e-6;
    }));
  });
});

const file = (path: string, change: Partial<FileRow> = {}): FileRow => ({
  fileId: path, hearingId: 'h', kind: 'video', path, sha256: '', uploadId: '', hallId: '', sizeBytes: 1, state: 'received',
  computedSha256: null, receiptId: 'r', receivedAtMs: 1, createdAtMs: 1, ...change,
});

describe('plan', () => {
  test('segments are received media of a run, each path once', () => {
    const files = [
      file('run-001/cam-1/00001.mkv'), file('run-001/cam-1/00000.mkv'), file('run-001/cam-1/00000.mkv'), file('run-001/audio/00000.mkv', { kind: 'audio' }),
      file('run-001/cam-1/00002.mkv', { state: 'uploading' }), file('manifest.json', { kind: 'manifest' }), file('run-001/x.mkv'), file('documents/a/b.mkv'),
    ];
    expect(segmentsOf(files).map((s) => [s.runId, s.captureId, s.path])).toEqual([
      ['run-001', 'audio', 'run-001/audio/00000.mkv'], ['run-001', 'cam-1', 'run-001/cam-1/00000.mkv'], ['run-001', 'cam-1', 'run-001/cam-1/00001.mkv'],
    ]);
  });

  test('each file is given the distance to the next, so that a hole stays a hole', () => {
    const at = (absolutePath: string, startMs: number) => ({ absolutePath, startMs, endMs: null, audioStreams: 0 });
    expect(concatList([at("/a/it's.mkv", 7300), at('/a/1.mkv', 17_300), at('/a/3.mkv', 37_300.5)])).toBe(
      "ffconcat version 1.0\nfile '/a/it'\\''s.mkv'\nduration 10.000000\nfile '/a/1.mkv'\nduration 20.000500\nfile '/a/3.mkv'\n",
    );
  });

  test('picture and last audio track, copied, each input at its own delay', () => {
    const args = copyArgs({ listPath: 'v', delayMs: 314 }, { listPath: 'a', delayMs: 0, streams: 5 }, 'out.mp4');
    expect(args.join(' ')).toBe('-itsoffset 0.314000 -f concat -safe 0 -i v -itsoffset 0.000000 -f concat -safe 0 -i a '
      + '-map 0:v:0 -map 1:a:4 -c copy -movflags +faststart -f mp4 out.mp4');
    expect(copyArgs(null, { listPath: 'a', delayMs: 0, streams: 2 }, 'o')).toContain('0:a:1');
    expect(copyArgs({ listPath: 'v', delayMs: 0 }, null, 'o').join(' ')).not.toContain(':a:');
  });

  test('a run without cameras is listened to', () => {
    expect(pictureCaptures(['audio', 'cam-1', 'cam-2'])).toEqual(['cam-1', 'cam-2']);
    expect(pictureCaptures(['audio'])).toEqual(['audio']);
  });
});
