import type { Hall } from '#shared/domain/hall.ts';
import { audioCaptureId } from '#shared/domain/hall.ts';
import type { Capture } from './captures.ts';

/** The captures a hall needs: the sound first, because it is what a record cannot do without. */
export function capturePlan(hall: Hall, mode: Capture['mode']): Capture[] {
  const audio: Capture[] = hall.microphones.length > 0
    ? [{ kind: 'audio', captureId: audioCaptureId, mode, microphones: hall.microphones }]
    : [];
  return [...audio, ...hall.cameras.map((camera): Capture => ({ kind: 'video', captureId: camera.id, mode, camera }))];
}
