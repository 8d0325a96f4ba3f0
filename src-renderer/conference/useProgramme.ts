import { useEffect, useRef } from 'react';
import type { HallLinks } from './hallLinks.ts';
import { hallPicture, type HallPicture } from './hallPicture.ts';
import { hallSound } from './hallSound.ts';

/** The hall's picture and sound for those elsewhere; of a hall without a camera there is none. `onShown`: whose picture goes out from here on; always the same function. */
export function useProgramme(links: HallLinks, cameraId: string | null, onShown: (cameraId: string | null) => void): void {
  const picture = useRef<HallPicture | null>(null);
  const hasCamera = cameraId !== null;
  useEffect(() => {
    if (!hasCamera) return undefined;
    const opened = hallPicture(onShown);
    const sound = hallSound();
    picture.current = opened;
    void sound.ready.then(() => links.setProgramme({ audio: sound.track, video: opened.track }));
    return () => {
      opened.stop();
      sound.stop();
    };
  }, [links, hasCamera, onShown]);
  useEffect(() => {
    if (cameraId !== null) picture.current?.show(cameraId);
  }, [cameraId]);
}
