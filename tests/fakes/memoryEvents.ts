import { randomUUID } from 'node:crypto';
import type { Clock, Commit, EventStore, HearingHead } from '#main/app/ports/index.ts';
import type { EventRecord } from '#shared/domain/hearing/events.ts';
import { ok } from '#shared/domain/result.ts';

/** An event store without a disk, with the real one's rules: numbers without holes, commands once, conflicts refused. */
export class MemoryEvents implements EventStore {
  readonly records: EventRecord[] = [];
  readonly commits: Commit[] = [];
  readonly #commands = new Map<string, number>();
  readonly #heads = new Map<string, HearingHead>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async commit(commit: Commit) {
    const before = this.#commands.get(commit.commandId);
    if (before !== undefined) return ok({ kind: 'repeated' as const, seq: before });
    const lastSeq = this.#of(commit.hearingId).at(-1)?.seq ?? 0;
    if (lastSeq !== commit.expectedSeq) return ok({ kind: 'conflict' as const });
    const records = commit.events.map((event, i): EventRecord => ({
      seq: this.records.length + 1 + i, eventId: randomUUID(), hearingId: commit.hearingId, event,
      committedAtMs: this.#clock.nowMs(), monotonicMs: this.#clock.monotonicMs(), by: commit.by,
    }));
    this.records.push(...records);
    this.commits.push(commit);
    const seq = records.at(-1)?.seq ?? lastSeq;
    this.#commands.set(commit.commandId, seq);
    this.#heads.set(commit.hearingId, { hearingId: commit.hearingId, ...commit.head });
    return ok({ kind: 'committed' as const, records, seq });
  }

  async eventsOf(hearingId: string) { return this.#of(hearingId); }
  async eventsAfter(seq: number, limit: number, hearingId?: string) {
    return this.records.filter((r) => r.seq > seq && (hearingId === undefined || r.hearingId === hearingId)).slice(0, limit);
  }
  async heads(filter: Parameters<EventStore['heads']>[0]) {
    return [...this.#heads.values()].filter((h) =>
      'phases' in filter ? filter.phases.includes(h.phase) : h.startsAtMs >= filter.fromMs && h.startsAtMs < filter.toMs);
  }
  async lastSeq() { return this.records.length; }
  async seqOfCommand(commandId: string) { return this.#commands.get(commandId) ?? null; }

  #of(hearingId: string) { return this.records.filter((r) => r.hearingId === hearingId); }
}
