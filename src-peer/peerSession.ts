import { linkState, lookEveryMs, retryEveryMs, shouldRenew, type LinkFacts, type LinkState } from '#shared/conference/link.ts';
import type { Timers } from '#shared/conference/line.ts';
import type { PictureLimit } from '#shared/conference/pictureLimit.ts';
import type { IceServer } from '#shared/conference/messages.ts';
import type { Signal } from '#shared/conference/talk.ts';
import type { Connection, ConnectionOptions, Tracks } from './connection.ts';

export interface PeerSessionEvents {
  /** To the far end, by the line. */
  onSignal(signal: Signal): void;
  onState(state: LinkState): void;
  /** What the far end sends now; of a connection built anew there are new tracks. */
  onTracks(tracks: readonly MediaStreamTrack[]): void;
  /** Of every connection, also of one that may never carry. */
  onReceiver?(receiver: RTCRtpReceiver): void;
  /** Said by the far end on the connection that carries. */
  onText(text: string): void;
}

export interface PeerSessionOptions {
  /** The hall builds the connections; a participant answers. */
  initiator: boolean;
  tracks: Tracks;
  events: PeerSessionEvents;
  timers: Timers;
  newId: () => string;
  open: (options: ConnectionOptions) => Connection;
}

interface Attempt {
  connectionId: string;
  connection: Connection;
  sinceMs: number;
  tracks: MediaStreamTrack[];
}

const secondPictureAfterMs = 250;

/**
 * The link to one far end, which comes back by itself for as long as the far end is on the line. While a connection
 * is cut another one is built beside it; whichever carries first is the one, and the other is closed.
 */
export class PeerSession {
  readonly #o: PeerSessionOptions;
  #tracks: Tracks;
  #pictureLimit: PictureLimit | null = null;
  #iceServers: readonly IceServer[] = [];
  #state: LinkState = { name: 'away' };
  #current: Attempt | null = null;
  #next: Attempt | null = null;
  #hereSinceMs: number | null = null;
  #heardAtMs: number | null = null;
  #failures = 0;
  #retriedAtMs = 0;
  #callOff: () => void;

  constructor(options: PeerSessionOptions) {
    this.#o = options;
    this.#tracks = { ...options.tracks };
    this.#callOff = options.timers.after(lookEveryMs, this.#tick);
  }

  get state(): LinkState {
    return this.#state;
  }

  /** The far end came on the line, or came back to it. */
  farEndHere(iceServers: readonly IceServer[]): void {
    this.#iceServers = iceServers;
    this.#hereSinceMs = this.#o.timers.nowMs();
    this.#look();
  }

  /** The line no longer knows of the far end; the connection may well carry on. */
  farEndAway(): void {
    this.#hereSinceMs = null;
    this.#look();
  }

  /** The far end begins anew: the connections it had are gone with its page. */
  forget(): void {
    this.#closeBoth();
    this.#heardAtMs = null;
    this.#look();
  }

