import type { Output } from '#shared/contract/index.ts';
import type { Hall } from '#shared/domain/hall.ts';
import type { SegmentRow } from './ports/index.ts';

type Track = Output<'recording.info'>['tracks'][number];

/** All microphones are written by one capture, so that no sample of one moves against another. */
export const audioCaptureId = 'audio';

/** Every device of the hall as a track, with what its capture has recorded. */
export function tracksOf(hall: Hall, rows: readonly SegmentRow[]): Track[] {
  const track = (trackId: string, kind: Track['kind'], label: string, captureId: string): Track => {
    const own = rows.filter((row) => row.captureId === captureId);
    const sum = (of: (row: SegmentRow) => number) => own.reduce((total, row) => total + of(row), 0);
    return { trackId, kind, label, captureId, durationMs: sum((r) => r.endMs - r.startMs), segments: own.length, bytes: sum((r) => r.bytes) };
  };
  return [
    ...hall.cameras.map((c) => track(c.id, 'video', c.label, c.id)),
    ...hall.microphones.map((m) => track(m.id, 'audio', m.label, audioCaptureId)),
  ];
}
