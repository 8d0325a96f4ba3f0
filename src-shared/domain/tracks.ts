import { audioCaptureId, type Hall } from './hall.ts';

export interface Track {
  trackId: string;
  captureId: string;
  /** Which stream of its capture's files this track is, counted within its kind. */
  stream: number;
  kind: 'audio' | 'video';
  label: string;
}

/**
 * The tracks a recording of this hall has. A track is called after its device; every camera is a
 * capture of its own name, so that one camera's fault does not touch another's picture.
 */
export const tracksOf = (hall: Hall): Track[] => [
  ...hall.microphones.map(({ id, label }, stream): Track => ({ trackId: id, captureId: audioCaptureId, stream, kind: 'audio', label })),
  ...hall.cameras.map(({ id, label }): Track => ({ trackId: id, captureId: id, stream: 0, kind: 'video', label })),
];
