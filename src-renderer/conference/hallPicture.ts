import type { followCamera } from './cameraFeed.ts';
import { PictureSwitch } from './pictureSwitch.ts';
import { writtenTrack } from './writtenTrack.ts';

export interface HallPicture {
  /** The same for as long as it is not stopped, whichever camera is shown. */
  track: MediaStreamTrack;
  show: (cameraId: string) => void;
  stop: () => void;
}

/**
 * The hall's picture for those elsewhere, from the recorder's own encoder: a camera belongs to the recorder and is not opened
 * a second time. Another camera takes its place without a word to the far end. `onShown`: whose picture it is from here on; null: none comes.
 */
export function hallPicture(follow: typeof followCamera, onShown: (cameraId: string | null) => void = () => undefined): HallPicture {
  const { track, write, stop } = writtenTrack();
  const show = (frame: VideoFrame, timestampUs: number): void => {
    const stamped = new VideoFrame(frame, { timestamp: timestampUs });
    frame.close();
    write(stamped);
  };
  const pictures = new PictureSwitch<VideoFrame>({ follow, show, onShown, nowUs: () => Math.round(performance.now() * 1000) });
  return {
    track,
    show: (cameraId) => pictures.to(cameraId),
    stop() {
      pictures.end();
      stop();
    },
  };
}
