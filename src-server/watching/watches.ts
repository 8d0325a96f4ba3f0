import { z } from 'zod';
import type { FlvTag } from '#shared/conference/flvTags.ts';
import type { PublishHello, PublishRefusal, ToPublisher, WatchAnswer } from '#shared/conference/watching.ts';
import { removalReasons, type RemovalReason } from '#shared/domain/observers/observers.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { Counted } from '../http/counted.ts';
import { notWatched, problems, type Problem } from '../http/problem.ts';
import type { CheckedFact, Hall } from '../ports.ts';
import { Programme, type Viewer } from './programme.ts';

/** The hall's line, as a watch sees it. */
export interface Publisher {
  tell(message: ToPublisher): void;
  end(reason: PublishRefusal): void;
}

export interface WatchLimits {
  /** Of one hearing. */
  viewers: number;
  /** People behind one router; a proxy that does not say for whom it asks is one address too. */
  perAddress: number;
}

export const usualLimits: WatchLimits = { viewers: 500, perAddress: 60 };

/** Of those that are over, so many are remembered with their reason. */
const rememberedEnded = 200;

interface Watch {
  hallId: string;
  hearingId: string;
  answer: WatchAnswer;
  publisher: Publisher | null;
  programme: Programme | null;
}

const endedFact = z.object({ event: z.object({ watchId: z.string(), why: z.enum(removalReasons) }) });

/** Open hearings that are watched. Nothing here outlives the process: the hall's console comes back by itself. */
export class Watches {
  readonly #limits: WatchLimits;
  readonly #watches = new Map<string, Watch>();
  readonly #addresses = new Counted();

  constructor(limits: WatchLimits) {
    this.#limits = limits;
  }

  answer(watchId: string): WatchAnswer | null {
    return this.#watches.get(watchId)?.answer ?? null;
  }

  /** A line begins: another stretch of the programme, and the one before is over. */
  publish({ hallId, court, hall }: Hall, hello: PublishHello, publisher: Publisher): Result<{ take: (tag: FlvTag) => void; leave: () => void }, PublishRefusal> {
    const { watchId, hearingId, caseNumber, startsAtMs, state } = hello;
    const before = this.#watches.get(watchId);
    if (before && (before.hallId !== hallId || before.hearingId !== hearingId)) return err('unknown_token');
    if (before?.answer.state === 'ended') return err('ended');
    const programme = state === 'live' ? new Programme() : null;
    this.#watches.set(watchId, { hallId, hearingId, publisher, programme, answer: { state, why: null, court, hall, caseNumber, startsAtMs } });
    before?.publisher?.end('replaced');
    before?.programme?.end();
    publisher.tell({ type: 'welcome' });
    return ok({ take: (tag) => programme?.take(tag), leave: () => this.#left(watchId, publisher) });
  }

  /** Somebody looks from here on; returns how they leave. */
  enter(watchId: string, address: string, viewer: Viewer): Result<() => void, Problem> {
    const watch = this.#watches.get(watchId);
    if (!watch) return err(problems.notFound('watchId'));
    const { programme, answer } = watch;
    if (!programme) return err(notWatched(answer.state === 'ended' ? 'ended' : 'not_live', answer.why ?? answer.state));
    if (programme.viewers >= this.#limits.viewers) return err(notWatched('full'));
    if (this.#addresses.of(address) >= this.#limits.perAddress) return err(notWatched('too_many'));
    const forget = this.#addresses.add(address);
    const counted: Viewer = { write: (bytes) => viewer.write(bytes), end: () => { forget(); viewer.end(); this.#tellCount(watch); } };
    programme.enter(counted);
    this.#tellCount(watch);
    return ok(() => programme.leave(counted));
  }

  /** For good, and at once: who looks sees nothing more (K7-6). False: it is another hall's. */
  end(hallId: string, { hearingId, watchId, why }: { hearingId: string; watchId: string; why: RemovalReason }): boolean {
    const watch = this.#watches.get(watchId);
    if (!watch) return true;
    if (watch.hallId !== hallId || watch.hearingId !== hearingId) return false;
    const { programme, publisher } = watch;
    if (watch.answer.state !== 'ended') watch.answer = { ...watch.answer, state: 'ended', why };
    [watch.programme, watch.publisher] = [null, null];
    programme?.end();
    publisher?.end('ended');
    this.#forgetOldest();
    return true;
  }

  /** A console that could not say it itself has sent the fact: facts are sent until there is a receipt. */
  followFacts({ hallId }: Hall, facts: readonly CheckedFact[]): void {
    for (const { hearingId, eventType, canonical } of facts) {
      const fact = eventType === 'observersRemoved' ? endedFact.safeParse(JSON.parse(canonical)) : null;
      if (fact?.success) this.end(hallId, { hearingId, ...fact.data.event });
    }
  }

  endAll(): void {
    for (const { programme, publisher } of this.#watches.values()) {
      programme?.end();
      publisher?.end('server_stops');
    }
  }

  /** The line is cut: there is nothing to look at until it is back. */
  #left(watchId: string, publisher: Publisher): void {
    const watch = this.#watches.get(watchId);
    if (!watch || watch.publisher !== publisher) return;
    const { programme } = watch;
    watch.answer = { ...watch.answer, state: 'interrupted' };
    [watch.programme, watch.publisher] = [null, null];
    programme?.end();
  }

  #tellCount({ publisher, programme }: Watch): void {
    publisher?.tell({ type: 'watching', count: programme?.viewers ?? 0 });
  }

  #forgetOldest(): void {
    const ended = [...this.#watches].filter(([, { answer }]) => answer.state === 'ended');
    for (const [watchId] of ended.slice(0, Math.max(0, ended.length - rememberedEnded))) this.#watches.delete(watchId);
  }
}
