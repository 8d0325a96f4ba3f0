import { readFileSync } from 'node:fs';
import type { Log } from '../../app/ports/index.ts';
import { writePrivateFile } from '../../process/privateFile.ts';
import { messageOf } from '#shared/domain/errors.ts';
import { nowhereYet, placementSchema, type Placement } from './placement.ts';

/** Remembers the windows' places. A file that cannot be read or written costs the places, never the start. */
export class PlacementFile {
  readonly #file: string;
  readonly #log: Log;
  #current: Placement;
  #writing: Promise<void> = Promise.resolve();

  constructor(file: string, log: Log) {
    this.#file = file;
    this.#log = log;
    this.#current = this.#read();
  }

  get current(): Placement {
    return this.#current;
  }

  /** Everything remembered so far is on disk. */
  get written(): Promise<void> {
    return this.#writing;
  }

  /** One write after the other; the last word is what stays. */
  remember(change: Partial<Placement>): Promise<void> {
    this.#current = { ...this.#current, ...change };
    const text = JSON.stringify(this.#current);
    this.#writing = this.#writing
      .then(() => writePrivateFile(this.#file, text))
      .catch((e: unknown) => this.#log.warn('electron', `places of the windows not kept: ${messageOf(e)}`));
    return this.#writing;
  }

  #read(): Placement {
    try {
      return placementSchema.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch (e) {
      if ((e as NodeJS.ErrnoException).code !== 'ENOENT') this.#log.warn('electron', `places of the windows unknown: ${messageOf(e)}`);
      return nowhereYet;
    }
  }
}