  /** By the line, from the far end. What belongs to a connection that is no more is left out. */
  take({ connectionId, signal }: Signal): void {
    const known = [this.#next, this.#current].find((attempt) => attempt?.connectionId === connectionId);
    if (known) return known.connection.signal(signal);
    if (this.#o.initiator || (signal.type !== 'offer' && signal.type !== 'sfu')) return;
    this.#begin(connectionId, signal.type === 'sfu').connection.signal(signal);
  }

  /** Builds another connection now. The hall's to do. */
  renew(): void {
    if (this.#next) this.#failures += 1;
    this.#begin(this.#o.newId());
  }

  async replaceTrack(kind: keyof Tracks, track: MediaStreamTrack): Promise<void> {
    this.#tracks = { ...this.#tracks, [kind]: track };
    await Promise.all([this.#current, this.#next].flatMap((attempt) => attempt?.connection.replaceTrack(kind, track) ?? []));
  }

  /** Of the picture that is sent, by this connection and every later one. */
  limitPicture(limit: PictureLimit): void {
    this.#pictureLimit = limit;
    for (const attempt of [this.#current, this.#next]) if (attempt) keepTo(limit, attempt.connection);
  }

  /** False: nothing carries just now. */
  send(text: string): boolean {
    return this.#current?.connection.send(text) ?? false;
  }

  async fill(text: string): Promise<boolean> {
    return (await this.#current?.connection.fill(text)) ?? false;
  }

  stats(): Promise<RTCStatsReport> | null {
    return this.#current?.connection.stats() ?? null;
  }

  close(): void {
    this.#callOff();
    this.#closeBoth();
    this.#become({ name: 'closed' });
  }

  #closeBoth(): void {
    const both = [this.#current, this.#next];
    [this.#current, this.#next] = [null, null];
    for (const attempt of both) attempt?.connection.close();
  }

  #begin(connectionId: string, isThroughSfu = false): Attempt {
    this.#next?.connection.close();
    const { initiator, open, events, timers } = this.#o;
    const tracks: MediaStreamTrack[] = [];
    const connection = open({
      connectionId, initiator, isThroughSfu, iceServers: this.#iceServers, tracks: this.#tracks, timers,
      events: {
        onSignal: (signal) => events.onSignal({ type: 'signal', connectionId, signal }),
        onTrack: (track) => { tracks.push(track); if (this.#current?.connectionId === connectionId) events.onTracks(tracks); },
        onReceiver: (receiver) => events.onReceiver?.(receiver),
        onCarried: () => this.#heard(connectionId),
        onText: (text) => { if (this.#current?.connectionId === connectionId) events.onText(text); },
        onEnd: () => this.#ended(connectionId),
      },
    });
    const attempt = { connectionId, connection, sinceMs: timers.nowMs(), tracks };
    this.#next = attempt;
    if (this.#pictureLimit) keepTo(this.#pictureLimit, connection);
    return attempt;
  }

  /** The first sign of life of the new one ends the old one; after a cut the picture is sent whole at once. */
  #heard(connectionId: string): void {
    const next = this.#next;
    const wasCut = this.#state.name !== 'connected';
    this.#heardAtMs = this.#o.timers.nowMs();
    if (next?.connectionId === connectionId) {
      const before = this.#current;
      [this.#current, this.#next, this.#failures] = [next, null, 0];
      before?.connection.close();
      this.#o.events.onTracks(next.tracks);
    } else if (wasCut && this.#current?.connectionId === connectionId) {
      this.#next = null;
      next?.connection.close();
      this.#sendWholePictures(this.#current.connection);
    }
    this.#look();
  }

  /** The first one may come before the encoder has learnt that there is a network again. */
  #sendWholePictures(connection: Connection): void {
    const send = (): void => { connection.sendKeyFrame().catch(() => undefined); }; // a whole picture comes by itself a little later
    send();
    this.#o.timers.after(secondPictureAfterMs, send);
  }

  #ended(connectionId: string): void {
    if (this.#current?.connectionId === connectionId) this.#current = null;
    if (this.#next?.connectionId !== connectionId) return;
    this.#next = null;
    this.#failures += 1;
  }

  #tick = (): void => {
    this.#callOff = this.#o.timers.after(lookEveryMs, this.#tick);
    this.#look();
    if (this.#state.name === 'reconnecting') this.#retry();
  };

  /** The way may be back long before the line is, and with it the connection. Both ends do it: one that is silent hears nobody. */
  #retry(): void {
    const nowMs = this.#o.timers.nowMs();
    if (nowMs - this.#retriedAtMs < retryEveryMs) return;
    this.#retriedAtMs = nowMs;
    this.#current?.connection.retry();
  }

  #facts(): LinkFacts {
    return { nowMs: this.#o.timers.nowMs(), hereSinceMs: this.#hereSinceMs, heardAtMs: this.#heardAtMs, tryingSinceMs: this.#next?.sinceMs ?? null, failures: this.#failures };
  }

  #look(): void {
    const facts = this.#facts();
    this.#become(linkState(this.#state, facts));
    if (this.#o.initiator && shouldRenew(facts)) this.renew();
  }

  #become(state: LinkState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#o.events.onState(state);
  }
}

const keepTo = (limit: PictureLimit, connection: Connection): void => void connection.limitPicture(limit).catch(() => undefined); // a connection that ends just now
