import type { Timers } from '#shared/conference/line.ts';

export interface HallSound {
  track: MediaStreamTrack;
  /** A microphone was asked for once, with whatever answer. */
  ready: Promise<void>;
  stop: () => void;
}

const wanted: MediaStreamConstraints = { audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: false } };
/** Somebody puts the plug back, or gives the browser its permission. */
const againAfterMs = 2000;

/**
 * What the hall says to those elsewhere: the hall's microphone as the browser hears it, with the echo of its own
 * loudspeakers taken out. The recorder goes on recording the same microphones; sound devices are shared. The track stays the same
 * over a microphone that is pulled out and comes back, or is replaced by another. `onHeard`: whether there is one, on every change.
 */
export function hallSound(timers: Pick<Timers, 'after'>, onHeard: (isHeard: boolean) => void = () => undefined): HallSound {
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  const [track] = out.stream.getAudioTracks();
  if (!track) throw new Error('no sound can be captured');
  let stream: MediaStream | null = null;
  let isStopped = false;
  let callOff: () => void = () => undefined;
  let toldLast: boolean | null = null;

  const tell = (isHeard: boolean): void => {
    if (isHeard !== toldLast) onHeard(isHeard);
    toldLast = isHeard;
  };
  const none = (): void => {
    stream = null;
    tell(false);
    callOff = timers.after(againAfterMs, () => void open());
  };
  const open = async (): Promise<void> => {
    const opened = await navigator.mediaDevices.getUserMedia(wanted).catch(() => null);
    if (isStopped) return opened ? stopAll(opened) : undefined;
    if (!opened) return none();
    stream = opened;
    const source = context.createMediaStreamSource(opened);
    source.connect(out);
    opened.getAudioTracks()[0]?.addEventListener('ended', () => {
      source.disconnect();
      if (!isStopped) none();
    });
    return tell(true);
  };
  return {
    track, ready: open(),
    stop() {
      isStopped = true;
      callOff();
      if (stream) stopAll(stream);
      void context.close();
    },
  };
}

const stopAll = (stream: MediaStream): void => stream.getTracks().forEach((track) => track.stop());
