export interface Voice {
  track: MediaStreamTrack;
  gain: number;
}

export interface Mix {
  track: MediaStreamTrack;
  stop: () => void;
}

let context: AudioContext | null = null;

/** Several voices as one. Chromium hands over what comes by a link only while an element plays it, a silenced one too. */
export function mixSound(voices: readonly Voice[]): Mix {
  context ??= new AudioContext();
  const out = context.createMediaStreamDestination();
  const [track] = out.stream.getAudioTracks();
  if (!track) throw new Error('no sound can be mixed');
  const nodes = voices.map(({ track: voice, gain }) => {
    const source = new MediaStreamAudioSourceNode(out.context as AudioContext, { mediaStream: new MediaStream([voice]) });
    source.connect(new GainNode(out.context, { gain })).connect(out);
    return source;
  });
  return {
    track,
    stop() {
      for (const node of nodes) node.disconnect();
      track.stop();
    },
  };
}
