import { expect, test } from 'vitest';
import type { SegmentRow } from '#main/app/ports/index.ts';
import { SegmentCounts } from '#main/recorder/counts.ts';

const row = (index: number, state: SegmentRow['state'], verifiedAtMs: number | null): SegmentRow => ({
  hearingId: 'h', path: `run-001/audio/${index}.mkv`, captureId: 'audio', runId: 'run-001', index, startMs: 0, endMs: 1, bytes: 1,
  sha256: '', state, verifiedAtMs, problem: null, tail: false,
});

test('every segment counts once, read back or not, and the counting goes on where the rows are', () => {
  const counts = new SegmentCounts();
  counts.follow('h', [row(0, 'verified', 70), row(1, 'damaged', 90), row(2, 'verified', 50), row(3, 'closed', null)]);
  expect(counts.get()).toEqual({ segmentsClosed: 4, segmentsVerified: 2, segmentsDamaged: 1, lastVerifiedAtMs: 70 });
  counts.take(row(4, 'closed', null));
  counts.take(row(3, 'verified', 100));
  counts.take({ ...row(0, 'verified', 500), hearingId: 'another' });
  expect(counts.get()).toEqual({ segmentsClosed: 5, segmentsVerified: 3, segmentsDamaged: 1, lastVerifiedAtMs: 100 });
});
