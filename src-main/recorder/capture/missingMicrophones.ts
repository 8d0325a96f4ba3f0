import type { Microphone } from '#shared/domain/hall.ts';
import type { SyntheticSources } from '../arguments/context.ts';
import { isJoint, type Capture } from '../captures.ts';
import { absentMicrophones, silentCause } from './absentMicrophones.ts';

interface Deps {
  ffmpegPath: string;
  syntheticSources: SyntheticSources;
}

const tryAgainEveryMs = 10_000;

/**
 * Microphones that are left out of the joint sound because they do not deliver. ffmpeg waits for its slowest
 * input, so without this one dead microphone would be the end of all of them.
 */
export class MissingMicrophones {
  readonly #d: Deps;
  readonly #microphones: Microphone[];
  #missing = new Map<string, string>();
  #triedAt = -Infinity; // monotonic
  #trial: Promise<void> | null = null;
  /** What the last trial found and nobody has taken up yet. */
  #found: Map<string, string> | null = null;

  constructor(deps: Deps, capture: Capture) {
    this.#d = deps;
    this.#microphones = capture.kind === 'audio' && isJoint(capture) ? capture.microphones : [];
  }

  absent = (): ReadonlySet<string> => new Set(this.#missing.keys());

  adopt(absent: string[]): void {
    this.#missing = new Map(absent.map((id) => [id, silentCause]));
  }

  /**
   * After a failure of the whole: which of them can be read? When none can, none is left out: the failure
   * lies elsewhere.
   */
  async tryAll(): Promise<void> {
    if (this.#microphones.length < 2) return;
    await this.trialOver(); // a device may let only one read it
    const missing = await absentMicrophones(this.#d, this.#microphones);
    this.#missing = missing.size < this.#microphones.length ? missing : new Map();
  }

  /** Does one that was left out deliver again? Tried now and then, for seconds and beside the watch, which only asks here what came of it. */
  cameBack(nowMs: number): boolean {
    const found = this.#found;
    this.#found = null;
    if (found) {
      const before = this.#missing.size;
      this.#missing = found;
      return found.size < before;
    }
    if (this.#missing.size > 0 && !this.#trial && nowMs - this.#triedAt >= tryAgainEveryMs) this.#tryMissing(nowMs);
    return false;
  }

  /** Until then a trial may be holding a device. */
  trialOver = async (): Promise<void> => {
    await this.#trial;
    this.#found = null;
  };

  #tryMissing(nowMs: number): void {
    this.#triedAt = nowMs;
    const trial = absentMicrophones(this.#d, this.#microphones.filter(({ id }) => this.#missing.has(id)));
    this.#trial = trial.then((still) => { this.#found = still; }, () => undefined).then(() => { this.#trial = null; }); // not tried: still missing
  }
}
