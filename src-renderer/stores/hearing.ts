import type { AppError } from '#shared/domain/errors.ts';
import type { EventRecord } from '#shared/domain/hearing/events.ts';
import { evolve } from '#shared/domain/hearing/evolve.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { createStore, type StoreApi } from 'zustand';
import type { Client } from '../transport/client.ts';

export interface HearingFeedState {
  hearing: Hearing | null;
  /** Last event that is part of `hearing`. */
  seq: number;
  error: AppError | null;
}

export interface HearingFeed {
  store: StoreApi<HearingFeedState>;
  stop(): void;
}

/**
 * One hearing, kept up to date: a snapshot, then every event after it through the same `evolve` the
 * console uses. When the console ends the stream (this window was too slow, a sign-in ended), or an event
 * does not fit, the snapshot is asked for again.
 */
export function followHearing(client: Client, hearingId: string): HearingFeed {
  const store = createStore<HearingFeedState>(() => ({ hearing: null, seq: 0, error: null }));
  let stopped = false;
  let unsubscribe: () => void = () => undefined;

  const take = (record: EventRecord) => {
    const { hearing, seq } = store.getState();
    if (record.seq <= seq || hearing === null) return;
    store.setState({ hearing: evolve(hearing, record), seq: record.seq });
  };
  const load = async () => {
    unsubscribe();
    const result = await client.call('hearing.get', { hearingId });
    if (stopped) return;
    if (!result.ok) return store.setState({ error: result.error });
    store.setState({ ...result.value, error: null });
    unsubscribe = client.subscribe('events', { afterSeq: result.value.seq, hearingId }, take, () => void load());
  };
  const leave = client.onState((state) => {
    if (state === 'ready' && store.getState().error) void load();
  });
  void load();

  return {
    store,
    stop: () => {
      stopped = true;
      unsubscribe();
      leave();
    },
  };
}

/** One feed per hearing, however many parts of the screen look at it; the last one to leave ends it. */
export function createHearings(client: Client) {
  const feeds = new Map<string, HearingFeed & { users: number }>();
  return {
    enter(hearingId: string): HearingFeed {
      const feed = feeds.get(hearingId) ?? { ...followHearing(client, hearingId), users: 0 };
      feed.users += 1;
      feeds.set(hearingId, feed);
      return feed;
    },
    /** What is known now; null when nobody looks at it. */
    peek: (hearingId: string): HearingFeedState | null => feeds.get(hearingId)?.store.getState() ?? null,
    leave(hearingId: string): void {
      const feed = feeds.get(hearingId);
      if (!feed) return;
      feed.users -= 1;
      if (feed.users > 0) return;
      feed.stop();
      feeds.delete(hearingId);
    },
  };
}
