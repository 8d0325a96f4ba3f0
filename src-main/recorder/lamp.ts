import { join } from 'node:path';
import { replaceFile } from '#main/process/atomicFile.ts';
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
  readonly #onTrouble: (e: unknown) => void;
  #isTroubled = false;
  #timer: NodeJS.Timeout | null = null;
  #shown: boolean | null = null;

  /** `onTrouble`: the file could not be written, told once until it can be again. */
  constructor(stateDir: string, nowMs: () => number, isOpen: () => boolean, onTrouble: (e: unknown) => void) {
    this.#path = join(stateDir, 'microphones.json');
    this.#nowMs = nowMs;
    this.#isOpen = isOpen;
    this.#onTrouble = onTrouble;
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

  /** It is tried again every second; the lamp itself goes by the age of what stands there. */
  #trouble = (e: unknown): void => {
    if (!this.#isTroubled) this.#onTrouble(e);
    this.#isTroubled = true;
  };

  async #write(): Promise<void> {
    const open = this.#isOpen();
    this.#shown = open;
    const write = this.#oneByOne(() => replaceFile(this.#path, JSON.stringify({ open, atMs: this.#nowMs() })));
    await write.then(() => { this.#isTroubled = false; }, this.#trouble);
  }
}
