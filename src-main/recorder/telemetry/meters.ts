export interface Reading {
  microphoneId: string;
  rmsDb: number;
  peakDb: number;
}

/** −Infinity has no place in JSON. */
const silenceDb = -120;
const decibels = (text: string): number => {
  const value = Number.parseFloat(text);
  return Number.isFinite(value) ? Math.max(silenceDb, value) : silenceDb;
};

/**
 * Puts a microphone's reading together from the lines ffmpeg's `ametadata` prints, a packet each:
 * frame, peak, rms, id. Lines that were lost lose that one reading.
 */
export class MeterLines {
  #peakDb: number | null = null;
  #rmsDb: number | null = null;

  /** The reading that this line completes, or null. */
  take(line: string): Reading | null {
    const [key, value = ''] = line.trim().split('=', 2);
    if (key?.startsWith('frame:')) this.#forget();
    else if (key === 'lavfi.astats.Overall.Peak_level') this.#peakDb = decibels(value);
    else if (key === 'lavfi.astats.Overall.RMS_level') this.#rmsDb = decibels(value);
    else if (key === 'mic') return this.#complete(value);
    return null;
  }

  #complete(microphoneId: string): Reading | null {
    const reading = this.#peakDb === null || this.#rmsDb === null ? null : { microphoneId, rmsDb: this.#rmsDb, peakDb: this.#peakDb };
    this.#forget();
    return reading;
  }

  #forget(): void {
    this.#peakDb = null;
    this.#rmsDb = null;
  }
}
