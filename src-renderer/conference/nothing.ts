import type { Tracks } from '../../src-peer/connection.ts';

/** A dark picture and silence: what those get who are not let in yet. Two frames a second keep the way open. */
export function nothingToSee(): Tracks {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [320, 180];
  const context = canvas.getContext('2d');
  const paint = (): void => {
    if (!context) return;
    context.fillStyle = '#14181c';
    context.fillRect(0, 0, canvas.width, canvas.height);
  };
  paint();
  setInterval(paint, 500);
  const [video] = canvas.captureStream(2).getVideoTracks();
  const [audio] = new AudioContext().createMediaStreamDestination().stream.getAudioTracks();
  if (!video || !audio) throw new Error('neither canvas nor sound can be captured');
  return { audio, video };
}
