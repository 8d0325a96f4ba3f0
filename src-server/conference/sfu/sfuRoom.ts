import { hallTracks, type SfuAsk, type SfuRule, type SfuTell } from '#shared/conference/sfu.ts';
import { Feed, Watch } from './parts.ts';
import type { Source, VideoRoom } from './videoRoom.ts';

export interface SfuRoomDeps {
  room: VideoRoom;
  /** Null: the hall. */
  tell: (to: string | null, tell: SfuTell) => void;
  randomNumber: () => number;
}

/** One connection of the hall with a participant: what they send and the hall receives, and what they receive of the hall. */
interface Link {
  participantId: string;
  feed: Feed | null;
  /** Of the hall. */
  watch: Watch | null;
  ownWatch: Watch | null;
}

type Publish = Extract<SfuAsk, { ask: 'publish' }>;

/** While a connection is cut another one is built beside it; a third one is of a page that lost count. */
const mostLinks = 3;

/**
 * Who gets what in one hearing. A participant never says what they receive: that is the hall's picture and sound when the court
 * has let them in, a dark picture and silence before, and of the other participants nothing.
 */
export class SfuRoom {
  readonly #d: SfuRoomDeps;
  readonly #links = new Map<string, Link>();
  readonly #letIn = new Set<string>();
  /** What the hall publishes, the newest last: the one before stays until the next one carries. */
  #programmes: { connectionId: string; feed: Feed }[] = [];

  constructor(deps: SfuRoomDeps) {
    this.#d = deps;
  }

  fromHall(ask: SfuAsk | SfuRule): void {
    if (ask.ask === 'stop') return this.stop();
    if (ask.ask === 'show') return this.#show(ask.participantId, ask.isShown);
    if (ask.ask === 'publish') return this.#programme(ask);
    if (ask.ask === 'watch') return this.#watch(ask.connectionId, ask.participantId);
    const programme = this.#programmes.find(({ connectionId }) => connectionId === ask.connectionId);
    if (programme) return this.#ofProgramme(programme.feed, ask);
    const link = this.#links.get(ask.connectionId);
    return link && ofPart(ask, null, link.watch, () => this.#end(ask.connectionId, link.participantId));
  }

  fromParticipant(participantId: string, ask: SfuAsk | SfuRule): void {
    if (ask.ask === 'publish') return this.#publish(participantId, ask);
    if (ask.ask === 'show' || ask.ask === 'stop' || ask.ask === 'watch') return undefined; // the hall's to say
    const link = this.#links.get(ask.connectionId);
    if (link?.participantId !== participantId) return undefined;
    return ofPart(ask, link.feed, link.ownWatch, () => this.#end(ask.connectionId, null));
  }

  /** Nothing of theirs arrives and nothing is given to them. */
  endParticipant(participantId: string): void {
    this.#letIn.delete(participantId);
    for (const [connectionId] of this.#linksOf(participantId)) this.#end(connectionId, participantId, null);
  }

  stop(): void {
    this.#letIn.clear();
    for (const [connectionId, { participantId }] of this.#links) this.#end(connectionId, participantId, null);
    for (const { feed } of this.#programmes.splice(0)) feed.end();
  }

  async close(): Promise<void> {
    this.stop();
    await this.#d.room.destroy();
  }

  #show(participantId: string, isShown: boolean): void {
    if (isShown) this.#letIn.add(participantId);
    else this.#letIn.delete(participantId);
    for (const [, { ownWatch }] of this.#linksOf(participantId)) ownWatch?.look();
  }

  #programme({ connectionId, sdp }: Publish): void {
    if (this.#programmes.some((one) => one.connectionId === connectionId)) return;
    const feed: Feed = new Feed(this.#d.room, this.#d.randomNumber(), sdp, {
      answered: (answer) => this.#d.tell(null, { tell: 'answer', connectionId, sdp: answer }),
      up: () => this.#programmeIsUp(feed),
      gone: () => this.#programmeGone(feed, connectionId),
    });
    this.#programmes.push({ connectionId, feed });
    for (const old of this.#programmes.splice(0, this.#programmes.length - mostLinks)) old.feed.end();
  }

  /** Everybody is given the newest; then the ones before it end. */
  #programmeIsUp(feed: Feed): void {
    const before = this.#programmes.splice(0, Math.max(0, this.#programmes.findIndex((one) => one.feed === feed)));
    for (const { ownWatch } of this.#links.values()) ownWatch?.look();
    for (const one of before) one.feed.end();
  }

  #programmeGone(feed: Feed, connectionId: string): void {
    this.#programmes = this.#programmes.filter((one) => one.feed !== feed);
    feed.end();
    this.#d.tell(null, { tell: 'gone', connectionId });
  }

  #ofProgramme(feed: Feed, ask: Exclude<SfuAsk, { ask: 'publish' | 'watch' }>): void {
    ofPart(ask, feed, null, () => {
      this.#programmes = this.#programmes.filter((one) => one.feed !== feed);
      feed.end();
    });
  }

  #publish(participantId: string, { connectionId, sdp }: Publish): void {
    const link = this.#link(connectionId, participantId);
    if (!link || link.feed) return;
    link.feed = new Feed(this.#d.room, this.#d.randomNumber(), sdp, {
      answered: (answer) => this.#d.tell(participantId, { tell: 'answer', connectionId, sdp: answer }),
      up: () => link.watch?.look(),
      gone: () => this.#end(connectionId, participantId, null),
    });
    link.ownWatch = new Watch(this.#d.room, () => this.#shownTo(participantId), {
      offered: (offer) => this.#d.tell(participantId, { tell: 'offer', connectionId, sdp: offer }),
      gone: () => this.#end(connectionId, participantId, null),
    });
    link.ownWatch.look();
  }

