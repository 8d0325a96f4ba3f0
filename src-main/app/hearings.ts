import { randomUUID } from 'node:crypto';
import type { Actor } from '#shared/domain/actor.ts';
import { appError } from '#shared/domain/errors.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import { decide } from '#shared/domain/hearing/decide.ts';
import type { HearingEvent } from '#shared/domain/hearing/events.ts';
import { evolve, replay } from '#shared/domain/hearing/evolve.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { EventFeed } from './feed.ts';
import type { Clock, EventStore, NewOutboxFile } from './ports/index.ts';
import { Turns } from './turns.ts';

export interface Loaded {
  hearing: Hearing;
  /** Last event of this hearing. */
  seq: number;
}

export interface Executed {
  /** Null only when the command was a repetition whose outcome is already part of the state. */
  events: HearingEvent[];
  hearing: Hearing;
  seq: number;
}

/** What was made for a command before it was sent. */
interface Made {
  /** Become part of the upload queue in the same transaction as the events. */
  files?: NewOutboxFile[];
  /** The hearing's last event that they know of; refused with `hearing.changed` when there has been another since. */
  ofSeq?: number;
}

/** More hearings than this are not kept in memory: a day has eight. */
const keptInMemory = 40;

/**
 * load → decide → commit → publish, one command at a time per hearing. What `execute` has answered
 * is on disk; what it published was on disk before.
 */
export class Hearings {
  readonly #store: EventStore;
  readonly #feed: EventFeed;
  readonly #clock: Clock;
  readonly #loaded = new Map<string, Loaded>();
  readonly #turns = new Turns();

  constructor(store: EventStore, feed: EventFeed, clock: Clock) {
    this.#store = store;
    this.#feed = feed;
    this.#clock = clock;
  }

  async load(hearingId: string): Promise<Loaded | null> {
    const known = this.#loaded.get(hearingId);
    if (known) return known;
    const records = await this.#store.eventsOf(hearingId);
    const hearing = replay(records);
    const last = records.at(-1);
    return hearing && last ? this.#keep(hearingId, { hearing, seq: last.seq }) : null;
  }

  execute(hearingId: string, commandId: string, command: HearingCommand, by: Actor, made: Made = {}): Promise<Result<Executed>> {
    return this.#turns.take(hearingId, () => this.#execute(hearingId, commandId, command, by, made));
  }

  async #execute(hearingId: string, commandId: string, command: HearingCommand, by: Actor, { files = [], ofSeq }: Made): Promise<Result<Executed>> {
    const loaded = await this.load(hearingId);
    if (ofSeq !== undefined && ofSeq !== loaded?.seq) return this.#refusedUnlessRepeated(err(appError('hearing.changed')), commandId, loaded);
    const decision = decide(loaded?.hearing ?? null, command, { nowMs: this.#clock.nowMs(), newId: randomUUID });
    if (!decision.ok) return this.#refusedUnlessRepeated(decision, commandId, loaded);
    const events = decision.value;
    if (events.length === 0 && files.length === 0 && loaded) return ok({ events, ...loaded });
    return this.#commit(hearingId, commandId, loaded, events, by, files);
  }

  async #commit(hearingId: string, commandId: string, loaded: Loaded | null, events: HearingEvent[], by: Actor, files: NewOutboxFile[]): Promise<Result<Executed>> {
    const next = preview(hearingId, loaded?.hearing ?? null, events, by, this.#clock);
    const head = { startsAtMs: next.schedule.startsAtMs, phase: next.phase.name };
    const outcome = await this.#store.commit({ commandId, hearingId, expectedSeq: loaded?.seq ?? 0, events, by, files, head });
    if (!outcome.ok) return outcome;
    if (outcome.value.kind === 'committed') {
      const { records } = outcome.value;
      const hearing = records.reduce<Hearing | null>(evolve, loaded?.hearing ?? null) ?? next;
      const seq = records.at(-1)?.seq ?? loaded?.seq ?? 0;
      this.#keep(hearingId, { hearing, seq });
      this.#feed.publish(records);
      return ok({ events, hearing, seq });
    }
    this.#loaded.delete(hearingId);
    const fresh = await this.load(hearingId);
    if (outcome.value.kind === 'repeated' && fresh) return ok({ events: [], hearing: fresh.hearing, seq: outcome.value.seq });
    return err(appError('store.unavailable', { detail: 'another writer has changed this hearing' }));
  }

  /** A command repeated after its answer got lost would now be refused as illegal: it was carried out, so say so. */
  async #refusedUnlessRepeated(refusal: { ok: false; error: ReturnType<typeof appError> }, commandId: string, loaded: Loaded | null): Promise<Result<Executed>> {
    const seq = loaded ? await this.#store.seqOfCommand(commandId) : null;
    return loaded && seq !== null ? ok({ events: [], hearing: loaded.hearing, seq }) : refusal;
  }

  #keep(hearingId: string, loaded: Loaded): Loaded {
    this.#loaded.delete(hearingId);
    this.#loaded.set(hearingId, loaded);
    const oldest = this.#loaded.keys().next().value;
    if (this.#loaded.size > keptInMemory && oldest !== undefined) this.#loaded.delete(oldest);
    return loaded;
  }
}

/** The state these events would lead to; only `phase` and schedule of it are used before they are on disk. */
function preview(hearingId: string, hearing: Hearing | null, events: HearingEvent[], by: Actor, clock: Clock): Hearing {
  const meta = { seq: 0, eventId: '', hearingId, committedAtMs: clock.nowMs(), monotonicMs: clock.monotonicMs(), by };
  const next = events.reduce<Hearing | null>((state, event) => evolve(state, { ...meta, event }), hearing);
  if (!next) throw new Error('a commit without events needs a hearing');
  return next;
}
