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
 * Puts one microphone's readings together from the lines ffmpeg's `ametadata` prints: frame, peak,
 * rms, id. Packets end anywhere in a line; a lost one loses a reading or two.
 */
export class MeterLines {
  #begun = '';
  #peakDb: number | null = null;
  #rmsDb: number | null = null;

  /** The readings that this packet completes. */
  take(packet: string): Reading[] {
    const lines = (this.#begun + packet).split('\n');
    this.#begun = lines.pop() ?? '';
    return lines.map((line) => this.#line(line)).filter((reading) => reading !== null);
  }

  #line(line: string): Reading | null {
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
