import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DiskTools } from '#main/app/ports/disk.ts';
import type { SegmentRow } from '#main/app/ports/index.ts';
import { appError, type AppError } from '#shared/domain/errors.ts';
import { segmentBytes } from '../segments/files.ts';
import { sha256FromDisk } from '../segments/fromDisk.ts';
import { serialised } from '../serial.ts';
import type { Targets } from './targets.ts';

interface Deps {
  disk: Pick<DiskTools, 'dropCache'>;
  targets: Pick<Targets, 'roots' | 'isOk' | 'isThere' | 'isPast' | 'isOpen' | 'readable' | 'answered'>;
  onFault: (hearingId: string, error: AppError) => void;
  onChange: () => void;
}

/** Copying gives way to the captures: a pause after each piece. */
const pieceBytes = 1_048_576;
const pauseMs = 5;

/** A copy whose writer has not finished it yet is looked at again so often, so many times; the writer of a last file that was killed never does. */
const openEveryMs = 50;
const openLooks = 40;

/** What is known of one target. */
class Lane {
  /** One after the other: a disk that hangs holds one call, and no other disk. */
  readonly oneByOne = serialised();
  /** Files it does not have yet. */
  readonly missing = new Map<string, SegmentRow>();
  /** Of these, in folders whose writer has not come so far. */
  readonly late = new Set<SegmentRow>();
  /** Files that are still to be looked at. */
  readonly waiting = new Set<SegmentRow>();
}

/**
 * Keeps what is finished the same on both targets. Captures write to both; where one was away or missed something,
 * the file comes from the other as soon as there is room for it. What differs is moved aside, never overwritten.
 */
export class Mirror {
  readonly #d: Deps;
  readonly #lanes = new Map<string, Lane>();
  /** Of the hearing now recorded: a disk that comes back may be another one. */
  #rows = new Map<string, SegmentRow>();

  constructor(deps: Deps) {
    this.#d = deps;
  }

  /** While a disk does not answer, nobody knows whether it has what was not looked at. */
  behind = (root: string): number => {
    const { missing, waiting } = this.#laneOf(root);
    return this.#d.targets.isOk(root) ? missing.size : new Set([...missing.keys(), ...[...waiting].map(keyOf)]).size;
  };

  /** A file has its row: it is to be on every target, with these bytes. */
  add(row: SegmentRow): void {
    const known = this.#rows.values().next().value;
    if (known?.hearingId !== row.hearingId) this.#rows = new Map();
    this.#rows.set(row.path, row);
    for (const root of this.#d.targets.roots()) {
      for (const late of this.#laneOf(root).late) this.#equalise(late, root, true); // its writer may be past it now
      this.#equalise(row, root, false);
    }
  }

  /** A target is there again, or new: what it lacks, and what another disk in its place has never had. */
  again(root: string): void {
    for (const row of new Map([...this.#laneOf(root).missing, ...[...this.#rows.values()].map((row) => [keyOf(row), row] as const)]).values()) this.#equalise(row, root, true);
  }

  /** A file that is not what was recorded: true when every target that can be read now has it again, from the other. */
  async heal(row: SegmentRow): Promise<boolean> {
    const roots = this.#d.targets.roots().filter(this.#d.targets.isOk);
    const outcomes = await Promise.all(roots.map((root) => this.#d.targets.answered(root, () => this.#laneOf(root).oneByOne(() => this.#bring(row, root, false))).catch(() => 'target')));
    const isHealed = roots.length > 1 && outcomes.every((outcome) => outcome === null);
    if (isHealed) this.#d.onFault(row.hearingId, appError('recorder.copy_failed', { detail: `${row.path}: damaged on one disk, put back from the other` }));
    return isHealed;
  }

  /** `quickly`: a file of the right size is taken for the right one, as it was when it was looked at before. */
  #equalise(row: SegmentRow, root: string, quickly: boolean): void {
    const lane = this.#laneOf(root);
    lane.waiting.add(row);
    void lane.oneByOne(async () => {
      const outcome = await this.#bring(row, root, quickly).catch(() => 'target'); // a disk that fails is told by the watch on the targets
      lane.waiting.delete(row);
      lane.late.delete(row);
      if (outcome === null) lane.missing.delete(keyOf(row));
      else lane.missing.set(keyOf(row), row);
      if (outcome === 'late') lane.late.add(row);
      else if (outcome !== null && outcome !== 'target') this.#d.onFault(row.hearingId, appError('recorder.copy_failed', { detail: `${root}: ${row.path}: ${outcome}` }));
      this.#d.onChange();
    });
  }

  /** Null when the file is there, byte for byte; `target`, `late` when it is tried again with the target or its writer; otherwise what is wrong with the files. */
  async #bring(row: SegmentRow, root: string, quickly: boolean): Promise<string | null> {
    if (!(await this.#d.targets.isThere(root))) return 'target';
    const place = pathIn(root, row);
    if (!(await this.#d.targets.isPast(dirname(place), row.index))) return 'late';
    const bytes = await this.#finishedBytes(dirname(place), row);
    if (bytes === row.bytes && (quickly || (await sha256FromDisk(this.#d.disk, place)) === row.sha256)) return null;
    const source = this.#d.targets.roots().find((other) => other !== root && this.#d.targets.readable(other));
    if (source === undefined) return 'target';
    await mkdir(dirname(place), { recursive: true });
    const part = `${place}.part`;
    if ((await copied(pathIn(source, row), part)) !== row.sha256) return 'the other copy is not what was recorded';
    if (!(await this.#d.targets.isPast(dirname(place), row.index))) return 'late'; // the disk may have hung meanwhile
    if (bytes !== null) await rename(place, await freeName(place));
    await rename(part, place);
    return null;
  }

  /**
   * How large the file there is; null when there is none. It was entered from the copy that was done first: this one may still be on its
   * way. A disk that cannot say it throws: what may lie there is not written over.
   */
  async #finishedBytes(dir: string, row: SegmentRow): Promise<number | null> {
    for (let looks = 1; ; looks += 1) {
      const isOpen = await this.#d.targets.isOpen(dir, row.index);
      const bytes = await segmentBytes(dir, row.index);
      if (!isOpen || bytes === row.bytes || looks === openLooks) return bytes;
      await pause(openEveryMs);
    }
  }

  #laneOf(root: string): Lane {
    const lane = this.#lanes.get(root) ?? new Lane();
    this.#lanes.set(root, lane);
    return lane;
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });
const keyOf = (row: SegmentRow): string => `${row.hearingId}/${row.path}`;
const pathIn = (root: string, row: SegmentRow): string => join(root, row.hearingId, row.path);

async function freeName(path: string): Promise<string> {
  const names = await readdir(dirname(path));
  for (let n = 1; ; n += 1) {
    const aside = `${path}.other-${n}`;
    if (!names.some((name) => aside.endsWith(`/${name}`))) return aside;
  }
}

/** Copies to the disk, all the way, and answers with the hash of what was copied. */
async function copied(from: string, to: string): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(to, 'w');
  try {
    for await (const piece of createReadStream(from, { highWaterMark: pieceBytes })) {
      hash.update(piece as Buffer);
      await file.write(piece as Buffer);
      await pause(pauseMs);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}
