import type { Output } from '#shared/contract/index.ts';
import type { Track } from '#shared/domain/tracks.ts';
import type { SegmentRow } from './ports/index.ts';

/** Every track with what its capture has recorded so far. */
export function trackReport(tracks: readonly Track[], rows: readonly SegmentRow[]): Output<'recording.info'>['tracks'] {
  return tracks.map(({ trackId, kind, label, captureId }) => {
    const own = rows.filter((row) => row.captureId === captureId);
    const sum = (of: (row: SegmentRow) => number) => own.reduce((total, row) => total + of(row), 0);
    return { trackId, kind, label, captureId, durationMs: sum((r) => r.endMs - r.startMs), segments: own.length, bytes: sum((r) => r.bytes) };
  });
}
