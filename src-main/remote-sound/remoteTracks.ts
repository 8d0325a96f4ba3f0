import { createHmac, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FinishedFile, PlacedPacket, Recorder, RemoteTrack, RemoteTracks, SegmentRow } from '#main/app/ports/index.ts';
import { writePrivateFile } from '#main/process/privateFile.ts';
import { messageOf } from '#shared/domain/errors.ts';
import { isRemoteCapture } from '#shared/domain/hall.ts';
import { fileName, indexesIn, TrackFile } from './trackFile.ts';

interface Options {
  /** The first target. */
  recordingsDir: string;
  /** For keys: nobody else's to read, and not beside what they open. */
  stateDir: string;
  recorder: Pick<Recorder, 'enter'>;
}

const secretBytes = 32;

export const createRemoteTracks = (options: Options): RemoteTracks => new TrackWriter(options);

class TrackWriter implements RemoteTracks {
  readonly #o: Options;
  readonly #keyDir: string;
  /** By folder, each with the file that is written into just now. */
  readonly #writing = new Map<string, { track: RemoteTrack; file: TrackFile }>();
  readonly #entering = new Set<Promise<unknown>>();

  constructor(options: Options) {
    this.#o = options;
    this.#keyDir = join(options.stateDir, 'remote-keys');
  }

  async open(hearingId: string, known: ReadonlySet<string>): Promise<{ keyOf: (participantId: string) => string; leftOver: SegmentRow[] }> {
    const secret = await this.#secretOf(hearingId);
    const left = await this.#leftOver(hearingId, known);
    const rows = await Promise.all(left.map((file) => this.#o.recorder.enter(file)));
    return { keyOf: (participantId) => createHmac('sha256', secret).update(participantId).digest('base64'), leftOver: rows.filter((row) => row !== null) };
  }

  async append(track: RemoteTrack, packets: readonly PlacedPacket[]): Promise<{ kept: number; failure: string | null }> {
    let kept = 0;
    try {
      for (; kept < packets.length; kept = endOfStretch(packets, kept)) {
        const file = await this.#fileFor(track, packets[kept] as PlacedPacket);
        await file.append(packets.slice(kept, endOfStretch(packets, kept)));
      }
    } catch (e) {
      await this.#finish(this.#dirOf(track), true).catch(() => undefined); // of the same disk, for the same reason: what is in it is taken up at the end or the next start
      return { kept, failure: messageOf(e) };
    }
    return { kept, failure: null };
  }

  async close(hearingId: string): Promise<void> {
    for (const [dir, { track }] of this.#writing) if (track.hearingId === hearingId) await this.#finish(dir, false);
    await Promise.all(this.#entering);
    await rm(this.#keyPath(hearingId), { force: true });
  }

  async #fileFor(track: RemoteTrack, next: PlacedPacket): Promise<TrackFile> {
    const dir = this.#dirOf(track);
    const writing = this.#writing.get(dir);
    if (writing?.file.takes(next)) return writing.file;
    if (writing) await this.#finish(dir, false);
    const file = await TrackFile.create(dir);
    this.#writing.set(dir, { track, file });
    return file;
  }

  async #finish(dir: string, tail: boolean): Promise<void> {
    const writing = this.#writing.get(dir);
    if (!writing) return;
    this.#writing.delete(dir);
    await writing.file.finish();
    const entering = this.#o.recorder.enter({ ...writing.track, index: writing.file.index, tail });
    this.#entering.add(entering);
    void entering.finally(() => this.#entering.delete(entering));
  }

  #dirOf = ({ hearingId, runId, captureId }: RemoteTrack): string => join(this.#o.recordingsDir, hearingId, runId, captureId);
  #keyPath = (hearingId: string): string => join(this.#keyDir, hearingId);

  async #secretOf(hearingId: string): Promise<Buffer> {
    await mkdir(this.#keyDir, { recursive: true, mode: 0o700 });
    const known = await readFile(this.#keyPath(hearingId), 'hex').catch((e: NodeJS.ErrnoException) => { if (e.code === 'ENOENT') return ''; throw e; });
    if (known.length === secretBytes * 2) return Buffer.from(known, 'hex');
    const secret = randomBytes(secretBytes);
    await writePrivateFile(this.#keyPath(hearingId), secret);
    return secret;
  }

  /** Files of remote tracks without a row, of every run; their writer was killed. */
  async #leftOver(hearingId: string, known: ReadonlySet<string>): Promise<FinishedFile[]> {
    const root = join(this.#o.recordingsDir, hearingId);
    const found: FinishedFile[] = [];
    for (const runId of await foldersIn(root)) {
      for (const captureId of (await foldersIn(join(root, runId))).filter(isRemoteCapture)) {
        const indexes = await indexesIn(join(root, runId, captureId));
        found.push(...indexes.filter((index) => !known.has(`${runId}/${captureId}/${fileName(index)}`)).map((index) => ({ hearingId, runId, captureId, index, tail: true })));
      }
    }
    return found;
  }
}

/** None where there is no such folder. */
const foldersIn = async (dir: string): Promise<string[]> =>
  (await readdir(dir, { withFileTypes: true }).catch(() => [])).filter((entry) => entry.isDirectory()).map(({ name }) => name);

const nextWithinMs = 100;
const mostInOneMs = 1000;

/** Up to where these packets follow each other, and no more than belongs into one cluster. */
function endOfStretch(packets: readonly PlacedPacket[], from: number): number {
  const firstMs = packets[from]?.positionMs ?? 0;
  let at = from + 1;
  while (at < packets.length && (packets[at]?.positionMs ?? 0) - (packets[at - 1]?.positionMs ?? 0) < nextWithinMs && (packets[at]?.positionMs ?? 0) - firstMs < mostInOneMs) at += 1;
  return at;
}
