import { ReadingLines } from './readingLines.ts';

/** What one microphone gave in a tenth of a second. Decibels are below full scale, −120 for nothing at all. */
export interface SoundReading {
  microphoneId: string;
  rmsDb: number;
  peakDb: number;
  /** Peak above RMS. */
  crestDb: number;
  /** Samples at the very highest or lowest value of the reading. */
  extremeSamples: number;
  /** 0 where no two neighbours of these are equal; grows, in dB, with the length of the flat tops. */
  flatFactorDb: number;
  /** Every sample is the same number: no microphone is listening. */
  constant: boolean;
  /** Below 4 kHz: all of it, from 300 Hz on, and without the mains and its harmonics. */
  lowBandDb: number;
  speechBandDb: number;
  withoutMainsDb: number;
}

/** In the order in which they are printed. */
const keys = [
  'Overall.Peak_level', 'Overall.RMS_level', 'Overall.Flat_factor', 'Overall.Peak_count', '1.RMS_level', '2.RMS_level', '3.RMS_level',
].map((key) => `lavfi.astats.${key}`);

const samplesPerReading = 4800;

/** −Infinity has no place in JSON. */
const silenceDb = -120;
const figure = (text: string): number => {
  const value = Number.parseFloat(text);
  return Number.isFinite(value) ? Math.max(silenceDb, value) : silenceDb;
};

function reading(microphoneId: string, texts: readonly string[]): SoundReading {
  const [peakDb, rmsDb, flatFactorDb, extremeSamples, lowBandDb, speechBandDb, withoutMainsDb] = texts.map(figure) as [number, number, number, number, number, number, number];
  return {
    microphoneId, peakDb, rmsDb, crestDb: peakDb - rmsDb, flatFactorDb, extremeSamples,
    // Counted once as the highest and once as the lowest.
    constant: extremeSamples > samplesPerReading,
    lowBandDb, speechBandDb, withoutMainsDb,
  };
}

/** The readings of one microphone, ten a second, from the packets of its meter. */
export class SoundLines extends ReadingLines<SoundReading> {
  constructor() {
    super(keys, 'mic', reading);
  }
}
