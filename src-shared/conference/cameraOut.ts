import { z } from 'zod';
import type { RecorderStatus } from '../contract/status.ts';
import type { Camera, Microphone } from '../domain/hall.ts';
import { deviceState } from '../domain/safety.ts';

/** Which of the hall's cameras those elsewhere see: as it comes, or this one. */
export const cameraChoiceSchema = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('automatic') }),
  z.object({ mode: z.literal('camera'), cameraId: z.string().min(1).max(200) }),
]);
export type CameraChoice = z.infer<typeof cameraChoiceSchema>;

export const automaticCamera: CameraChoice = { mode: 'automatic' };

/** A picture stands for so long before another speaker brings another one. */
export const holdMs = 2000;

/** What is to go out, since when, and from what it follows. */
export interface CameraOut {
  cameraId: string | null;
  sinceMs: number;
  /** Where in the hall somebody spoke last; undefined: at no place of its own, or nobody yet. */
  place: Microphone['hears'];
  /** A person has decided it, and not who speaks. */
  isOrdered: boolean;
}

export const nothingOut: CameraOut = { cameraId: null, sinceMs: -Infinity, place: undefined, isOrdered: false };

/** `gives`: there is a picture, as far as the recorder knows. */
export type OfferedCamera = Pick<Camera, 'id' | 'shows'> & { gives: boolean };

export interface CameraMoment {
  choice: CameraChoice;
  /** In the order of the hall's settings. */
  cameras: readonly OfferedCamera[];
  /** Before which microphone of the hall somebody speaks; null: nobody does, or somebody elsewhere. */
  speaksAt: Pick<Microphone, 'hears'> | null;
  /** A display of the hall is laid out for a document. */
  isDocument: boolean;
}

/** A lost or black picture is none. One that only begins, as all of them do when the recording begins, is waited for. */
export const givesPicture = (recorder: Pick<RecorderStatus, 'captures'>, cameraId: string): boolean =>
  deviceState(recorder, cameraId) !== 'lost' && !recorder.captures.some(({ deviceIds, signal }) => deviceIds.includes(cameraId) && signal.some(({ condition }) => condition === 'black'));

const offeredOf = (cameras: readonly OfferedCamera[]): readonly OfferedCamera[] => {
  const giving = cameras.filter(({ gives }) => gives);
  return giving.length > 0 ? giving : cameras;
};

/** Those elsewhere see the exhibit that the hall looks at. */
function orderedIn({ choice, isDocument }: CameraMoment, offered: readonly OfferedCamera[]): OfferedCamera | undefined {
  const chosen = choice.mode === 'camera' ? offered.find(({ id }) => id === choice.cameraId) : undefined;
  return chosen ?? (isDocument ? offered.find(({ shows }) => shows === 'document') : undefined);
}

/** The camera of the place; else one of the whole hall; else the first. */
const speakersIn = (offered: readonly OfferedCamera[], place: CameraOut['place']): OfferedCamera | undefined =>
  offered.find(({ shows }) => shows === place) ?? offered.find(({ shows }) => shows === undefined) ?? offered[0];

const isHeld = ({ cameraId, sinceMs, isOrdered }: CameraOut, cameras: readonly OfferedCamera[], nowMs: number): boolean =>
  !isOrdered && nowMs - sinceMs < holdMs && cameras.some(({ id, gives }) => id === cameraId && gives);

/** Which camera is to go out now. While nobody in the hall speaks it is as it was; a chosen camera without a picture is as if none had been chosen. */
export function cameraOutAt(before: CameraOut, moment: CameraMoment, nowMs: number): CameraOut {
  const place = moment.speaksAt ? moment.speaksAt.hears : before.place;
  const offered = offeredOf(moment.cameras);
  const ordered = orderedIn(moment, offered);
  const cameraId = (ordered ?? speakersIn(offered, place))?.id ?? null;
  const isOrdered = ordered !== undefined;
  if (cameraId === before.cameraId) return { ...before, place, isOrdered };
  return !isOrdered && isHeld(before, moment.cameras, nowMs) ? { ...before, place } : { cameraId, sinceMs: nowMs, place, isOrdered };
}
