/** Ends the id, so that one whose line has been cut, or continued by another line's rest, is not taken for a device. */
export const idEnd = '/';

/**
 * Puts readings together from the lines ffmpeg's `metadata` filters print: `frame:…`, then figures in
 * a known order among others that are of no interest, the device's id last. Packets end anywhere in a line; a
 * lost one loses the readings it was part of, since figures out of their order are not put together.
 */
export class ReadingLines<R> {
  readonly #keys: readonly string[];
  readonly #idKey: string;
  readonly #reading: (id: string, figures: readonly string[]) => R | null;
  #begun = '';
  /** Null from a figure out of its order until the next reading begins. */
  #figures: string[] | null = null;

  constructor(keys: readonly string[], idKey: string, reading: (id: string, figures: readonly string[]) => R | null) {
    this.#keys = keys;
    this.#idKey = idKey;
    this.#reading = reading;
  }

  /** The readings that this packet completes. */
  take(packet: string): R[] {
    const lines = (this.#begun + packet).split('\n');
    this.#begun = lines.pop() ?? '';
    return lines.map((line) => this.#line(line)).filter((reading) => reading !== null);
  }

  #line(line: string): R | null {
    const [key = '', value = ''] = line.trim().split('=', 2);
    if (key.startsWith('frame:')) this.#figures = [];
    else if (key === this.#idKey) return this.#complete(value);
    else if (this.#keys.includes(key)) this.#figure(key, value);
    return null;
  }

  #figure(key: string, value: string): void {
    if (this.#figures && key === this.#keys[this.#figures.length]) this.#figures.push(value);
    else this.#figures = null;
  }

  #complete(id: string): R | null {
    const figures = this.#figures;
    this.#figures = null;
    const whole = figures?.length === this.#keys.length && id.indexOf(idEnd) === id.length - 1;
    return whole ? this.#reading(id.slice(0, -1), figures) : null;
  }
}
