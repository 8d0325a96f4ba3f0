import { mkdir, readdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { DiskTools } from '#main/app/ports/disk.ts';
import { serialised } from '../serial.ts';
import { keptFreeBytes } from './probe.ts';

const folder = '.reserved';
/** Given back a file at a time: each goes at once, and nobody else can take the others meanwhile. */
export const pieceBytes = 256 * 1024 * 1024;

/** Space on one target that is kept for the recording that is on, as files without content. */
export class Ballast {
  readonly #dir: string;
  readonly #root: string;
  readonly #disk: Pick<DiskTools, 'reserve'>;
  readonly #oneByOne = serialised();
  #pieces = 0;

  constructor(root: string, disk: Pick<DiskTools, 'reserve'>) {
    this.#root = root;
    this.#dir = join(root, folder);
    this.#disk = disk;
  }

  heldBytes = (): number => this.#pieces * pieceBytes;

  /**
   * As much of this as the disk has, and no more than this; what was held before counts. Null when all of it is held,
   * otherwise the system's word for why not. Rejects when the disk fails.
   */
  hold(bytes: number): Promise<string | null> {
    return this.#oneByOne(async () => {
      const wanted = Math.floor(bytes / pieceBytes);
      const names = wanted > 0 || this.#pieces > 0 ? await this.#names() : await readdir(this.#dir).catch(() => []);
      for (const name of names.slice(wanted)) await rm(join(this.#dir, name), { force: true });
      this.#pieces = Math.min(names.length, wanted);
      for (; this.#pieces < wanted; this.#pieces += 1) {
        const refused = await this.#add();
        if (refused !== null) return refused;
      }
      return null;
    });
  }

  /** For whoever has none left: true when something was given back. */
  give(): Promise<boolean> {
    return this.#oneByOne(async () => {
      const [name] = (await this.#names()).toReversed();
      if (name === undefined) return false;
      await rm(join(this.#dir, name), { force: true });
      this.#pieces = Math.max(0, this.#pieces - 1);
      return true;
    });
  }

  async #names(): Promise<string[]> {
    await mkdir(this.#dir, { recursive: true });
    return (await readdir(this.#dir)).toSorted();
  }

  /** Never the last of the disk: the database lives there too. */
  async #add(): Promise<string | null> {
    const { bavail, bsize } = await statfs(this.#root);
    if (bavail * bsize < 2 * keptFreeBytes + pieceBytes) return 'ENOSPC';
    const name = String(this.#pieces).padStart(5, '0');
    const reserved = await this.#disk.reserve(join(this.#dir, name), pieceBytes);
    return reserved.ok ? null : String(reserved.error.params?.['code'] ?? reserved.error.code);
  }
}
