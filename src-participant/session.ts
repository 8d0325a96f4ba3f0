import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LinkState } from '#shared/conference/link.ts';
import { ConferenceLine, type LineState, type Socket, type Timers } from '#shared/conference/line.ts';
import { conferencePaths, hallId, joinAnswerSchema, type FromServer, type IceServer, type InvitedTo, type JoinAnswer } from '#shared/conference/messages.ts';
import { lineFromHallSchema, type LineFromHall, type LineFromParticipant } from '#shared/conference/talk.ts';
import type { Speed } from '#shared/conference/quality/speed.ts';
import { openConnection } from '../src-peer/connection.ts';
import { PeerSession } from '../src-peer/peerSession.ts';
import { openThroughSfu } from '../src-peer/sfuConnection.ts';
import { SfuLine } from '../src-peer/sfuLine.ts';
import { SpeedTest } from '../src-peer/speedTest.ts';
import { openDevices, reportOf, type DeviceProblem, type Devices, type Measured } from './devices.ts';
import { join, keptToken, keepToken, type Refusal } from './join.ts';
import { Microphone } from './microphone.ts';
import { SoundKeeper } from './sound/soundKeeper.ts';
import { roaming } from './roaming.ts';

/** `failed`: too slow to end, or lost on the way; it is measured again when the connection is another. */
export type SpeedState = 'not_yet' | 'measuring' | 'failed' | Speed;

/** By name: with whom they talk confidentially, for whom they interpret simultaneously, who interprets so for them. */
type Channels = Pick<Extract<LineFromHall, { type: 'admission' }>, 'talksWith' | 'interpretsFor' | 'interpretedBy'>;
const noChannels: Channels = { talksWith: [], interpretsFor: [], interpretedBy: [] };

/** What the page shows. */
export type Step =
  | { name: 'join'; busy: boolean; refusal: Refusal | null }
  | { name: 'devices'; to: InvitedTo; devices: Devices | null; problem: DeviceProblem | null }
  | { name: 'room'; to: InvitedTo; devices: Devices; hallHere: boolean; link: LinkState; admitted: boolean; muted: boolean; isRecorded: boolean; isStopped: boolean; isClosed: boolean; isOver: boolean; isTest: boolean; testOver: boolean; isForTalk: boolean; channels: Channels; isBack: boolean; hall: MediaStream | null; speed: SpeedState }
  | { name: 'ended'; refusal: Refusal };

const timers: Timers = {
  nowMs: () => performance.now(),
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};

/** Picture and sound find their own pace first. */
const settledAfterMs = 2000;

/** A browser slows down pages that open sockets in a hurry; a question costs it nothing. */
const isReachable = (): Promise<boolean> =>
  fetch(conferencePaths.page, { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(700) }).then(() => true, () => false);

const pageId = crypto.randomUUID();

/** One person's way into a hearing: letting in, devices, room. Everything comes back by itself but what a person has to decide. */
export class ParticipantSession {
  readonly store: StoreApi<{ step: Step }> = createStore(() => ({ step: { name: 'join', busy: false, refusal: null } as Step }));
  #joined: JoinAnswer | null = null;
  #line: ConferenceLine | null = null;
  readonly #sfu = new SfuLine((ask) => void this.#line?.toSfu(ask));
  #peer: PeerSession | null = null;
  #microphone: Microphone | null = null;
  #sound: SoundKeeper | null = null;
  #speedTest: SpeedTest | null = null;
  #iceServers: readonly IceServer[] = [];
  #measured: Measured | null = null;
  #isThroughSfu = false;

  /** With what the address brought, or with the token this browser has kept: who was in the room before goes on without a question. */
  async begin(credentials: { login: string; password: string } | null): Promise<void> {
    if (credentials) return this.join(credentials.login, credentials.password);
    const kept = keptToken(Date.now());
    if (!kept) return;
    await this.#letIn(kept.joined);
    if (kept.wasReady) this.ready();
  }

  async join(login: string, password: string): Promise<void> {
    this.#show({ name: 'join', busy: true, refusal: null });
    const answer = await join(login, password);
    if (!answer.ok) return this.#show({ name: 'join', busy: false, refusal: answer.error });
    keepToken(answer.value, false);
    return this.#letIn(answer.value);
  }

