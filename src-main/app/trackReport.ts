import type { Output } from '#shared/contract/index.ts';
import { recordedOfTrackMs } from '#shared/domain/timeline.ts';
import { capturesOf, type Track } from '#shared/domain/tracks.ts';
import type { SegmentRow } from './ports/index.ts';

/** Every track with what its captures have recorded so far. */
export function trackReport(tracks: readonly Track[], rows: readonly SegmentRow[]): Output<'recording.info'>['tracks'] {
  return tracks.map((track) => {
    const { trackId, kind, label, captureId } = track;
    const captureIds = capturesOf(track);
    const own = rows.filter((row) => captureIds.includes(row.captureId));
    return { trackId, kind, label, captureId, durationMs: recordedOfTrackMs(own, track), segments: own.length, bytes: own.reduce((sum, row) => sum + row.bytes, 0) };
  });
}
