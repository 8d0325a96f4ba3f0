import type { ToLinksPage } from '#shared/contract/conference.ts';
import type { LinkState } from '#shared/conference/link.ts';
import type { Timers } from '#shared/conference/line.ts';
import type { IceServer } from '#shared/conference/messages.ts';
import type { SfuAsk } from '#shared/conference/sfu.ts';
import { lineFromParticipantSchema, type Signal } from '#shared/conference/talk.ts';
import type { ConnectionOptions, Connection, Tracks } from '../../src-peer/connection.ts';
import { PeerSession } from '../../src-peer/peerSession.ts';
import { SfuLine } from '../../src-peer/sfuLine.ts';
import { SpeedTest } from '../../src-peer/speedTest.ts';
import type { PictureTaps } from './pictureTaps.ts';

/** The way back to the console, and to whoever shows pictures. */
export interface LinksWorld {
  say: (participantId: string, signal: Signal) => void;
  linkStands: (participantId: string, state: LinkState) => void;
  open: (options: ConnectionOptions) => Connection;
  /** Through the court's distributor: to one participant, and the hall's programme to all. */
  watch: (options: ConnectionOptions, line: SfuLine, participantId: string) => Connection;
  publish: (options: ConnectionOptions, line: SfuLine, nothing: Tracks) => Connection;
  toSfu: (ask: SfuAsk) => void;
  timers: Timers;
  newId: () => string;
  /** Who copies the pictures that arrive, for the record. */
  pictures: Pick<PictureTaps, 'follow' | 'keep' | 'stop'>;
  /** What those in the waiting room get: nothing to be seen and heard. */
  nothing: Tracks;
}

interface Remote {
  session: PeerSession;
  pageId: string | null;
  stream: MediaStream | null;
  admitted: boolean;
  muted: boolean;
}

/** The links of the hall to everybody who takes part from elsewhere. It lives as long as its window, and no reload of another one touches it. */
export class HallLinks {
  readonly #world: LinksWorld;
  readonly #remotes = new Map<string, Remote>();
  readonly #listeners = new Set<() => void>();
  #iceServers: readonly IceServer[] = [];
  #programme: Tracks;
  readonly #sfu: SfuLine;
  /** What the hall sends to the distributor; null while the hall is connected with everybody directly. */
  #published: PeerSession | null = null;
  #isStopped = false;
  /** Before the hearing: then measuring disturbs nobody. */
  #isTest = false;

  constructor(world: LinksWorld) {
    this.#world = world;
    this.#programme = world.nothing;
    this.#sfu = new SfuLine(world.toSfu);
  }

