import type { Timers } from '#shared/conference/line.ts';

/** Long enough to read that the court hears them again. */
const silentAfterTalkMs = 3000;

/**
 * When the court may hear this person. What the court has switched off is on in a confidential talk, which the court does not
 * hear; after it the microphone is silent for a moment, so that nobody is heard who believes themselves alone.
 */
export class Microphone {
  readonly #track: Pick<MediaStreamTrack, 'enabled'>;
  readonly #timers: Pick<Timers, 'after'>;
  /** Told when the moment after a talk begins, and when it is over. */
  readonly #onBack: (isBack: boolean) => void;
  #muted = false;
  #talks = false;
  #isBack = false;
  #callOff: () => void = () => undefined;

  constructor(track: Pick<MediaStreamTrack, 'enabled'>, timers: Pick<Timers, 'after'>, onBack: (isBack: boolean) => void) {
    this.#track = track;
    this.#timers = timers;
    this.#onBack = onBack;
  }

  stands(muted: boolean, talks: boolean): void {
    const hasEnded = this.#talks && !talks;
    this.#muted = muted;
    this.#talks = talks;
    if (hasEnded || talks) this.#callOff();
    if (hasEnded) this.#callOff = this.#timers.after(silentAfterTalkMs, () => this.#become(false));
    this.#become(hasEnded || (this.#isBack && !talks));
  }

  #become(isBack: boolean): void {
    const isNew = isBack !== this.#isBack;
    this.#isBack = isBack;
    this.#track.enabled = this.#talks || !(this.#muted || isBack);
    if (isNew) this.#onBack(isBack);
  }
}
