import { mkdir, open, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlacedPacket } from '#main/app/ports/index.ts';
import { packetMs } from '#shared/conference/soundPackets.ts';
import { cluster, fileHead, segmentSize, segmentSizeAt } from './matroska.ts';

/** As long as the hall's own. */
const longestMs = 10_000;
/** What is further apart is not one stretch of sound. */
const nextWithinMs = 100;
const segmentName = /^(\d{5,})\.mkv$/;

export const fileName = (index: number): string => `${String(index).padStart(5, '0')}.mkv`;

/** Numbers of the files there are, ascending. */
export async function indexesIn(dir: string): Promise<number[]> {
  const names = await readdir(dir);
  return names.flatMap((name) => segmentName.exec(name)?.[1] ?? []).map(Number).toSorted((a, b) => a - b);
}

/** One file of a track while it is being written: whole to its last cluster after every `append`. */
export class TrackFile {
  readonly index: number;
  readonly #file: FileHandle;
  #bytes: number;
  #fromMs: number | null = null;
  #untilMs = 0;

  private constructor(index: number, file: FileHandle, bytes: number) {
    this.index = index;
    this.#file = file;
    this.#bytes = bytes;
  }

  static async create(dir: string): Promise<TrackFile> {
    await mkdir(dir, { recursive: true });
    const index = ((await indexesIn(dir)).at(-1) ?? -1) + 1;
    const file = await open(join(dir, fileName(index)), 'wx');
    const head = fileHead();
    await file.write(head, 0, head.length, 0);
    return new TrackFile(index, file, head.length);
  }

  /** Is this the sound that comes next in it? */
  takes({ positionMs }: PlacedPacket): boolean {
    if (this.#fromMs === null) return true;
    return Math.abs(positionMs - this.#untilMs) <= nextWithinMs && positionMs > this.#untilMs - packetMs / 2 && positionMs - this.#fromMs < longestMs;
  }

  /** On disk when it resolves; otherwise as if nothing had been written. */
  async append(packets: readonly PlacedPacket[]): Promise<void> {
    const written = cluster(packets);
    try {
      await this.#file.write(written, 0, written.length, this.#bytes);
      await this.#file.datasync();
    } catch (e) {
      await this.#file.truncate(this.#bytes);
      throw e;
    }
    this.#bytes += written.length;
    this.#fromMs ??= packets[0]?.positionMs ?? null;
    this.#untilMs = (packets.at(-1)?.positionMs ?? 0) + packetMs;
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
