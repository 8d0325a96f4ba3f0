import type { EventRecord } from '#shared/domain/hearing/events.ts';
import type { EventStore } from './ports/index.ts';

const pageSize = 500;

/**
 * Publishes committed events. A follower gets every event after its `afterSeq` exactly once and in
 * order: first what is on disk, then what comes, with what arrived meanwhile held back in between.
 */
export class EventFeed {
  readonly #store: EventStore;
  readonly #listeners = new Set<(record: EventRecord) => void>();

  constructor(store: EventStore) {
    this.#store = store;
  }

  /** Call only with events that are on disk, in the order of their numbers. */
  publish(records: readonly EventRecord[]): void {
    for (const record of records) for (const listener of this.#listeners) listener(record);
  }

  onEvent(listener: (record: EventRecord) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  follow(afterSeq: number, hearingId: string | undefined, emit: (record: EventRecord) => void, onFailure: (e: unknown) => void): () => void {
    let stopped = false;
    let sentSeq = afterSeq;
    let held: EventRecord[] | null = [];
    const pass = (record: EventRecord) => {
      if (stopped || record.seq <= sentSeq) return;
      sentSeq = record.seq;
      emit(record);
    };
    const leave = this.onEvent((record) => {
      if (hearingId !== undefined && record.hearingId !== hearingId) return;
      if (held) held.push(record);
      else pass(record);
    });
    const catchUp = async () => {
      for (;;) {
        const page = await this.#store.eventsAfter(sentSeq, pageSize, hearingId);
        page.forEach(pass);
        if (stopped || page.length < pageSize) break;
      }
      held?.forEach(pass);
      held = null;
    };
    catchUp().catch(onFailure);
    return () => { stopped = true; leave(); };
  }
}
