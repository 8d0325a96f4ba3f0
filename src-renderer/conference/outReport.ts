import type { CallInput } from '../transport/client.ts';
import { client } from '../stores/live.ts';

type Out = Omit<CallInput<'conference.goesOut'>, 'commandId'>;

/** Tells the console what goes out of the hall. */
export class OutReport {
  #out: Out = { cameraId: null, isHeard: null };
  #isOver = false;

  readonly becomes = (change: Partial<Out>): void => {
    this.#out = { ...this.#out, ...change };
    this.again();
  };

  /** A console that has started again knows of nothing. */
  again(): void {
    if (!this.#isOver) void client.call('conference.goesOut', this.#out);
  }

  /** Another window has the links now. */
  end(): void {
    this.#isOver = true;
  }
}
