import { mkdir, open, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { cluster, segmentSize, segmentSizeAt } from './matroska.ts';
import type { Medium } from './media.ts';

const segmentName = /^(\d{5,})\.mkv$/;

export const fileName = (index: number): string => `${String(index).padStart(5, '0')}.mkv`;

/** Numbers of the files there are, ascending. */
export async function indexesIn(dir: string): Promise<number[]> {
  const names = await readdir(dir);
  return names.flatMap((name) => segmentName.exec(name)?.[1] ?? []).map(Number).toSorted((a, b) => a - b);
}

/** One file of a track while it is being written: whole to its last cluster after every `append`. */
export class TrackFile<Item> {
  readonly index: number;
  readonly #medium: Medium<Item>;
  readonly #file: FileHandle;
  #bytes: number;
  #first: Item | null = null;
  #last: Item | null = null;

  private constructor(medium: Medium<Item>, index: number, file: FileHandle, bytes: number) {
    this.#medium = medium;
    this.index = index;
    this.#file = file;
    this.#bytes = bytes;
  }

  static async create<Item>(medium: Medium<Item>, dir: string, head: Buffer): Promise<TrackFile<Item>> {
    await mkdir(dir, { recursive: true });
    const index = ((await indexesIn(dir)).at(-1) ?? -1) + 1;
    const file = await open(join(dir, fileName(index)), 'wx');
    await file.write(head, 0, head.length, 0);
    return new TrackFile(medium, index, file, head.length);
  }

  /** Is this what comes next in it? */
  takes = (next: Item): boolean => this.#first === null || this.#last === null || this.#medium.continues(this.#first, this.#last, next);

  /** On disk when it resolves; otherwise as if nothing had been written. */
  async append(items: readonly Item[]): Promise<void> {
    const written = cluster(items.map(this.#medium.blockOf));
    try {
      await this.#file.write(written, 0, written.length, this.#bytes);
      await this.#file.datasync();
    } catch (e) {
      await this.#file.truncate(this.#bytes);
      throw e;
    }
    this.#bytes += written.length;
    this.#first ??= items[0] ?? null;
    this.#last = items.at(-1) ?? null;
  }

  async finish(): Promise<void> {
    const size = segmentSize(this.#bytes);
    try {
      await this.#file.write(size, 0, size.length, segmentSizeAt());
      await this.#file.datasync();
    } finally {
      await this.#file.close();
    }
  }
}
