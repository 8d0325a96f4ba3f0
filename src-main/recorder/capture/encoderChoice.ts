import type { Log } from '#main/app/ports/index.ts';
import { runToEnd } from '#main/process/runner.ts';
import { encoderTrial, softwareEncoder, type VideoEncoder } from '../arguments/encoder.ts';

const trialLimitMs = 5000;
/** A hardware encoder that has failed so often in a row is not tried by this capture again. */
const failuresAllowed = 2;

/** Which encoder pictures are recorded with: the first one in hardware that works here, else software. */
export class EncoderChoice {
  readonly #ffmpegPath: string;
  readonly #log: Log;
  #best: VideoEncoder = softwareEncoder;

  constructor(ffmpegPath: string, log: Log) {
    this.#ffmpegPath = ffmpegPath;
    this.#log = log;
  }

  /** Tries them once, one after the other. Until then, and where none works, it is software. */
  async findBest(candidates: readonly VideoEncoder[]): Promise<void> {
    for (const encoder of candidates) {
      const tried = await runToEnd(this.#ffmpegPath, encoderTrial(encoder), { timeoutMs: trialLimitMs });
      if (!tried.ok || tried.value.code !== 0) continue;
      this.#best = encoder;
      break;
    }
    this.#log.info('recorder', 'pictures are encoded', { by: this.#best.name });
  }

  name = (): string => this.#best.name;

  /** For a capture that has failed so often in a row without ever having had a picture. */
  after = (failuresInARow: number): VideoEncoder => (failuresInARow > failuresAllowed ? softwareEncoder : this.#best);
}
