import type { RecorderFact } from '#main/app/ports/index.ts';
import type { Microphone } from '#shared/domain/hall.ts';
import type { SyntheticSources } from '../arguments/context.ts';
import type { Capture, Run } from '../captures.ts';
import { absentMicrophones, silentCause } from './absentMicrophones.ts';

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
  #trial: Promise<void> | null = null;
  /** What the last trial found and nobody has taken up yet. */
  #found: Map<string, string> | null = null;

  constructor(deps: Deps, capture: Capture, run: Run | null) {
    this.#d = deps;
    this.#run = run;
    this.#microphones = capture.kind === 'audio' ? capture.microphones : [];
  }

  absent = (): ReadonlySet<string> => new Set(this.#missing.keys());

  /** What of this the last console has told is not known: once the sound is up all of it is told, and the hearing takes for news what is new. */
  adopt(absent: string[]): void {
    this.#missing = new Map(absent.map((id) => [id, silentCause]));
    for (const { id } of this.#microphones) if (!this.#missing.has(id)) this.#told.add(id);
  }

  /**
   * After a failure of the whole: which of them can be read? When none can, none is left out: the failure
   * lies elsewhere. `heardUntil` is where a microphone's track ended, UTC ms.
   */
  async tryAll(heardUntil: (track: number) => number | null): Promise<void> {
    if (this.#microphones.length < 2) return;
    await this.trialOver(); // a device may let only one read it
    this.#heardUntil = new Map(this.#microphones.map(({ id }, i) => [id, heardUntil(i) ?? Infinity]));
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
