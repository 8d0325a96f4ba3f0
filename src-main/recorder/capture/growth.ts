import type { RecordedFiles } from '../segments/recordedFiles.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';

/**
 * Whether media goes on arriving: for a recording, what is on disk; for a preview, which has no
 * files, what the process says.
 */
export class Growth {
  readonly #files: RecordedFiles | null;
  readonly #telemetry: Telemetry;
  #advances = 0;
  #began = 0;
  #grew = 0;
  #looked = 0;
  hasMedia = false;

  constructor(files: RecordedFiles | null, telemetry: Telemetry) {
    this.#files = files;
    this.#telemetry = telemetry;
  }

  /** A process begins. Times are monotonic ms. */
  begin(nowMs: number): void {
    this.#began = this.#grew = nowMs;
    this.#looked = -Infinity;
    this.#advances = 0;
    this.hasMedia = false;
    this.#telemetry.reset();
  }

  sinceBeginMs = (nowMs: number): number => nowMs - this.#began;
  sinceGrowthMs = (nowMs: number): number => nowMs - this.#grew;
  sinceLookMs = (nowMs: number): number => nowMs - this.#looked;

  /** Looks; true when this look found the first media. */
  async look(nowMs: number): Promise<boolean> {
    this.#looked = nowMs;
    const grew = this.#files ? await this.#files.look() : this.#telemetry.advances() > this.#advances;
    this.#advances = this.#telemetry.advances();
    if (grew) this.#grew = nowMs;
    const first = !this.hasMedia && (this.#files ? this.#files.firstMs() !== null : grew);
    this.hasMedia ||= first;
    return first;
  }
}
