import { rearranged, usualArrangement, type Arrangement } from '#shared/conference/stage.ts';
import type { Settings } from '../settings.ts';

interface Out {
  /** Whose picture. */
  cameraId: string | null;
  /** There is a microphone whose sound goes with it; null: not known. */
  isHeard: boolean | null;
}

/** How the displays are laid out and which camera goes out, in the hearing that was arranged last. */
export class Arrangements {
  readonly #settings: Pick<Settings, 'arrangement' | 'saveArrangement'>;
  readonly #onChange: () => void;
  #now: Arrangement = usualArrangement;
  #out: Out = { cameraId: null, isHeard: null };

  constructor(settings: Pick<Settings, 'arrangement' | 'saveArrangement'>, onChange: () => void) {
    this.#settings = settings;
    this.#onChange = onChange;
  }

  get now(): Arrangement {
    return this.#now;
  }

  /** What goes out now, as the window with the links said last. */
  get out(): Out {
    return this.#out;
  }

  async load(): Promise<void> {
    this.#now = await this.#settings.arrangement();
  }

  /** On disk when it resolves, and then told. */
  async arrange(hearingId: string, change: Partial<Omit<Arrangement, 'hearingId'>>): Promise<void> {
    this.#now = rearranged(this.#now, hearingId, change);
    await this.#settings.saveArrangement(this.#now);
    this.#onChange();
  }

  /** From the window with the links. */
  goesOut(out: Out): void {
    this.#out = out;
    this.#onChange();
  }
}
