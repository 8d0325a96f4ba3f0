import { createHmac, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Appended, FinishedFile, PlacedFrame, PlacedPacket, Recorder, RemoteTrack, RemoteTracks, SegmentRow } from '#main/app/ports/index.ts';
import { writePrivateFile } from '#main/process/privateFile.ts';
import { messageOf } from '#shared/domain/errors.ts';
import { isRemoteCapture } from '#shared/domain/hall.ts';
import { picture, sound, type Medium } from './media.ts';
import { fileName, indexesIn, TrackFile } from './trackFile.ts';

interface Options {
  /** The first target. */
  recordingsDir: string;
  /** For keys: nobody else's to read, and not beside what they open. */
  stateDir: string;
  recorder: Pick<Recorder, 'enter'>;
}

const secretBytes = 32;

interface Placed { positionMs: number }
interface Writing<Item> { track: RemoteTrack; file: TrackFile<Item> }
type Open<Item> = Map<string, Writing<Item>>;

export const createRemoteTracks = (options: Options): RemoteTracks => new TrackWriter(options);

class TrackWriter implements RemoteTracks {
  readonly #o: Options;
  readonly #keyDir: string;
  /** By folder, each with the file that is written into just now. */
  readonly #sounds = new Map<string, Writing<PlacedPacket>>();
  readonly #pictures = new Map<string, Writing<PlacedFrame>>();
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

  append = (track: RemoteTrack, packets: readonly PlacedPacket[]): Promise<Appended> => this.#append(sound, this.#sounds, track, packets);
  appendFrames = (track: RemoteTrack, frames: readonly PlacedFrame[]): Promise<Appended> => this.#append(picture, this.#pictures, track, frames);

  async close(hearingId: string): Promise<void> {
    await this.#finishAll(this.#sounds, hearingId);
    await this.#finishAll(this.#pictures, hearingId);
    await Promise.all(this.#entering);
    await rm(this.#keyPath(hearingId), { force: true });
  }

  async #append<Item extends Placed>(medium: Medium<Item>, open: Open<Item>, track: RemoteTrack, items: readonly Item[]): Promise<Appended> {
    let kept = 0;
    try {
      while (kept < items.length) {
        const file = await this.#fileFor(medium, open, track, items[kept] as Item);
        const end = endOfStretch(medium, items, kept);
        await file.append(items.slice(kept, end));
        kept = end;
      }
    } catch (e) {
      await this.#finish(open, this.#dirOf(track), true).catch(() => undefined); // of the same disk, for the same reason: what is in it is taken up at the end or the next start
      return { kept, failure: messageOf(e) };
    }
    return { kept, failure: null };
  }

  async #fileFor<Item>(medium: Medium<Item>, open: Open<Item>, track: RemoteTrack, next: Item): Promise<TrackFile<Item>> {
    const dir = this.#dirOf(track);
    const writing = open.get(dir);
    if (writing?.file.takes(next)) return writing.file;
    if (writing) await this.#finish(open, dir, false);
    const head = medium.headFor(next);
    if (!head) throw new Error('no file begins with a part of a picture');
    const file = await TrackFile.create(medium, dir, head);
    open.set(dir, { track, file });
    return file;
  }

  async #finishAll<Item>(open: Open<Item>, hearingId: string): Promise<void> {
    for (const [dir, { track }] of open) if (track.hearingId === hearingId) await this.#finish(open, dir, false);
  }

  async #finish<Item>(open: Open<Item>, dir: string, tail: boolean): Promise<void> {
    const writing = open.get(dir);
    if (!writing) return;
    open.delete(dir);
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

const mostInOneMs = 1000;

/** Up to where these follow each other in one file, and no more than belongs into one cluster. */
function endOfStretch<Item extends Placed>(medium: Medium<Item>, items: readonly Item[], from: number): number {
  const first = items[from] as Item;
  let at = from + 1;
  while (at < items.length && !medium.mayBegin(items[at] as Item) && medium.continues(first, items[at - 1] as Item, items[at] as Item) && (items[at] as Item).positionMs - first.positionMs < mostInOneMs) at += 1;
  return at;
}
