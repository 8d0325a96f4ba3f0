import { layoutIn, usualArrangement, type Arrangement, type StageDisplay, type StageLayout } from '#shared/conference/stage.ts';
import type { Settings } from '../settings.ts';

/** How the displays are laid out in the hearing that was arranged last. */
export class Arrangements {
  readonly #settings: Pick<Settings, 'arrangement' | 'saveArrangement'>;
  #now: Arrangement = usualArrangement;

  constructor(settings: Pick<Settings, 'arrangement' | 'saveArrangement'>) {
    this.#settings = settings;
  }

  get now(): Arrangement {
    return this.#now;
  }

  async load(): Promise<void> {
    this.#now = await this.#settings.arrangement();
  }

  /** On disk when it resolves. */
  async arrange(hearingId: string, display: StageDisplay, layout: StageLayout): Promise<void> {
    this.#now = { hearingId, judge: layoutIn(this.#now, hearingId, 'judge'), hall: layoutIn(this.#now, hearingId, 'hall'), [display]: layout };
    await this.#settings.saveArrangement(this.#now);
  }
}
