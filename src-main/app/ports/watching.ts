import type { FlvTag } from '#shared/conference/flvTags.ts';
import type { PublishHello, PublishRefusal } from '#shared/conference/watching.ts';
import type { RemovalReason } from '#shared/domain/observers/observers.ts';
import type { Result } from '#shared/domain/result.ts';
import type { PlacedPacket } from './remoteTracks.ts';

export interface PublicationEvents {
  /** The court server takes what is shown, from its beginning. After every cut anew. */
  onOpen(): void;
  /** The line is cut; it comes back by itself. */
  onCut(): void;
  /** How many look at this moment. */
  onWatching(count: number): void;
  /** The court server wants nothing of it any more. */
  onRefused(reason: PublishRefusal): void;
}

/** One stretch of what observers see, on its way to the court server. */
export interface Publication {
  /** Left out while the line is cut, and up to the next key frame where it carries less than comes. */
  send(tag: FlvTag): void;
  /** At once: what has not gone out yet does not go out any more, not even what the system holds. */
  cut(): void;
}

/** Where an open hearing is shown to those who watch. */
export interface Watching {
  publish(server: { url: string; deviceToken: string }, hello: Omit<PublishHello, 'type' | 'token'>, events: PublicationEvents): Publication;
}

/** The hall's mixed sound, as it is being recorded in this run. */
export interface HallSound {
  /** With what is there already of the last seconds; returns how to stop. */
  follow(run: { hearingId: string; runId: string }, onPacket: (packet: PlacedPacket) => void): () => void;
}

/** Tells the court server that nobody watches a hearing any more. */
export interface WatchEnd {
  endWatch(watch: { hearingId: string; watchId: string; why: RemovalReason }): Promise<Result<void>>;
}
