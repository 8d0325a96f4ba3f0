import type { MailStatus } from '#shared/contract/status.ts';
import type { EventRecord } from '#shared/domain/hearing/events.ts';
import { refusedAndUntold } from '#shared/domain/incident/chain.ts';
import type { Hearings } from './hearings.ts';
import type { Clock, MailStore } from './ports/index.ts';

interface Deps {
  mails: Pick<MailStore, 'summary' | 'refusedSince'>;
  hearings: Pick<Hearings, 'load'>;
  clock: Pick<Clock, 'nowMs'>;
}

type Refused = MailStatus['refused'];

/** A failure of last week is told of, or has become an act, by now. */
const lookedBackMs = 7 * 86_400_000;

/** How it stands with messages about failures: what waits, and what was refused so that nobody was told. */
export class MailStatusBook {
  readonly #d: Deps;
  readonly #refused = new Map<string, Refused>();

  constructor(deps: Deps) {
    this.#d = deps;
  }

  async load(): Promise<void> {
    for (const hearingId of await this.#d.mails.refusedSince(this.#d.clock.nowMs() - lookedBackMs)) await this.#review(hearingId);
  }

  async follow({ hearingId, event }: EventRecord): Promise<void> {
    if (event.type.startsWith('notice')) await this.#review(hearingId);
  }

  async status(): Promise<MailStatus> {
    const { waiting, sinceMs, lastError } = await this.#d.mails.summary();
    return { waiting, sinceMs, lastError: lastError?.code ?? null, refused: [...this.#refused.values()].flat() };
  }

  async #review(hearingId: string): Promise<void> {
    const hearing = (await this.#d.hearings.load(hearingId))?.hearing;
    const refused = (hearing?.incidents ?? []).flatMap(refusedAndUntold).map(({ mailId, name, address, outcome, queuedAtMs }) =>
      ({ mailId, name, address, caseNumber: hearing?.schedule.caseNumber ?? '', sinceMs: outcome?.atMs ?? queuedAtMs }));
    if (refused.length > 0) this.#refused.set(hearingId, refused);
    else this.#refused.delete(hearingId);
  }
}
