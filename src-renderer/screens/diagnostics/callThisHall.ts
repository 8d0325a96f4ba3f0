import type { IceServer } from '#shared/conference/messages.ts';
import type { TestCall } from '#shared/domain/remote/testCall.ts';
import { openConnection, type Tracks } from '../../../src-peer/connection.ts';
import { followCamera } from '../../conference/cameraFeed.ts';
import { hallPicture } from '../../conference/hallPicture.ts';
import { hallSound } from '../../conference/hallSound.ts';
import { nothingToSee } from '../../conference/nothing.ts';
import { pageTimers } from '../../conference/pageTimers.ts';
import { callItself } from '../../conference/testCall.ts';

/** A browser asks whether the microphone may be heard, and waits for as long as nobody answers. */
const soundWithinMs = 10_000;

/** Made once: it goes on painting. */
let nothing: Tracks | null = null;

/** With the hall's own picture and sound, as those elsewhere get them. */
export async function callThisHall(cameraId: string, iceServers: readonly IceServer[], { onLeg, onArrived }: {
  onLeg: (leg: 'direct' | 'relay') => void;
  onArrived: (tracks: readonly MediaStreamTrack[]) => void;
}): Promise<Pick<TestCall, 'direct' | 'relay'>> {
  const [picture, sound] = [hallPicture(followCamera), hallSound(pageTimers)];
  picture.show(cameraId);
  nothing ??= nothingToSee();
  try {
    await Promise.race([sound.ready, new Promise((resolve) => { pageTimers.after(soundWithinMs, () => resolve(undefined)); })]);
    const programme = { audio: sound.track, video: picture.track };
    return await callItself({ open: openConnection, timers: pageTimers, newId: () => crypto.randomUUID(), programme, nothing, onArrived }, iceServers, onLeg);
  } finally {
    picture.stop();
    sound.stop();
  }
}
