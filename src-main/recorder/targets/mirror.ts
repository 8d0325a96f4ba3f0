import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DiskTools } from '#main/app/ports/disk.ts';
import type { SegmentRow } from '#main/app/ports/index.ts';
import { appError, type AppError } from '#shared/domain/errors.ts';
import { sha256FromDisk } from '../segments/fromDisk.ts';
import { serialised } from '../serial.ts';
import type { Targets } from './targets.ts';

interface Deps {
  disk: Pick<DiskTools, 'dropCache'>;
  targets: Pick<Targets, 'roots' | 'usable' | 'isOk' | 'readable'>;
  onFault: (hearingId: string, error: AppError) => void;
  onChange: () => void;
}

/** Copying gives way to the captures: a pause after each piece. */
const pieceBytes = 1_048_576;
const pauseMs = 5;

/**
 * Keeps what is finished the same on both targets. Captures write to both; where one was away or missed something,
 * the file comes from the other as soon as there is room for it. What differs is moved aside, never overwritten.
 */
export class Mirror {
  readonly #d: Deps;
  readonly #oneByOne = serialised();
  /** By target: files it does not have yet. */
  readonly #missing = new Map<string, Map<string, SegmentRow>>();
  /** Of the hearing now recorded: a disk that comes back may be another one. */
  #rows = new Map<string, SegmentRow>();

  constructor(deps: Deps) {
    this.#d = deps;
  }

  behind = (root: string): number => this.#missing.get(root)?.size ?? 0;

  /** A file has its row: it is to be on every target, with these bytes. */
  add(row: SegmentRow): void {
    const known = this.#rows.values().next().value;
    if (known?.hearingId !== row.hearingId) this.#rows = new Map();
    this.#rows.set(row.path, row);
    void this.#oneByOne(() => this.#equalise(row, false));
  }

  /** A target is there again, or new: what it lacks, and what another disk in its place has never had. */
  again(): void {
    const missing = [...this.#missing.values()].flatMap((rows) => [...rows.values()]);
    for (const row of new Set([...missing, ...this.#rows.values()])) void this.#oneByOne(() => this.#equalise(row, true));
  }

  /** A file that is not what was recorded: true when every target that can be read now has it again, from the other. */
  heal(row: SegmentRow): Promise<boolean> {
    return this.#oneByOne(async () => {
      const roots = this.#d.targets.roots().filter(this.#d.targets.isOk);
      const outcomes = await Promise.all(roots.map((root) => this.#bring(row, root, false).catch(() => 'target')));
      const isHealed = roots.length > 1 && outcomes.every((outcome) => outcome === null);
      if (isHealed) this.#d.onFault(row.hearingId, appError('recorder.copy_failed', { detail: `${row.path}: damaged on one disk, put back from the other` }));
      return isHealed;
    });
  }

  /** `quickly`: a file of the right size is taken for the right one, as it was when it was looked at before. */
  async #equalise(row: SegmentRow, quickly: boolean): Promise<void> {
    for (const root of this.#d.targets.roots()) {
      const rest = this.#missing.get(root) ?? new Map<string, SegmentRow>();
      this.#missing.set(root, rest);
      const outcome = await this.#bring(row, root, quickly).catch(() => 'target'); // a disk that fails is told by the watch on the targets
      if (outcome === null) rest.delete(keyOf(row));
      else rest.set(keyOf(row), row);
      if (outcome !== null && outcome !== 'target') this.#d.onFault(row.hearingId, appError('recorder.copy_failed', { detail: `${root}: ${row.path}: ${outcome}` }));
    }
    this.#d.onChange();
  }

  /** Null when the file is there, byte for byte; `target` when it is tried again with the target; otherwise what is wrong with the files. */
  async #bring(row: SegmentRow, root: string, quickly: boolean): Promise<string | null> {
    if (!this.#d.targets.isOk(root) || !(await this.#d.targets.usable()).includes(root)) return 'target';
    const place = pathIn(root, row);
    const there = await stat(place).catch(() => null);
    if (there?.size === row.bytes && (quickly || (await sha256FromDisk(this.#d.disk, place)) === row.sha256)) return null;
    const source = this.#d.targets.roots().find((other) => other !== root && this.#d.targets.readable(other));
    if (source === undefined) return 'target';
    await mkdir(dirname(place), { recursive: true });
    const part = `${place}.part`;
    if ((await copied(pathIn(source, row), part)) !== row.sha256) return 'the other copy is not what was recorded';
    if (there) await rename(place, await freeName(place));
    await rename(part, place);
    return null;
  }
}

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
      await new Promise((resolve) => { setTimeout(resolve, pauseMs); });
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}