  #watch(connectionId: string, participantId: string): void {
    const link = this.#link(connectionId, participantId);
    if (!link || link.watch) return;
    link.watch = new Watch(this.#d.room, () => (link.feed?.isUp ? { feed: link.feed.id, mids: link.feed.mids } : null), {
      offered: (offer) => this.#d.tell(null, { tell: 'offer', connectionId, sdp: offer }),
      gone: () => this.#end(connectionId, participantId, null),
    });
    link.watch.look();
  }

  #shownTo(participantId: string): Source | null {
    const feed = this.#programmes.findLast((one) => one.feed.isUp)?.feed;
    if (!feed) return null;
    const tracks = this.#letIn.has(participantId) ? hallTracks.programme : hallTracks.nothing;
    return { feed: feed.id, mids: tracks.flatMap((nth) => feed.mids[nth] ?? []) };
  }

  /** Null: it is somebody else's. */
  #link(connectionId: string, participantId: string): Link | null {
    const known = this.#links.get(connectionId);
    if (known) return known.participantId === participantId ? known : null;
    const link: Link = { participantId, feed: null, watch: null, ownWatch: null };
    this.#links.set(connectionId, link);
    for (const [old] of this.#linksOf(participantId).slice(0, -mostLinks)) this.#end(old, participantId, null);
    return link;
  }

  #linksOf = (participantId: string): [string, Link][] => [...this.#links].filter(([, link]) => link.participantId === participantId);

  #end(connectionId: string, ...told: (string | null)[]): void {
    const link = this.#links.get(connectionId);
    if (!link) return;
    this.#links.delete(connectionId);
    for (const part of [link.feed, link.watch, link.ownWatch]) part?.end();
    for (const to of told) this.#d.tell(to, { tell: 'gone', connectionId });
  }
}

function ofPart(ask: Exclude<SfuAsk, { ask: 'publish' | 'watch' }>, feed: Feed | null, watch: Watch | null, end: () => void): void {
  if (ask.ask === 'end') end();
  else if (ask.ask === 'answer') watch?.answered(ask.sdp);
  else if (ask.of === 'publish') feed?.candidate(ask.candidate);
  else watch?.candidate(ask.candidate);
}
