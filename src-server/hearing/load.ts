import { factSchema, fileKinds, hearingEventSchema, lifeEventTypes, type Receipt } from '#shared/court-api/index.ts';
import type { EventRecord } from '#shared/domain/hearing/events.ts';
import { evolve } from '#shared/domain/hearing/evolve.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import type { FileRow, Records, StoredFact } from '../ports.ts';

export interface LoadedHearing {
  hearingId: string;
  hallId: string;
  /** Null until the fact with which the hearing begins has arrived. */
  state: Hearing | null;
  factReceipts: Receipt[];
  factsNotUnderstood: number;
  /** What the console says it sealed; null before. */
  sealed: { segments: number } | null;
  files: FileRow[];
}

/** Everything the server has of a hearing, its state derived from the facts. */
export async function loadHearing(records: Records, hearingId: string): Promise<LoadedHearing | null> {
  const stored = await records.hearingFacts(hearingId);
  if (!stored) return null;
  const understood = stored.facts.map(understand).filter((record) => record !== null);
  const { state, used } = deriveState(understood);
  const seal = understood.findLast((record) => record.event.type === 'recordingSealed')?.event;
  return {
    hearingId, hallId: stored.hallId, state,
    factReceipts: stored.facts.map((f) => f.receipt),
    factsNotUnderstood: stored.facts.length - used,
    sealed: seal?.type === 'recordingSealed' ? { segments: seal.segments } : null,
    files: await records.filesOf(hearingId),
  };
}

/** A line of a list: cheap, because a hearing's marks are not looked at. */
export interface HearingLine {
  hearingId: string;
  state: Pick<Hearing, 'schedule' | 'phase'> | null;
  facts: number;
  filesReceived: number;
}

export async function loadLine(records: Records, hearingId: string): Promise<HearingLine | null> {
  const stored = await records.hearingFacts(hearingId, lifeEventTypes);
  if (!stored) return null;
  const { state } = deriveState(stored.facts.map(understand).filter((record) => record !== null));
  return { hearingId, state, facts: stored.total, filesReceived: await records.countReceived(hearingId, fileKinds) };
}

/** The record inside a fact, or null when this server does not know its kind of event. */
export function understand(fact: StoredFact): EventRecord | null {
  const envelope = factSchema.safeParse(JSON.parse(fact.canonical));
  if (!envelope.success) return null;
  const event = hearingEventSchema.safeParse(envelope.data.event);
  return event.success ? { ...envelope.data, event: event.data } : null;
}

/** Facts may arrive before the one that begins the hearing; those wait for it. */
export function deriveState(records: readonly EventRecord[]): { state: Hearing | null; used: number } {
  const begin = records.findIndex((r) => r.event.type === 'hearingScheduled');
  if (begin < 0) return { state: null, used: 0 };
  const state = records.slice(begin).reduce<Hearing | null>(evolve, null);
  return { state, used: records.length - begin };
}
