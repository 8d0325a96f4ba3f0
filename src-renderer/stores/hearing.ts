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
 * does not fit, the snapshot is asked for again. Events are shown a frame's worth at a time: after a long
 * break thousands come at once.
 */
export function followHearing(client: Client, hearingId: string): HearingFeed {
  const store = createStore<HearingFeedState>(() => ({ hearing: null, seq: 0, error: null }));
  let stopped = false;
  let unsubscribe: () => void = () => undefined;
  const take = inBatches<EventRecord>((records) => {
    const { hearing, seq } = store.getState();
    if (!stopped && hearing) store.setState(evolveAll({ hearing, seq }, records));
  });
  /** While a window signs in, every question is answered at once; and by the time that is heard the link may be ready. */
  const failed = (error: AppError): void => {
    store.setState({ error });
    if (error.code === 'link.lost' && client.state() === 'ready') void load();
  };
  const load = async (): Promise<void> => {
    unsubscribe();
    const result = await client.call('hearing.get', { hearingId });
    if (stopped) return;
    if (!result.ok) return failed(result.error);
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

const frameMs = 16;

/** Hands the first item on at once and gathers what follows within a frame, so that a lone mark never waits. */
function inBatches<T>(flush: (items: readonly T[]) => void): (item: T) => void {
  let waiting: T[] | null = null;
  const release = () => {
    const items = waiting ?? [];
    waiting = null;
    if (items.length === 0) return;
    hand(items);
  };
  const hand = (items: readonly T[]) => {
    waiting = [];
    setTimeout(release, frameMs);
    flush(items);
  };
  return (item) => (waiting ? void waiting.push(item) : hand([item]));
}

/** Each event once, in order; those the hearing has already taken in are left out. */
const evolveAll = (start: { hearing: Hearing; seq: number }, records: readonly EventRecord[]) =>
  records.reduce((now, record) => (record.seq <= now.seq ? now : { hearing: evolve(now.hearing, record), seq: record.seq }), start);

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
