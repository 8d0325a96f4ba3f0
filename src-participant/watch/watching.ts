import { createStore } from 'zustand/vanilla';
import { watchAnswerSchema, watchPaths, type WatchAnswer } from '#shared/conference/watching.ts';

/** `unknown`: the court server knows nothing of this address. `no_answer`: it does not answer. `full`: no more people can be let in just now. */
export interface Standing {
  known: WatchAnswer | null;
  trouble: 'unknown' | 'no_answer' | 'full' | null;
  /** Each stream that ends is followed by another one. */
  stretch: number;
}

/** So that all who wait do not ask at the same moment. */
const askAfterMs = (): number => 2000 + Math.random() * 1000;
/** A stream that has ended: why it has is known at once. */
const afterEndMs = 250;

/** How it stands with an open hearing, asked again and again until it is over; what is asked is all that ever goes out of the page. */
export class Watching {
  readonly store = createStore<Standing>(() => ({ known: null, trouble: null, stretch: 0 }));
  readonly streamUrl: string;
  readonly #stateUrl: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hasEnded = false;

  constructor(watchId: string) {
    this.#stateUrl = `${watchPaths.state}/${encodeURIComponent(watchId)}`;
    this.streamUrl = new URL(`${watchPaths.stream}/${encodeURIComponent(watchId)}`, location.href).href;
  }

  begin(): void {
    void this.#ask();
  }

  /** From the player: there is nothing to see any more, or nothing was let through. */
  ended(isFull: boolean): void {
    this.#hasEnded = true;
    if (isFull) this.store.setState({ trouble: 'full' });
    this.#after(isFull ? askAfterMs() : afterEndMs);
  }

  async #ask(): Promise<void> {
    const standing = await askState(this.#stateUrl);
    this.store.setState((before) => ({ known: standing.known ?? before.known, trouble: standing.trouble, stretch: before.stretch + (this.#hasEnded ? 1 : 0) }));
    this.#hasEnded = false;
    if (standing.known?.state !== 'ended') this.#after(askAfterMs());
  }

  #after(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), delayMs);
  }
}

async function askState(url: string): Promise<Pick<Standing, 'known' | 'trouble'>> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(8000) });
    if (response.status === 404) return { known: null, trouble: 'unknown' };
    return { known: watchAnswerSchema.parse(await response.json()), trouble: null };
  } catch {
    return { known: null, trouble: 'no_answer' };
  }
}
