import type { RecorderFact } from '#main/app/ports/index.ts';
import type { Microphone } from '#shared/domain/hall.ts';
import type { SyntheticSources } from '../arguments/context.ts';
import type { Capture, Run } from '../captures.ts';
import { absentMicrophones } from './absentMicrophones.ts';

interface Deps {
  ffmpegPath: string;
  syntheticSources: SyntheticSources;
  onFact: (fact: RecorderFact) => void;
}

const tryAgainEveryMs = 10_000;

/**
 * Microphones that are left out of the sound because they do not deliver. ffmpeg waits for its slowest
 * input, so without this one dead microphone would be the end of all of them. Each loss and each return
 * is told under the microphone's own id.
 */
export class MissingMicrophones {
  readonly #d: Deps;
  readonly #run: Run | null;
  readonly #microphones: Microphone[];
  #missing = new Map<string, string>();
  /** UTC ms up to which each was heard before it went missing. */
  #heardUntil = new Map<string, number>();
  /** Of these the hearing knows that they are missing. */
  readonly #told = new Set<string>();
  #triedAt = -Infinity; // monotonic

  constructor(deps: Deps, capture: Capture, run: Run | null) {
    this.#d = deps;
    this.#run = run;
    this.#microphones = capture.kind === 'audio' ? capture.microphones : [];
  }

  absent = (): ReadonlySet<string> => new Set(this.#missing.keys());

  adopt(absent: string[]): void {
    this.#missing = new Map(absent.map((id) => [id, '']));
    for (const id of absent) this.#told.add(id);
  }

  /**
   * After a failure of the whole: which of them can be read? When none can, none is left out: the failure
   * lies elsewhere. `heardUntil` is where a microphone's track ended, UTC ms.
   */
  async tryAll(heardUntil: (track: number) => number | null): Promise<void> {
    if (this.#microphones.length < 2) return;
    this.#heardUntil = new Map(this.#microphones.map(({ id }, i) => [id, heardUntil(i) ?? Infinity]));
    const missing = await absentMicrophones(this.#d, this.#microphones);
    this.#missing = missing.size < this.#microphones.length ? missing : new Map();
  }

  /** Now and then: does one that was left out deliver again? */
  async cameBack(nowMs: number): Promise<boolean> {
    if (this.#missing.size === 0 || nowMs - this.#triedAt < tryAgainEveryMs) return false;
    this.#triedAt = nowMs;
    const before = this.#missing.size;
    this.#missing = await absentMicrophones(this.#d, this.#microphones.filter(({ id }) => this.#missing.has(id)));
    return this.#missing.size < before;
  }

  /** The sound is up again, from `atMs` on (UTC), with some microphones and without others. */
  cameUp(atMs: number): void {
    if (!this.#run) return;
    const { hearingId } = this.#run;
    for (const [id, cause] of this.#missing) {
      if (this.#told.has(id)) continue;
      this.#told.add(id);
      this.#d.onFact({ type: 'captureLost', hearingId, captureId: id, fromMs: Math.min(atMs, this.#heardUntil.get(id) ?? atMs), cause });
    }
    for (const id of this.#told) {
      if (this.#missing.has(id)) continue;
      this.#told.delete(id);
      this.#d.onFact({ type: 'captureResumed', hearingId, captureId: id, atMs });
    }
  }
}
