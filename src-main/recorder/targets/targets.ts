import type { TargetStatus } from '#shared/contract/status.ts';
import type { DiskTools } from '#main/app/ports/disk.ts';
import type { Clock } from '#main/app/ports/index.ts';
import { Target } from './target.ts';
import { isIn, Writing } from './writing.ts';

const probeEveryMs = 500;
/** A start does not wait longer for a disk that may hang. */
const firstAnswerWithinMs = 1500;

interface Events {
  onChange: () => void;
  /** A target can take files that it lacks: it is there again, or new, or another disk. */
  onBack: (root: string) => void;
}

/** The one or two folders that every recording is written to, watched all the time, whether or not anything is recorded. */
export class Targets {
  readonly #clock: Clock;
  readonly #disk: Pick<DiskTools, 'reserve'>;
  readonly #events: Events;
  readonly #writing = new Writing();
  #all: Target[];
  #timer: NodeJS.Timeout | null = null;

  constructor(firstRoot: string, clock: Clock, disk: Pick<DiskTools, 'reserve'>, events: Events) {
    this.#clock = clock;
    this.#disk = disk;
    this.#events = events;
    this.#all = [this.#target(firstRoot, false)];
  }

  /** The second one; null for none. Captures that run keep what they were started with. */
  configure(secondRoot: string | null): void {
    if ((this.#all[1]?.root ?? null) === secondRoot) return;
    this.#all = [...this.#all.slice(0, 1), ...(secondRoot === null ? [] : [this.#target(secondRoot, true)])];
    this.#look();
    if (secondRoot !== null) this.#events.onBack(secondRoot);
  }

  /** Resolves with the first answers, or when a disk hangs. */
  async start(): Promise<void> {
    this.#timer = setInterval(this.#look, probeEveryMs);
    await Promise.race([Promise.all(this.#all.map((target) => target.look())), new Promise((resolve) => { setTimeout(resolve, firstAnswerWithinMs); })]);
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
  }

  roots = (): string[] => this.#all.map(({ root }) => root);

  /** Those in which something new can be made now. None at all: the first, whose failure then says why; nothing of one that hangs. */
  async usable(): Promise<string[]> {
    const there = await Promise.all(this.#all.map((target) => target.isThere()));
    const good = this.roots().filter((_, i) => there[i]);
    return good.length > 0 ? good : this.roots().slice(0, 1).filter((root) => !this.hangs(root));
  }

  /** The target that something lies in. */
  rootOf = (path: string): string | undefined => this.roots().find((root) => isIn(root)(path));

  isOk = (root: string): boolean => this.#of(root)?.state === 'ok';
  isThere = async (root: string): Promise<boolean> => (await this.#of(root)?.isThere()) ?? false;
  hangs = (root: string): boolean => this.#of(root)?.state === 'hanging';

  /** Worth touching: a read of a full or read-only disk is fine, one of a hanging disk never ends. */
  readable = (root: string): boolean => this.#all.some((t) => t.root === root && t.state !== 'hanging' && t.state !== 'away');

  /** Rejects with `NoAnswer` as soon as this target is known to hang. One that was taken out of the settings is not watched. */
  answered<T>(root: string, ask: () => Promise<T>): Promise<T> {
    const target = this.#of(root);
    return target ? target.answered(ask) : ask();
  }

  /** The same for a question that may concern every target that can be read. */
  answeredByAll<T>(ask: () => Promise<T>): Promise<T> {
    return this.roots().filter(this.readable).reduceRight((inner, root) => () => this.answered(root, inner), ask)();
  }

  /** A capture writes into this folder from now on; `adopted`: it has done so before anybody here watched. */
  begin = (dir: string, adopted: boolean): void => this.#writing.begin(dir, adopted);

  /** No longer; what had to wait for its writer can be put there. */
  over(dir: string): void {
    const root = this.rootOf(dir);
    if (this.#writing.over(dir) && root !== undefined) this.#events.onBack(root);
  }

  /** A file in it may be another one than that of the same number elsewhere. */
  isLate = (dir: string): boolean => this.#writing.isLate(dir);
  isPast = (dir: string, index: number): Promise<boolean> => this.#writing.isPast(dir, index);
  isOpen = (dir: string, index: number): Promise<boolean> => this.#writing.isOpen(dir, index);

  /** Keeps so much of each target for the recording that is on; 0 gives everything back. A target that fails is found by the watch. */
  async reserve(bytes: number): Promise<void> {
    await Promise.allSettled(this.#all.filter(({ state }) => state === 'ok').map((target) => target.reserve(bytes)));
    this.#events.onChange();
  }

  status = (behind: (root: string) => number): TargetStatus[] =>
    this.#all.map((t, i) => ({ ...t.status(), behindFiles: behind(t.root), sameDisk: i > 0 && t.disk !== null && t.disk === this.#all[0]?.disk }));

  #target = (root: string, marked: boolean): Target => new Target(root, marked, this.#clock, this.#disk, this.#turned);
  #of = (root: string): Target | undefined => this.#all.find((target) => target.root === root);

  #look = (): void => {
    for (const target of this.#all) void target.look();
  };

  #turned = ({ root, state }: Target): void => {
    if (state === 'hanging') this.#writing.hung(root);
    if (state === 'ok') this.#events.onBack(root);
    this.#events.onChange();
  };
}
