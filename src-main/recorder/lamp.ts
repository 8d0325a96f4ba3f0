import { join } from 'node:path';
import { writeAtomically } from '#main/process/atomicFile.ts';
import { serialised } from './serial.ts';

const everyMs = 1000;

/**
 * For the lamp at the hall's microphones: are they open? `<state folder>/microphones.json` holds
 * `{"open": true|false, "atMs": …}`, written at once when that changes and every second: a lamp that finds it older
 * than three seconds knows nothing and says so. Open is what a process listens to, not what was ordered.
 */
export class Lamp {
  readonly #path: string;
  readonly #isOpen: () => boolean;
  readonly #oneByOne = serialised();
  readonly #nowMs: () => number;
  #timer: NodeJS.Timeout | null = null;
  #shown: boolean | null = null;

  constructor(stateDir: string, nowMs: () => number, isOpen: () => boolean) {
    this.#path = join(stateDir, 'microphones.json');
    this.#nowMs = nowMs;
    this.#isOpen = isOpen;
  }

  /** From here on the file is there and fresh. */
  async start(): Promise<void> {
    this.#timer ??= setInterval(() => void this.#write(), everyMs).unref();
    await this.#write();
  }

  changed(): void {
    if (this.#timer && this.#isOpen() !== this.#shown) void this.#write();
  }

  /** Nobody looks after the microphones from here on: what stands there grows old. */
  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }

  async #write(): Promise<void> {
    const open = this.#isOpen();
    this.#shown = open;
    // A disk that fails is told by the watch on the targets; a lamp without news goes by the age of the last.
    await this.#oneByOne(() => writeAtomically(this.#path, JSON.stringify({ open, atMs: this.#nowMs() }))).catch(() => undefined);
  }
}
