import { isOver } from '#shared/domain/hearing/transitions.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { apartMs, clashes, hallFacts, type Clash, type KnownHall, type OtherHearing } from '#shared/domain/procedure/halls.ts';
import type { Facts } from '#shared/rules/schema/facts.ts';
import type { Hearings } from './hearings.ts';
import type { EventStore } from './ports/index.ts';
import type { Settings } from './settings.ts';

interface Deps {
  settings: Pick<Settings, 'halls' | 'saveHalls'>;
  hearings: Pick<Hearings, 'load'>;
  events: Pick<EventStore, 'heads'>;
}

/** The halls of the court (K7-5, K336-10), and which hearings are in each other's way. */
export class HallBook {
  readonly #d: Deps;

  constructor(deps: Deps) {
    this.#d = deps;
  }

  halls = (): Promise<KnownHall[]> => this.#d.settings.halls();
  save = (halls: KnownHall[]): Promise<void> => this.#d.settings.saveHalls(halls);

  /** What is known of a hearing's hall and of those beside it, and what is in its way. */
  async about({ hearingId, schedule }: Hearing): Promise<{ facts: Facts; clashes: Clash[] }> {
    const [halls, others] = await Promise.all([this.halls(), this.#others(hearingId, schedule.startsAtMs)]);
    return { facts: hallFacts(schedule, halls, others), clashes: clashes(schedule, others) };
  }

  async #others(hearingId: string, startsAtMs: number): Promise<OtherHearing[]> {
    const heads = await this.#d.events.heads({ fromMs: startsAtMs - apartMs, toMs: startsAtMs + apartMs });
    const near = heads.filter((head) => head.hearingId !== hearingId && !isOver(head.phase));
    const loaded = await Promise.all(near.map((head) => this.#d.hearings.load(head.hearingId)));
    return loaded.flatMap((other) => (other ? [{ hearingId: other.hearing.hearingId, schedule: other.hearing.schedule }] : []));
  }
}
