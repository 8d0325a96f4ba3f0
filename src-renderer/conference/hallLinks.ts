import type { ToLinksPage } from '#shared/contract/conference.ts';
import type { LinkState } from '#shared/conference/link.ts';
import type { Timers } from '#shared/conference/line.ts';
import { largePicture, type PictureLimit } from '#shared/conference/pictureLimit.ts';
import type { IceServer } from '#shared/conference/messages.ts';
import type { SfuAsk } from '#shared/conference/sfu.ts';
import { lineFromParticipantSchema, type Signal } from '#shared/conference/talk.ts';
import type { ConnectionOptions, Connection, Tracks } from '../../src-peer/connection.ts';
import { PeerSession } from '../../src-peer/peerSession.ts';
import { SfuLine } from '../../src-peer/sfuLine.ts';
import { SpeedTest } from '../../src-peer/speedTest.ts';
import { channelOf, isApart, isHeardInHall, type Heard } from './channels.ts';
import { HeldMix, type Mix, type Voice } from './soundMix.ts';
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
  mix: (voices: readonly Voice[]) => Mix;
}

interface Remote extends Heard {
  session: PeerSession;
  pageId: string | null;
  stream: MediaStream | null;
  /** What they hear, where it is made of several voices. */
  mixed: HeldMix;
}

/** Until the page of somebody whose confidential talk is over has told them so. */
const returnAfterMs = 1500;

/** The links of the hall to everybody who takes part from elsewhere. It lives as long as its window, and no reload of another one touches it. */
export class HallLinks {
  readonly #world: LinksWorld;
  readonly #remotes = new Map<string, Remote>();
  readonly #listeners = new Set<() => void>();
  #iceServers: readonly IceServer[] = [];
  #programme: Tracks;
  #pictureLimit: PictureLimit = largePicture;
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
    this.#sendAll();
  }

  /** What comes from a participant now: the tracks of the connection that carries. Nothing of who talks confidentially. */
  streamOf(participantId: string): MediaStream | null {
    const remote = this.#remotes.get(participantId);
    return remote && !isApart(remote) ? remote.stream : null;
  }

  /** Of everybody who was let in and not silenced, and has no channel of their own: what the hall hears. */
  admittedStreams = (): MediaStream[] => [...this.#remotes.values()].flatMap((remote) => (isHeardInHall(remote) && remote.stream ? [remote.stream] : []));

  /** Of those with a channel of their own: passed on to whom it is for, and played nowhere here. */
  passedOnStreams = (): MediaStream[] =>
    [...this.#remotes.values()].flatMap((remote) => ((isApart(remote) || remote.interpretsFor.length > 0) && remote.stream ? [remote.stream] : []));

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
    const remotes = [...this.#remotes.values()];
    this.#remotes.clear();
    for (const remote of remotes) end(remote);
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
    const remote = this.#remotes.get(participantId);
    this.#remotes.delete(participantId);
    if (remote) end(remote);
    this.#changed();
  }

  /** Also when the console's line came back: who is here is told anew after this. A console that has started again knows of no link. */
  #roomIs({ here, iceServers, isTest, isThroughSfu, pictureLimit }: Extract<ToLinksPage, { type: 'room' }>): void {
    this.#isTest = isTest;
    this.#iceServers = iceServers;
    this.#isStopped = false;
    this.#pictureLimit = pictureLimit;
    for (const [id, { session }] of this.#remotes) {
      session.limitPicture(pictureLimit);
      this.#world.linkStands(id, session.state);
    }
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

  #stands({ participantId, admitted, muted, talksWith, interpretsFor }: Extract<ToLinksPage, { type: 'standing' }>): void {
    const remote = this.#remote(participantId);
    const isOver = remote.talksWith.length > 0 && talksWith.length === 0;
    Object.assign(remote, { admitted, muted, talksWith, interpretsFor, isReturning: isOver || remote.isReturning });
    this.#channelsChanged();
    if (isOver) this.#world.timers.after(returnAfterMs, () => { remote.isReturning = false; this.#channelsChanged(); });
  }

  #channelsChanged(): void {
    this.#sendAll();
    this.#changed();
  }

  /** Who hears whom hangs on everybody; what is sent already is not sent anew. */
  #sendAll(): void {
    for (const [id, remote] of this.#remotes) replaceTracks(remote.session, this.#tracksFor(id, remote));
  }

  #tracksFor(id: string, remote: Remote): Tracks {
    const channel = channelOf(this.#remotes, id);
    const streams = 'ids' in channel ? channel.ids.flatMap((other) => this.#remotes.get(other)?.stream ?? []) : [];
    const voices = streams.flatMap((stream) => stream.getAudioTracks().map((track) => ({ track, gain: 1 })));
    if (channel.kind === 'voices') return { ...this.#programme, audio: remote.mixed.of([{ track: this.#programme.audio, gain: channel.hallGain }, ...voices]) };
    const [audio, video] = [channel.kind === 'talk' && voices.length > 0 ? remote.mixed.of(voices) : null, streams[0]?.getVideoTracks()[0]];
    if (audio === null) remote.mixed.stop();
    if (channel.kind === 'hall') return this.#programme;
    return { audio: audio ?? this.#world.nothing.audio, video: video ?? this.#world.nothing.video };
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
        onState: (state) => {
          linkStands(participantId, state);
          remote.isCut = state.name !== 'connected';
          this.#sendAll(); // those they interpret for hear the hall as it is, until they are back
        },
        onTracks: (tracks) => {
          remote.stream = new MediaStream([...tracks]);
          this.#sendAll(); // somebody else may be hearing them
          this.#changed();
        },
        onReceiver: (receiver) => pictures.follow(participantId, receiver),
        onText: (text) => speed.take(text),
      },
    });
    session.limitPicture(this.#pictureLimit);
    const speed = new SpeedTest({ send: (text) => session.send(text), fill: (text) => session.fill(text), stats: () => session.stats(), timers, answers: () => this.#isTest || (!remote.admitted && remote.talksWith.length === 0) });
    const remote: Remote = { session, pageId: null, stream: null, mixed: new HeldMix(this.#world.mix), isCut: true, admitted: false, muted: false, isReturning: false, talksWith: [], interpretsFor: [] };
    this.#remotes.set(participantId, remote);
    return remote;
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

function end({ session, mixed }: Remote): void {
  session.close();
  mixed.stop();
}

function replaceTracks(session: PeerSession, tracks: Tracks): void {
  for (const kind of ['audio', 'video'] as const) session.replaceTrack(kind, tracks[kind]).catch(() => undefined); // a connection that ends just now; the next one begins with these
}