  take(item: ToLinksPage): void {
    if (this.#isStopped && item.type !== 'room') return;
    switch (item.type) {
      case 'room': return this.#roomIs(item);
      case 'here': return this.#remote(item.participantId).session.farEndHere(this.#iceServers);
      case 'away': return this.#remotes.get(item.participantId)?.session.farEndAway();
      case 'ended': return this.#forget(item.participantId);
      case 'sfu': return this.#sfu.take(item.data);
      case 'said': return this.#said(item.participantId, item.data);
      case 'standing': return this.#stands(item);
      case 'renew': return this.#remotes.get(item.participantId)?.session.renew();
      case 'keepPicture': return this.#world.pictures.keep(item);
      case 'stopped': return this.#stop();
      case 'over':
      case 'replaced': return this.close();
    }
  }

  /** What the hall shows and says; those who were let in get it. */
  setProgramme(programme: Tracks): void {
    this.#programme = programme;
    if (this.#published) replaceTracks(this.#published, programme);
    for (const remote of this.#remotes.values()) this.#send(remote);
  }

  /** What comes from a participant now: the tracks of the connection that carries. */
  streamOf = (participantId: string): MediaStream | null => this.#remotes.get(participantId)?.stream ?? null;

  /** Of everybody who was let in and not silenced: what the hall hears. */
  admittedStreams = (): MediaStream[] => [...this.#remotes.values()].flatMap(({ admitted, muted, stream }) => (admitted && !muted && stream ? [stream] : []));

  /** What the browser has measured of the connection that carries. */
  stats = (participantId: string): Promise<RTCStatsReport> | null => this.#remotes.get(participantId)?.session.stats() ?? null;

  /** Whose connection carries. */
  connected = (): string[] => [...this.#remotes].filter(([, { session }]) => session.state.name === 'connected').map(([id]) => id);

  onStreams(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#world.pictures.stop();
    for (const { session } of this.#remotes.values()) session.close();
    this.#remotes.clear();
    this.#published?.close();
    this.#published = null;
    this.#changed();
  }

  /** No packet leaves any more, not even a dark picture's. */
  #stop(): void {
    this.close();
    this.#isStopped = true;
  }

  #forget(participantId: string): void {
    this.#remotes.get(participantId)?.session.close();
    this.#remotes.delete(participantId);
    this.#changed();
  }

  /** Also when the console's line came back: who is here is told anew after this. A console that has started again knows of no link. */
  #roomIs({ here, iceServers, isTest, isThroughSfu }: Extract<ToLinksPage, { type: 'room' }>): void {
    this.#isTest = isTest;
    this.#iceServers = iceServers;
    this.#isStopped = false;
    for (const [id, { session }] of this.#remotes) this.#world.linkStands(id, session.state);
    if (isThroughSfu) this.#published ??= this.#publish();
    this.#published?.farEndHere(iceServers);
    for (const id of here) this.#remote(id).session.farEndHere(iceServers);
  }

  #said(participantId: string, data: unknown): void {
    const said = lineFromParticipantSchema.safeParse(data);
    if (!said.success) return; // the console has noted it
    const remote = this.#remote(participantId);
    if (said.data.type === 'signal') remote.session.take(said.data);
    else if (said.data.type === 'renew') remote.session.renew();
    else if (said.data.type === 'page') this.#pageIs(remote, said.data.pageId);
  }

  /** Another page than before knows nothing of the connection there was. */
  #pageIs(remote: Remote, pageId: string): void {
    const isOther = remote.pageId !== null && remote.pageId !== pageId;
    remote.pageId = pageId;
    if (isOther) remote.session.forget();
  }

  #stands({ participantId, admitted, muted }: Extract<ToLinksPage, { type: 'standing' }>): void {
    const remote = this.#remote(participantId);
    if (remote.admitted === admitted && remote.muted === muted) return;
    Object.assign(remote, { admitted, muted });
    this.#send(remote);
    this.#changed();
  }

  #send({ session, admitted }: Remote): void {
    replaceTracks(session, admitted ? this.#programme : this.#world.nothing);
  }

  #publish(): PeerSession {
    const { publish, timers, newId, nothing } = this.#world;
    const nobody = { onSignal: () => undefined, onState: () => undefined, onTracks: () => undefined, onText: () => undefined };
    return new PeerSession({ initiator: true, tracks: this.#programme, timers, newId, open: (options) => publish(options, this.#sfu, nothing), events: nobody });
  }

  #open = (options: ConnectionOptions, participantId: string): Connection =>
    (this.#published ? this.#world.watch(options, this.#sfu, participantId) : this.#world.open(options));

  #remote(participantId: string): Remote {
    const known = this.#remotes.get(participantId);
    if (known) return known;
    const { timers, newId, nothing, say, linkStands, pictures } = this.#world;
    const session = new PeerSession({
      initiator: true, tracks: nothing, timers, newId, open: (options) => this.#open(options, participantId),
      events: {
        onSignal: (signal) => say(participantId, signal),
        onState: (state) => linkStands(participantId, state),
        onTracks: (tracks) => {
          remote.stream = new MediaStream([...tracks]);
          this.#changed();
        },
        onReceiver: (receiver) => pictures.follow(participantId, receiver),
        onText: (text) => speed.take(text),
      },
    });
    const speed = new SpeedTest({ send: (text) => session.send(text), fill: (text) => session.fill(text), stats: () => session.stats(), timers, answers: () => this.#isTest || !remote.admitted });
    const remote: Remote = { session, pageId: null, stream: null, admitted: false, muted: false };
    this.#remotes.set(participantId, remote);
    return remote;
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

function replaceTracks(session: PeerSession, tracks: Tracks): void {
  for (const kind of ['audio', 'video'] as const) session.replaceTrack(kind, tracks[kind]).catch(() => undefined); // a connection that ends just now; the next one begins with these
}
