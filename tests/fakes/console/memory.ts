import { randomUUID } from 'node:crypto';
import type { Hearings } from '#main/app/hearings.ts';
import type { HearingHead } from '#main/app/ports/index.ts';
import type { Actor } from '#shared/domain/actor.ts';
import { appError } from '#shared/domain/errors.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import { decide } from '#shared/domain/hearing/decide.ts';
import type { EventRecord, HearingEvent } from '#shared/domain/hearing/events.ts';
import { evolve } from '#shared/domain/hearing/evolve.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { plannedDay, secretary } from './data.ts';

const recorderStartMs = 700;

/** Hearings in memory, moved by the same `decide` and `evolve` as the real ones. */
export class Memory {
  readonly records: EventRecord[] = [];
  readonly hearings = new Map<string, Hearing>();
  readonly #listeners = new Set<(record: EventRecord) => void>();

  constructor(nowMs: number) {
    for (const { hearingId, events } of plannedDay(nowMs)) for (const { atMs, event } of events) this.#append(hearingId, event, secretary, atMs);
  }

  onEvent(listener: (record: EventRecord) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  execute(hearingId: string, command: HearingCommand, by: Actor): Result<{ seq: number }> {
    const decision = decide(this.hearings.get(hearingId) ?? null, command, { nowMs: Date.now(), newId: randomUUID });
    if (!decision.ok) return decision;
    for (const event of decision.value) this.#append(hearingId, event, by, Date.now());
    this.#bringUp(hearingId, by);
    return ok({ seq: this.seqOf(hearingId) });
  }

  get(hearingId: string): Result<{ seq: number; hearing: Hearing }> {
    const hearing = this.hearings.get(hearingId);
    return hearing ? ok({ seq: this.seqOf(hearingId), hearing }) : err(appError('hearing.not_found'));
  }

  seqOf(hearingId: string): number {
    return this.records.findLast((r) => r.hearingId === hearingId)?.seq ?? 0;
  }

  #bringUp(hearingId: string, by: Actor): void {
    const starting = this.hearings.get(hearingId)?.starting;
    if (starting) setTimeout(() => this.execute(hearingId, { type: 'sectionCameUp', sectionId: starting.sectionId, atMs: Date.now() }, by), recorderStartMs);
  }

  #append(hearingId: string, event: HearingEvent, by: Actor, atMs: number): void {
    const record: EventRecord = { seq: this.records.length + 1, eventId: randomUUID(), hearingId, event, committedAtMs: atMs, monotonicMs: atMs, by };
    this.records.push(record);
    this.hearings.set(hearingId, evolve(this.hearings.get(hearingId) ?? null, record));
    for (const listener of this.#listeners) listener(record);
  }
}

export const headsOf = (memory: Memory): HearingHead[] => [...memory.hearings.values()].map(({ hearingId, phase, schedule }) => ({ hearingId, phase: phase.name, startsAtMs: schedule.startsAtMs }));

/** As the console's use cases know hearings. */
export const hearingsOver = (memory: Memory): Pick<Hearings, 'load' | 'execute'> => ({
  load: async (hearingId) => {
    const found = memory.get(hearingId);
    return found.ok ? found.value : null;
  },
  execute: async (hearingId, _, command, by) => {
    const done = memory.execute(hearingId, command, by);
    const now = memory.get(hearingId);
    if (!done.ok) return done;
    return now.ok ? ok({ events: [], ...now.value }) : now;
  },
});
