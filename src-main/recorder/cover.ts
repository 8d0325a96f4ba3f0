import type { RecorderFact } from '#main/app/ports/index.ts';
import type { Run } from './captures.ts';

/** A stretch in which one capture has nothing of a device, UTC ms; `toMs` is Infinity while it lasts. */
export interface Hole {
  fromMs: number;
  toMs: number;
  cause: string;
}

const overlap = (a: Hole, b: Hole): Hole => ({ fromMs: Math.max(a.fromMs, b.fromMs), toMs: Math.min(a.toMs, b.toMs), cause: a.cause || b.cause });

/** What is in none of the copies; the cause is the first copy's, which is the device's own capture. */
export const commonHoles = (copies: readonly (readonly Hole[])[]): Hole[] =>
  copies.reduce<readonly Hole[]>((common, holes) => common.flatMap((a) => holes.map((b) => overlap(a, b))).filter((h) => h.toMs > h.fromMs), [{ fromMs: -Infinity, toMs: Infinity, cause: '' }])
    .toSorted((a, b) => a.fromMs - b.fromMs);

/** Packets of two captures do not begin at the same sample: less than this is no hole that anybody could hear. */
const shortestHoleMs = 50;
/** Older ones have been told. */
const keptHoles = 20;

/**
 * What every device is missing in the whole of a run. A device may be recorded by several captures; its record has
 * a hole only where none of them has media. Each hole is told once, and its end once.
 */
export class Cover {
  readonly #run: Run;
  readonly #onFact: (fact: RecorderFact) => void;
  /** By device, then by capture. */
  readonly #holes = new Map<string, Map<string, Hole[]>>();
  /** Beginnings of the holes that were told, by device; false while the end has not been told. */
  readonly #told = new Map<string, Map<number, boolean>>();

  constructor(run: Run, onFact: (fact: RecorderFact) => void) {
    this.#run = run;
    this.#onFact = onFact;
  }

  /** A capture of these devices is being started: it has nothing yet. */
  begin(captureId: string, deviceIds: readonly string[]): void {
    for (const id of deviceIds) this.#copies(id).set(captureId, [{ fromMs: -Infinity, toMs: Infinity, cause: '' }]);
  }

  /** A capture from before goes on; what the hearing was told of it is not known here. */
  adopt(captureId: string, deviceIds: readonly string[]): void {
    for (const id of deviceIds) this.#copies(id).set(captureId, []);
  }

  /** The start report names this device as missing: when it comes up later, that is told. */
  toldMissing(deviceId: string): void {
    this.#toldOf(deviceId).set(-Infinity, false);
  }

  lost(captureId: string, deviceIds: readonly string[], fromMs: number, cause: string): void {
    for (const id of deviceIds) {
      const holes = this.#copies(id).get(captureId) ?? [];
      if (holes.at(-1)?.toMs === Infinity) continue;
      this.#copies(id).set(captureId, [...holes, { fromMs, toMs: Infinity, cause }].slice(-keptHoles));
      this.#tell(id);
    }
  }

  resumed(captureId: string, deviceIds: readonly string[], atMs: number): void {
    for (const id of deviceIds) {
      const holes = this.#copies(id).get(captureId) ?? [];
      const open = holes.at(-1);
      if (open?.toMs === Infinity) this.#copies(id).set(captureId, [...holes.slice(0, -1), { ...open, toMs: atMs }]);
      else if (holes.length === 0) this.#end(id, atMs); // the last console may have told a loss; the hearing knows whether it did
      this.#tell(id);
    }
  }

  /** Found afterwards, in the files. */
  missed(captureId: string, deviceId: string, hole: Hole): void {
    const holes = this.#copies(deviceId).get(captureId) ?? [];
    this.#copies(deviceId).set(captureId, [...holes, hole].toSorted((a, b) => a.fromMs - b.fromMs).slice(-keptHoles));
    this.#tell(deviceId);
  }

  /**
   * What was told ends before anything else begins, and while it lasts nothing that is over is told: the hearing knows one
   * gap of a device at a time, and the end of the one would be taken for the end of the other.
   */
  #tell(deviceId: string): void {
    const told = this.#toldOf(deviceId);
    const holes = commonHoles([...this.#copies(deviceId).values()]);
    for (const hole of holes.filter(({ fromMs }) => told.has(fromMs))) this.#ends(deviceId, hole);
    const lasts = holes.some(({ fromMs, toMs }) => toMs === Infinity && told.get(fromMs) === false);
    for (const hole of holes.filter(({ fromMs }) => !told.has(fromMs))) {
      if (!(lasts && hole.toMs !== Infinity) && this.#begins(deviceId, hole)) this.#ends(deviceId, hole);
    }
  }

  /** Its end is told once, when it has one. */
  #ends(deviceId: string, { fromMs, toMs }: Hole): void {
    const told = this.#toldOf(deviceId);
    const isOver = toMs !== Infinity;
    if (isOver && told.get(fromMs) === false) this.#end(deviceId, toMs);
    told.set(fromMs, isOver);
  }

  /** True when the hearing now knows of this hole. What is missing at the start is told by the start report. */
  #begins(deviceId: string, { fromMs, toMs, cause }: Hole): boolean {
    if (fromMs === -Infinity || toMs - fromMs < shortestHoleMs) return false;
    this.#onFact({ type: 'captureLost', hearingId: this.#run.hearingId, captureId: deviceId, fromMs, cause });
    this.#toldOf(deviceId).set(fromMs, false);
    return true;
  }

  #end(deviceId: string, atMs: number): void {
    this.#onFact({ type: 'captureResumed', hearingId: this.#run.hearingId, captureId: deviceId, atMs });
  }

  #copies = (deviceId: string): Map<string, Hole[]> => entryOf(this.#holes, deviceId);
  #toldOf = (deviceId: string): Map<number, boolean> => entryOf(this.#told, deviceId);
}

function entryOf<K, V>(all: Map<string, Map<K, V>>, key: string): Map<K, V> {
  const found = all.get(key) ?? new Map<K, V>();
  all.set(key, found);
  return found;
}
