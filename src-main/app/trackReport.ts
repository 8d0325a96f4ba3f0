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
    return { trackId, kind, label, captureId, durationMs: recordedOfTrackMs(own, track), segments: own.length, bytes: Math.round(own.reduce((sum, row) => sum + row.bytes / sharersOf(tracks, row.captureId), 0)) };
  });
}

/** A file of several tracks is shared among them; sound has the mix besides. */
function sharersOf(tracks: readonly Track[], captureId: string): number {
  const sharing = tracks.filter((track) => track.captureId === captureId).length;
  return sharing > 1 ? sharing + 1 : 1;
}
