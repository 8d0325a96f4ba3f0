/** Two soft tones, the second lower: heard in a quiet room, startling nobody. */
const tones = [{ hz: 587, atS: 0 }, { hz: 440, atS: 0.28 }] as const;
const toneS = 0.24;
const loudness = 0.16;

let context: AudioContext | null = null;

/** Sounds once. Silent until somebody has touched this page: the browser allows no sound before that. */
export function soundDanger(): void {
  if (!navigator.userActivation.hasBeenActive) return;
  context ??= new AudioContext();
  void context.resume();
  for (const { hz, atS } of tones) tone(context, hz, context.currentTime + atS);
}

function tone(audio: AudioContext, hz: number, startS: number): void {
  const oscillator = new OscillatorNode(audio, { frequency: hz });
  const gain = new GainNode(audio, { gain: 0 });
  gain.gain.setValueAtTime(0, startS);
  gain.gain.linearRampToValueAtTime(loudness, startS + 0.03);
  gain.gain.exponentialRampToValueAtTime(0.001, startS + toneS);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(startS);
  oscillator.stop(startS + toneS);
}
