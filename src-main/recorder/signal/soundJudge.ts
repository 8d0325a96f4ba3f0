import { Conditions, type Change, type Held } from './conditions.ts';
import type { SoundReading } from './soundReading.ts';
import { SpeechSense } from './speechSense.ts';

export type SoundCondition = 'clipping' | 'digital_silence' | 'too_quiet' | 'hum' | 'speech';

/** Tops are flat: unclipped speech stays below 5 dB and 4 samples, speech clipped by 2 dB has 10 dB and 6 samples (measured). */
const clippedFlatFactorDb = 10;
const clippedSamples = 6;
/** Where a signal is as low as a few steps of its converter, tops are flat by nature. Above this, it was clipped on its way here. */
const clippedFromPeakDb = -20;
/** Only a source of floating-point samples can go beyond full scale; the track cannot. */
const fullScaleDb = 0.01;

/**
 * The noise of a converter with nothing connected is −84 dB and less; an open microphone in a quiet room
 * gives −65, those of the demonstration hall −77.
 */
const tooQuietDb = -80;

/** What never goes away in ten seconds, since nobody speaks so long without a pause. */
const floorReadings = 100;
/** Without the mains the floor falls by 11 to 24 dB where there is a hum, by at most 0.5 in speech, room noise and ventilation (measured). */
const humFromDb = 3;
const humUntilDb = 2;
/** Nobody hears a lower one under speech. */
const audibleHumDb = -60;

const patience = {
  /** Told at once, and long enough to be seen. */
  clipping: { beginMs: 0, endMs: 3000 },
  digital_silence: { beginMs: 2000, endMs: 300 },
  too_quiet: { beginMs: 60_000, endMs: 1000 },
  hum: { beginMs: 5000, endMs: 10_000 },
  /** Three readings have already been waited for. */
  speech: { beginMs: 0, endMs: 1000 },
};

const clips = (reading: SoundReading): boolean => !reading.constant && (reading.peakDb > fullScaleDb
  || (reading.peakDb >= clippedFromPeakDb && reading.flatFactorDb >= clippedFlatFactorDb && reading.extremeSamples >= clippedSamples));

const lowest = (levelsDb: number[]): number => Math.min(...levelsDb);

/** Null where it is neither clearly there nor clearly not. Needs a floor, so nothing is said before ten seconds of sound. */
function hums(recent: readonly SoundReading[]): boolean | null {
  if (recent.length < floorReadings) return false;
  const floorDb = lowest(recent.map((reading) => reading.lowBandDb));
  const fallsByDb = floorDb - lowest(recent.map((reading) => reading.withoutMainsDb));
  if (floorDb < audibleHumDb || fallsByDb < humUntilDb) return false;
  return fallsByDb >= humFromDb ? true : null;
}

/** One second of readings for the level that people are shown in words. */
const levelReadings = 10;
const powerOf = (db: number): number => 10 ** (db / 10);

/**
 * Is what this microphone gives worth recording? Fed with its readings in order, with monotonic ms.
 * `digital_silence` is a microphone that is not connected or is muted: an open one always has noise.
 */
export class SoundJudge {
  readonly #conditions = new Conditions<SoundCondition>(patience);
  readonly #speech = new SpeechSense();
  #recent: SoundReading[] = [];

  /** What began or ended with this reading. */
  take(reading: SoundReading, atMs: number): Change<SoundCondition>[] {
    this.#recent = [...this.#recent.slice(1 - floorReadings), reading];
    return this.#conditions.take({
      clipping: clips(reading),
      digital_silence: reading.constant,
      too_quiet: reading.rmsDb < tooQuietDb && !reading.constant,
      hum: hums(this.#recent.filter((r) => !r.constant)),
      speech: this.#speech.take(reading),
    }, atMs);
  }

  held = (): Held<SoundCondition>[] => this.#conditions.held();

  /** Mean level of the last second, dB; null before the first reading. */
  levelDb(): number | null {
    const second = this.#recent.slice(-levelReadings);
    if (second.length === 0) return null;
    return 10 * Math.log10(second.reduce((sum, { rmsDb }) => sum + powerOf(rmsDb), 0) / second.length);
  }
}
