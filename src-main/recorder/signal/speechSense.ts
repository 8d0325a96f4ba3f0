import type { SoundReading } from './soundReading.ts';

/**
 * Speech stands out of the room's noise, lies mostly between 300 and 3400 Hz, and changes from syllable to
 * syllable. A fan, a tone or a hum does not change; a door or a chair lies lower; a knock is too short.
 * Coughs and applause count as speech.
 */

/** As long as the noise is followed back: nobody speaks so long without a pause. 10 s. */
const noiseReadings = 100;
/** Speech that can be understood stands 15 dB and more above the room's noise; by chance noise stands 3 dB above its own lowest tenth. */
const aboveNoiseDb = 10;
const audibleDb = -60;
/** Voices give −1 to −3 dB here (measured); what is mostly below 300 Hz is a door, a chair, a step. */
const bandShareDb = -10;

/** Three of five tenths of a second: the attack of 300 ms. */
const attack = { of: 5, needed: 3 };

/** The median step of a second is 5 to 7 dB in speech, at most 0.75 in noise, 0 in a tone (measured). */
const syllableStepDb = 1.5;
const syllableReadings = 10;

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

const steps = (levelsDb: readonly number[]): number[] =>
  levelsDb.slice(1).map((levelDb, i) => Math.abs(levelDb - (levelsDb[i] ?? levelDb)));

interface Tenth {
  levelDb: number;
  standsOut: boolean;
}

export class SpeechSense {
  #levelsDb: number[] = [];
  #tenths: Tenth[] = [];

  /** Whether somebody is speaking, as far as the last second shows. */
  take(reading: SoundReading): boolean {
    const levelDb = reading.speechBandDb;
    if (!reading.constant) this.#levelsDb = [...this.#levelsDb.slice(1 - noiseReadings), levelDb];
    const noiseDb = Math.min(...this.#levelsDb);
    const standsOut = levelDb >= Math.max(noiseDb + aboveNoiseDb, audibleDb) && levelDb - reading.rmsDb >= bandShareDb;
    this.#tenths = [...this.#tenths.slice(1 - syllableReadings), { levelDb, standsOut }];
    return this.#isSpeech();
  }

  #isSpeech(): boolean {
    if (this.#tenths.slice(-attack.of).filter((tenth) => tenth.standsOut).length < attack.needed) return false;
    const standingOut = this.#tenths.filter((tenth) => tenth.standsOut).map((tenth) => tenth.levelDb);
    return median(steps(standingOut)) >= syllableStepDb;
  }
}
