/**
 * What the hall says to those elsewhere: the hall's microphone as the browser hears it, with the echo of its own
 * loudspeakers taken out. The recorder goes on recording the same microphones; sound devices are shared.
 */
export function hallSound(): { track: MediaStreamTrack; ready: Promise<void>; stop: () => void } {
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  const [track] = out.stream.getAudioTracks();
  if (!track) throw new Error('no sound can be captured');
  let stream: MediaStream | null = null;
  let isStopped = false;
  const ready = navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: false } }).then((opened) => {
    if (isStopped) return stopAll(opened);
    stream = opened;
    context.createMediaStreamSource(opened).connect(out);
    return undefined;
  }, () => undefined); // a computer without a sound device of its own: those elsewhere see the hall and do not hear it
  return {
    track, ready,
    stop() {
      isStopped = true;
      if (stream) stopAll(stream);
      void context.close();
    },
  };
}

const stopAll = (stream: MediaStream): void => stream.getTracks().forEach((track) => track.stop());
