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

/** What one person hears of several voices: made anew only when the voices are others. */
export class HeldMix {
  readonly #mix: (voices: readonly Voice[]) => Mix;
  #held: { of: readonly Voice[]; mix: Mix } | null = null;

  constructor(mix: (voices: readonly Voice[]) => Mix) {
    this.#mix = mix;
  }

  /** One voice alone is passed on as it is. */
  of(voices: readonly Voice[]): MediaStreamTrack {
    const [only, ...others] = voices;
    const before = this.#held;
    if (only && others.length === 0) {
      this.stop();
      return only.track;
    }
    if (before && before.of.length === voices.length && voices.every(({ track, gain }, i) => before.of[i]?.track === track && before.of[i].gain === gain)) return before.mix.track;
    this.#held = { of: voices, mix: this.#mix(voices) };
    before?.mix.stop();
    return this.#held.mix.track;
  }

  stop(): void {
    this.#held?.mix.stop();
    this.#held = null;
  }
}
