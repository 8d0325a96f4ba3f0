import type { TargetStatus } from '#shared/contract/status.ts';
import type { DiskTools } from '#main/app/ports/disk.ts';
import type { Clock } from '#main/app/ports/index.ts';
import { Ballast } from './ballast.ts';
import { isMarked, keptFreeBytes, probe, type ProbeAnswer } from './probe.ts';

/** A disk that has not answered for so long hangs; nobody waits for it any more. With the pause between two questions less than the two seconds in which it is to be told. */
const answerWithinMs = 1000;
/** Once more, for a process that was itself held up and finds its timer due before the answer that lies there. */
const graceMs = 200;

type State = TargetStatus['state'];

/** Whoever waited for a disk was sent away: it hangs. What was asked may still be done, whenever the disk answers. */
export class NoAnswer extends Error {
  constructor() {
    super('the disk does not answer');
  }
}

/** One folder that is recorded to, with the disk under it. */
export class Target {
  readonly root: string;
  readonly #ballast: Ballast;
  readonly #marked: boolean;
  readonly #clock: Clock;
  readonly #onTurn: (target: Target, before: State) => void;
  /** Those who wait for an answer. */
  readonly #waiting = new Set<() => void>();
  state: State = 'ok';
  #detail = '';
  #sinceMs: number;
  #freeBytes: number | null = null;
  #totalBytes: number | null = null;
  /** Which disk it is, where the system tells. */
  disk: string | null = null;
  #unreserved: string | null = null;
  #asking = false;
  #markAsked: Promise<boolean> | null = null;

  constructor(root: string, marked: boolean, clock: Clock, disk: Pick<DiskTools, 'reserve'>, onTurn: (target: Target, before: State) => void) {
    this.root = root;
    this.#ballast = new Ballast(root, disk);
    this.#marked = marked;
    this.#clock = clock;
    this.#onTurn = onTurn;
    this.#sinceMs = clock.nowMs();
  }

  /** Asked just before something new is made in it: since the last look the disk may have gone, and left an empty folder. One question at a time. */
  async isThere(): Promise<boolean> {
    if (this.state !== 'ok') return false;
    if (!this.#marked) return true;
    const asked = (this.#markAsked ??= isMarked(this.root).finally(() => { this.#markAsked = null; }));
    return this.answered(() => asked).catch(() => false);
  }

  /** Rejects with `NoAnswer` as soon as the disk is known to hang, and asks nothing of one that is. */
  answered<T>(ask: () => Promise<T>): Promise<T> {
    if (this.state === 'hanging') return Promise.reject(new NoAnswer());
    return new Promise((resolve, reject) => {
      const giveUp = (): void => reject(new NoAnswer());
      this.#waiting.add(giveUp);
      void ask().then(resolve, reject).finally(() => this.#waiting.delete(giveUp));
    });
  }

  /** Why it could not be done to the full can be read from the status. */
  async reserve(bytes: number): Promise<void> {
    this.#unreserved = await this.#ballast.hold(bytes);
  }

  status = (): Omit<TargetStatus, 'behindFiles' | 'sameDisk'> => ({
    path: this.root, state: this.state, detail: this.#detail, sinceMs: this.#sinceMs, unreserved: this.#unreserved,
    freeBytes: this.#freeBytes === null ? null : this.#freeBytes + this.#ballast.heldBytes(), totalBytes: this.#totalBytes,
  });

  /** One question at a time: those put to a hanging disk would pile up. */
  async look(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    const hangs = (): void => this.#turn('hanging', new NoAnswer().message);
    let late = setTimeout(() => { late = setTimeout(hangs, graceMs); }, answerWithinMs);
    const answer = await this.#ask();
    clearTimeout(late);
    this.#asking = false;
    this.#freeBytes = answer.freeBytes;
    this.#totalBytes = answer.totalBytes;
    const isAnother = this.disk !== null && answer.disk !== null && answer.disk !== this.disk;
    this.disk = answer.disk ?? this.disk;
    this.#turn(answer.trouble ?? 'ok', answer.detail, isAnother);
  }

  async #ask(): Promise<ProbeAnswer> {
    let answer = await probe(this.root, this.#marked);
    while (isShort(answer) && (await this.#ballast.give().catch(() => false))) answer = await probe(this.root, this.#marked);
    return answer;
  }

  /** `isAnother`: a disk was put in the place of one between two looks, or for a moment only the empty folder under it was there. */
  #turn(state: State, detail: string, isAnother = false): void {
    const before = this.state;
    this.#detail = detail;
    if (state === before && !isAnother) return;
    this.state = state;
    if (state !== before) this.#sinceMs = this.#clock.nowMs();
    if (state === 'hanging') for (const giveUp of this.#waiting) giveUp();
    this.#onTurn(this, before);
  }
}

/** What is reserved is given to the recording before the disk is full, not after. */
const isShort = ({ trouble, freeBytes }: ProbeAnswer): boolean => trouble === 'full' || (freeBytes !== null && freeBytes < 2 * keptFreeBytes);

/** Answers false instead of rejecting, and only for a disk that does not answer. */
export const unlessNoAnswer = <T>(answer: Promise<T>): Promise<T | false> =>
  answer.catch((e: unknown) => {
    if (e instanceof NoAnswer) return false;
    throw e;
  });
