import { useEffect, useRef } from 'react';
import type { followCamera } from './cameraFeed.ts';
import type { HallLinks } from './hallLinks.ts';
import { hallPicture, type HallPicture } from './hallPicture.ts';
import { hallSound } from './hallSound.ts';
import type { OutReport } from './outReport.ts';
import { pageTimers } from './pageTimers.ts';

/** The hall's picture and sound for those elsewhere, the picture as `follow` brings it; of a hall without a camera there is none. What goes out from here on is reported. */
export function useProgramme(links: HallLinks, cameraId: string | null, follow: typeof followCamera, report: OutReport): void {
  const picture = useRef<HallPicture | null>(null);
  const hasCamera = cameraId !== null;
  useEffect(() => {
    if (!hasCamera) return undefined;
    const opened = hallPicture(follow, (shownId) => report.becomes({ cameraId: shownId }));
    const sound = hallSound(pageTimers, (isHeard) => report.becomes({ isHeard }));
    picture.current = opened;
    void sound.ready.then(() => links.setProgramme({ audio: sound.track, video: opened.track }));
    return () => {
      opened.stop();
      sound.stop();
      report.becomes({ isHeard: null });
    };
  }, [links, hasCamera, follow, report]);
  useEffect(() => {
    if (cameraId !== null) picture.current?.show(cameraId);
  }, [cameraId]);
}
