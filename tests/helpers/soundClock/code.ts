/**
 * A machine-readable wall clock in sound. Every 100 ms of the wall clock begins with a chirp, by which
 * its place is found to the sample, and then spells in two tones which tenth of a second it is and
 * which microphone is heard. A sample's content follows from its UTC moment alone.
 *
 * 24 bits of 3.33 ms: 16 of the slot's number (it comes round after 109 minutes), 4 of the microphone,
 * 4 of the remainder by 15 of the other twenty.
 */
export const rateHz = 48_000;
export const samplesPerMs = rateHz / 1000;
export const slotSamples = 4800;
export const slotMs = slotSamples / samplesPerMs;
const slotCycle = 2 ** 16;

const chirpSamples = 576;
const bitsFrom = 672;
const bitSamples = 160;
const bits = 24;
/** 4 and 8 whole periods in a bit: neither is heard where the other is looked for. */
const toneHz = [1200, 2400] as const;
const chirpHz = { from: 400, to: 3600 };
/** −14 dBFS: the mix of four such microphones is not yet clipped. */
const amplitude = 0.2;

const chirp = Float32Array.from({ length: chirpSamples }, (_, i) => {
  const t = i / rateHz;
  const sweep = (chirpHz.to - chirpHz.from) / (chirpSamples / rateHz) / 2;
  return Math.sin(Math.PI * i / chirpSamples) ** 2 * Math.sin(2 * Math.PI * (chirpHz.from + sweep * t) * t);
});
const chirpNorm = Math.sqrt(chirp.reduce((sum, one) => sum + one * one, 0));

const angle = (tone: 0 | 1, i: number): number => (2 * Math.PI * toneHz[tone] * i) / rateHz;
/** Each bit fades in and out, so that a step from tone to tone is no click. */
const fade = (i: number): number => Math.min(1, (i + 1) / 16, (bitSamples - i) / 16);
const tones = ([0, 1] as const).map((tone) => Float32Array.from({ length: bitSamples }, (_, i) => fade(i) * Math.sin(angle(tone, i))));

const wordOf = (slot: number, microphone: number): number => {
  const content = (slot % slotCycle) * 16 + microphone;
  return content * 16 + (content % 15);
};

/** The sound of one slot, counted in tenths of a second of UTC; `microphone` 0–15. */
export function slotSound(slot: number, microphone: number): Float32Array {
  const sound = new Float32Array(slotSamples);
  sound.set(chirp);
  const word = wordOf(slot, microphone);
  for (let bit = 0; bit < bits; bit++) sound.set(tones[Math.floor(word / 2 ** (bits - 1 - bit)) % 2] as Float32Array, bitsFrom + bit * bitSamples);
  return sound.map((sample) => sample * amplitude);
}

/** How alike the chirp and what begins at this sample are: −1 to 1. */
function likeness(samples: Float32Array, at: number): number {
  let product = 0;
  let power = 0;
  for (let i = 0; i < chirpSamples; i++) {
    const sample = samples[at + i] ?? 0;
    product += sample * (chirp[i] as number);
    power += sample * sample;
  }
  return power < 1e-4 ? 0 : product / (chirpNorm * Math.sqrt(power));
}

/** How strong a tone is in one bit. */
function strength(samples: Float32Array, from: number, tone: 0 | 1): number {
  let [re, im] = [0, 0];
  for (let i = 0; i < bitSamples; i++) {
    re += (samples[from + i] ?? 0) * Math.cos(angle(tone, i));
    im += (samples[from + i] ?? 0) * Math.sin(angle(tone, i));
  }
  return Math.hypot(re, im);
}

function wordAt(samples: Float32Array, chirpAt: number): number {
  let word = 0;
  for (let bit = 0; bit < bits; bit++) {
    const from = chirpAt + bitsFrom + bit * bitSamples;
    word = word * 2 + (strength(samples, from, 1) > strength(samples, from, 0) ? 1 : 0);
  }
  return word;
}

export interface Anchor {
  /** Where in the samples a slot begins. */
  sample: number;
  /** The slot's number modulo 65,536. */
  slot: number;
  microphone: number;
}

/** The slot that begins at this very sample; null when what is there is not one. */
function read(samples: Float32Array, sample: number): Anchor | null {
  const word = wordAt(samples, sample);
  const content = Math.floor(word / 16);
  return content % 15 === word % 16 ? { sample, slot: Math.floor(content / 16), microphone: content % 16 } : null;
}

const minLikeness = 0.7;

/** The best chirp that begins in `[from, to)`. */
function chirpIn(samples: Float32Array, from: number, to: number): number | null {
  let [best, at] = [minLikeness, -1];
  for (let sample = Math.max(0, from); sample < to; sample++) {
    const alike = likeness(samples, sample);
    if (alike > best) [best, at] = [alike, sample];
  }
  return at < 0 ? null : at;
}

const wobbleSamples = 6;
const wholeSlot = bitsFrom + bits * bitSamples;

/**
 * Every slot that is whole in these samples, in order. After one the next is looked for where it has
 * to be; where it is not, everything up to one slot further is searched.
 */
export function readSlots(samples: Float32Array): Anchor[] {
  const found: Anchor[] = [];
  let at = 0;
  while (at + wholeSlot <= samples.length) {
    const expected = (found.at(-1)?.sample ?? -slotSamples) + slotSamples;
    const near = expected === at ? slotIn(samples, at - wobbleSamples, at + wobbleSamples) : null;
    const slot = near ?? slotIn(samples, at - (expected === at ? slotSamples - 1 : 0), at + slotSamples);
    if (slot && slot.sample > (found.at(-1)?.sample ?? -1)) found.push(slot);
    at = slot ? slot.sample + slotSamples : at + slotSamples;
  }
  return found;
}

function slotIn(samples: Float32Array, from: number, to: number): Anchor | null {
  const sample = chirpIn(samples, from, Math.min(to, samples.length - wholeSlot + 1));
  return sample === null ? null : read(samples, sample);
}

/** The UTC moment of a slot's begin, of all moments with this number the one nearest to `nearMs`. */
export function slotUtcMs(slot: number, nearMs: number): number {
  const cycleMs = slotCycle * slotMs;
  return slot * slotMs + Math.round((nearMs - slot * slotMs) / cycleMs) * cycleMs;
}
