import type { TargetStatus } from '#shared/contract/status.ts';
import type { DiskTools } from '#main/app/ports/disk.ts';
import type { Clock } from '#main/app/ports/index.ts';
import { Ballast } from './ballast.ts';
import { isMarked, keptFreeBytes, probe, type ProbeAnswer } from './probe.ts';

const probeEveryMs = 700;
/** A disk that has not answered for so long hangs; nobody waits for it any more. */
const answerWithinMs = 1500;

type State = TargetStatus['state'];

class Target {
  readonly root: string;
  readonly ballast: Ballast;
  readonly #marked: boolean;
  readonly #clock: Clock;
  state: State = 'ok';
  detail = '';
  sinceMs: number;
  freeBytes: number | null = null;
  totalBytes: number | null = null;
  #askedAtMs: number | null = null; // monotonic

  constructor(root: string, marked: boolean, clock: Clock, disk: Pick<DiskTools, 'reserve'>) {
    this.root = root;
    this.ballast = new Ballast(root, disk);
    this.#marked = marked;
    this.#clock = clock;
    this.sinceMs = clock.nowMs();
  }

  /** Asked just before something new is made in it: since the last look the disk may have gone, and left an empty folder. */
  isThere = async (): Promise<boolean> => this.state === 'ok' && (!this.#marked || (await isMarked(this.root)));

  /** One question at a time: those put to a hanging disk would pile up. True when its state has changed. */
  async look(): Promise<boolean> {
    if (this.#askedAtMs !== null) return this.#clock.monotonicMs() - this.#askedAtMs > answerWithinMs && this.#turn('hanging', 'the disk does not answer');
    this.#askedAtMs = this.#clock.monotonicMs();
    let answer: ProbeAnswer = await probe(this.root, this.#marked);
    while (isShort(answer) && (await this.ballast.give().catch(() => false))) answer = await probe(this.root, this.#marked);
    this.#askedAtMs = null;
    this.freeBytes = answer.freeBytes;
    this.totalBytes = answer.totalBytes;
    return this.#turn(answer.trouble ?? 'ok', answer.detail);
  }

  #turn(state: State, detail: string): boolean {
    this.detail = detail;
    if (state === this.state) return false;
    this.state = state;
    this.sinceMs = this.#clock.nowMs();
    return true;
  }
}

/** What is reserved is given to the recording before the disk is full, not after. */
const isShort = ({ trouble, freeBytes }: ProbeAnswer): boolean => trouble === 'full' || (freeBytes !== null && freeBytes < 2 * keptFreeBytes);

/** The one or two folders that every recording is written to, watched all the time, whether or not anything is recorded. */
export class Targets {
  readonly #clock: Clock;
  readonly #disk: Pick<DiskTools, 'reserve'>;
  readonly #onChange: () => void;
  #all: Target[];
  #timer: NodeJS.Timeout | null = null;

  constructor(firstRoot: string, clock: Clock, disk: Pick<DiskTools, 'reserve'>, onChange: () => void) {
    this.#clock = clock;
    this.#disk = disk;
    this.#onChange = onChange;
    this.#all = [new Target(firstRoot, false, clock, disk)];
  }

  /** The second one; null for none. Captures that run keep what they were started with. */
  configure(secondRoot: string | null): void {
    if ((this.#all[1]?.root ?? null) === secondRoot) return;
    this.#all = [...this.#all.slice(0, 1), ...(secondRoot === null ? [] : [new Target(secondRoot, true, this.#clock, this.#disk)])];
    void this.#look();
  }

  /** Resolves with the first answers, or when a disk hangs. */
  async start(): Promise<void> {
    this.#timer = setInterval(() => void this.#look(), probeEveryMs);
    await Promise.race([this.#look(), new Promise((resolve) => { setTimeout(resolve, answerWithinMs); })]);
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
  }

  roots = (): string[] => this.#all.map(({ root }) => root);

  /** Those in which something new can be made now. None at all: the first, whose failure then says why. */
  async usable(): Promise<string[]> {
    const there = await Promise.all(this.#all.map((target) => target.isThere()));
    const good = this.roots().filter((_, i) => there[i]);
    return good.length > 0 ? good : this.roots().slice(0, 1);
  }

  isOk = (root: string): boolean => this.#all.some((t) => t.root === root && t.state === 'ok');

  /** Worth touching: a read of a full or read-only disk is fine, one of a hanging disk never ends. */
  readable = (root: string): boolean => this.#all.some((t) => t.root === root && t.state !== 'hanging' && t.state !== 'away');

  /** Keeps so much of each target for the recording that is on; 0 gives everything back. A target that fails is found by the watch. */
  async reserve(bytes: number): Promise<void> {
    await Promise.allSettled(this.#all.filter(({ state }) => state === 'ok').map(({ ballast }) => ballast.hold(bytes)));
  }

  status = (behind: (root: string) => number): TargetStatus[] =>
    this.#all.map((t) => ({ path: t.root, state: t.state, detail: t.detail, sinceMs: t.sinceMs, freeBytes: t.freeBytes === null ? null : t.freeBytes + t.ballast.heldBytes(), totalBytes: t.totalBytes, behindFiles: behind(t.root) }));

  async #look(): Promise<void> {
    const changed = await Promise.all(this.#all.map((target) => target.look()));
    if (changed.some(Boolean)) this.#onChange();
  }
}
