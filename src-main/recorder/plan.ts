import { audioCaptureId, ownSoundCaptureId, type Hall } from '#shared/domain/hall.ts';
import type { Capture } from './captures.ts';

/**
 * The captures a hall needs: the sound first, because it is what a record cannot do without. Each microphone by
 * itself, so that one that hangs or dies costs the others nothing; recorded, all of them once more together
 * (it is also the copy of the sound that the archive of court documents gets, СҚЭМ), so that no one process can lose sound.
 */
export function capturePlan({ microphones, cameras }: Hall, mode: Capture['mode']): Capture[] {
  const own = microphones.map((microphone): Capture => ({ kind: 'audio', captureId: ownSoundCaptureId(microphone.id), mode, microphones: [microphone] }));
  const joint: Capture[] = mode === 'record' && microphones.length > 0 ? [{ kind: 'audio', captureId: audioCaptureId, mode, microphones }] : [];
  return [...own, ...joint, ...cameras.map((camera): Capture => ({ kind: 'video', captureId: camera.id, mode, camera }))];
}