  async openDevices(): Promise<void> {
    if (!this.#joined) return;
    const { to } = this.#joined;
    this.#show({ name: 'devices', to, devices: null, problem: null });
    const opened = await openDevices();
    this.#show({ name: 'devices', to, devices: typeof opened === 'string' ? null : opened, problem: typeof opened === 'string' ? opened : null });
  }

  measured(measured: Measured): void {
    this.#measured = measured;
  }

  /** The person is ready: from here on the court sees and hears them. */
  ready(): void {
    const { step } = this.store.getState();
    if (step.name !== 'devices' || !step.devices || !this.#joined) return;
    const { devices, to } = step;
    keepToken(this.#joined, true);
    this.#show({ name: 'room', to, devices, hallHere: false, link: { name: 'away' }, admitted: false, muted: false, isRecorded: false, isStopped: false, isClosed: false, isOver: false, isTest: false, testOver: false, isForTalk: false, channels: noChannels, isBack: false, hall: null, speed: 'not_yet' });
    void navigator.wakeLock?.request('screen').catch(() => undefined); // a convenience
    const peer = this.#openPeer(devices);
    this.#peer = peer;
    this.#microphone = new Microphone(devices.tracks.audio, timers, (isBack) => this.#inRoom({ isBack }));
    this.#sound = new SoundKeeper(to.participantId, devices.tracks.audio, (message) => this.#say(message));
    this.#speedTest = new SpeedTest({ send: (text) => peer.send(text), fill: (text) => peer.fill(text), stats: () => peer.stats(), timers, answers: () => false });
    this.#line = this.#openLine(this.#joined.token);
    window.addEventListener('online', () => this.#line?.hurry());
  }

  /** False when the court cannot hear it just now. */
  tellProblem(text: string): boolean {
    return this.#say({ type: 'problem', text });
  }

  /** What the connection with the hall carries, both ways (K7-38). In the hearing itself nothing is measured so: it would disturb. */
  async measureSpeed(): Promise<void> {
    const { step } = this.store.getState();
    if (step.name !== 'room' || (step.admitted && !step.isTest) || step.speed === 'measuring' || step.link.name !== 'connected') return;
    this.#inRoom({ speed: 'measuring' });
    this.#inRoom({ speed: (await this.#speedTest?.run()) ?? 'failed' });
    this.#report();
  }

  leave(): void {
    this.#show({ name: 'join', busy: false, refusal: null });
  }

  async #letIn(joined: JoinAnswer): Promise<void> {
    this.#joined = joinAnswerSchema.parse(joined);
    await this.openDevices();
  }

  #openLine(token: string): ConferenceLine {
    const url = new URL(conferencePaths.socket, location.href.replace(/^http/, 'ws')).href;
    return new ConferenceLine({
      open: () => new WebSocket(url) as Socket, hello: { type: 'hello', as: 'participant', token }, timers, isReachable,
      events: {
        onMessage: (message) => this.#heard(message),
        onState: (state) => this.#lineIs(state),
      },
    });
  }

  #lineIs(state: LineState): void {
    if (state.name === 'ended') return this.#end({ code: state.reason });
    return state.name === 'open' ? undefined : this.#sound?.hallIsAway();
  }

  #openPeer({ tracks }: Devices): PeerSession {
    const direct = roaming(openConnection);
    return new PeerSession({
      initiator: false, tracks, timers, newId: () => crypto.randomUUID(),
      open: (options) => {
        this.#isThroughSfu = options.isThroughSfu;
        return options.isThroughSfu ? openThroughSfu(options, this.#sfu) : direct(options);
      },
      events: {
        onSignal: (signal) => void this.#say(signal),
        onState: (link) => {
          this.#inRoom({ link });
          if (link.name === 'connected') timers.after(settledAfterMs, () => void this.#measureOnce());
        },
        onTracks: (received) => this.#inRoom({ hall: new MediaStream([...received]) }),
        onText: (text) => this.#speedTest?.take(text),
      },
    });
  }

  #heard(message: Exclude<FromServer, { type: 'pong' | 'ended' }>): void {
    if (message.type === 'welcome') return this.#welcomed(message);
    if (message.type === 'said') return this.#said(message.data);
    if (message.type === 'sfu') return this.#sfu.take(message.data);
    const hallHere = message.type === 'here';
    this.#inRoom(hallHere ? { hallHere, testOver: false } : { hallHere });
    if (hallHere) return this.#greet();
    this.#sound?.hallIsAway();
    return this.#peer?.farEndAway();
  }

  #welcomed({ here, iceServers }: Extract<FromServer, { type: 'welcome' }>): void {
    this.#iceServers = iceServers;
    const hallHere = here.some(({ participantId }) => participantId === hallId);
    this.#inRoom(hallHere ? { hallHere, testOver: false } : { hallHere });
    if (hallHere) this.#greet();
  }

  #greet(): void {
    this.#say({ type: 'page', pageId });
    this.#sound?.hallIsHere();
    this.#peer?.farEndHere(this.#iceServers);
    this.#report();
  }

  /** There is nothing to measure by between here and the hall when a distributor is between them. */
  async #measureOnce(): Promise<void> {
    const { step } = this.store.getState();
    if (step.name === 'room' && typeof step.speed === 'string' && !this.#isThroughSfu) await this.measureSpeed();
  }

  #report(): void {
    const { step } = this.store.getState();
    if (step.name === 'room') this.#say({ type: 'report', report: reportOf(step.devices, this.#measured, typeof step.speed === 'string' ? null : step.speed) });
  }

  #said(data: unknown): void {
    const said = lineFromHallSchema.safeParse(data);
    if (!said.success) return; // of a newer console
    if (said.data.type === 'signal') return this.#peer?.take(said.data);
    if (said.data.type === 'testOver') return this.#inRoom({ testOver: true, isTest: false, admitted: false });
    if (said.data.type !== 'admission') return this.#sound?.heard(said.data);
    this.#peer?.limitPicture(said.data.pictureLimit);
    const { type: _, pictureLimit: __, talksWith, interpretsFor, interpretedBy, ...standing } = said.data;
    this.#microphone?.stands(standing.muted, talksWith.length > 0);
    if (standing.isStopped || standing.isOver) this.#peer?.forget(); // nothing leaves from here either, whatever the hall's end does
    return this.#inRoom({ ...standing, channels: { talksWith, interpretsFor, interpretedBy } });
  }

  #say(message: LineFromParticipant): boolean {
    return this.#line?.say(null, message) ?? false;
  }

  #end(refusal: Refusal): void {
    this.#peer?.close();
    this.#sound?.end(refusal.code === 'replaced' || refusal.code === 'not_understood');
    const { step } = this.store.getState();
    if (step.name === 'room') for (const track of step.devices.stream.getTracks()) track.stop();
    [this.#peer, this.#line, this.#sound, this.#microphone] = [null, null, null, null];
    this.#show({ name: 'ended', refusal });
  }

  #inRoom(change: Partial<Extract<Step, { name: 'room' }>>): void {
    const { step } = this.store.getState();
    if (step.name === 'room') this.#show({ ...step, ...change });
  }

  #show(step: Step): void {
    this.store.setState({ step });
  }
}
