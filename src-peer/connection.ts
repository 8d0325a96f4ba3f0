import SimplePeer from 'simple-peer/simplepeer.min.js';
import type { Timers } from '#shared/conference/line.ts';
import type { PictureLimit } from '#shared/conference/pictureLimit.ts';
import type { IceServer } from '#shared/conference/messages.ts';
import { peerSignalSchema, type PeerSignal } from '#shared/conference/talk.ts';
import { receivedPackets, watchCarrying } from './carrying.ts';
import { rewritten } from './candidates.ts';
import { sendKeyFrameOf } from './keyFrame.ts';
import { limitPictureOf } from './pictureSender.ts';

/** One of each, always: who has nothing to send sends silence or a dark picture, so that nothing is negotiated when somebody is let in. */
export interface Tracks {
  audio: MediaStreamTrack;
  video: MediaStreamTrack;
}

export interface ConnectionEvents {
  onSignal(signal: PeerSignal): void;
  onTrack(track: MediaStreamTrack): void;
  /** At once when there is one: a transform that is given later to a receiver of the side that offers is never asked (Chromium 156). */
  onReceiver?(receiver: RTCRtpReceiver): void;
  /** Picture or sound has come, since it was last told: a few times a second. */
  onCarried(): void;
  /** Said by the far end on the connection's own channel. */
  onText(text: string): void;
  /** It will not carry anything any more. */
  onEnd(): void;
}

/** One connection to one far end: it is built, it carries, it ends. Coming back is `PeerSession`'s. */
export interface Connection {
  signal(signal: PeerSignal): void;
  /** False: not up. */
  send(text: string): boolean;
  /** As `send`, and resolves when there is room for more; never, when it ends meanwhile. */
  fill(text: string): Promise<boolean>;
  /** Tries every way to the far end again: after some fifteen silent seconds a browser tries none any more. */
  retry(): void;
  replaceTrack(kind: keyof Tracks, track: MediaStreamTrack): Promise<void>;
  /** Of what is sent, from now on. */
  limitPicture(limit: PictureLimit): Promise<void>;
  stats(): Promise<RTCStatsReport>;
  /** The picture sent next is a whole one: after a cut the far end need not wait for it. */
  sendKeyFrame(): Promise<void>;
  close(): void;
}

/** The window of a frame, with what simple-peer needs of it. */
export type Realm = Window & typeof globalThis;

export interface ConnectionOptions {
  connectionId: string;
  initiator: boolean;
  /** As the far end has begun it: through the court's distributor. */
  isThroughSfu: boolean;
  iceServers: readonly IceServer[];
  tracks: Tracks;
  events: ConnectionEvents;
  timers: Timers;
  /** By a TURN server and no other way: for trying it out. */
  isRelayOnly?: boolean;
  /** Whose sockets are used; the page's own without it. */
  realm?: Realm;
}

/** What simple-peer keeps to itself; its version is fixed. */
type WithInside = SimplePeer.Instance & { _pc: RTCPeerConnection };

/** The only file that knows simple-peer. */
export function openConnection({ initiator, iceServers, tracks, events, timers, isRelayOnly = false, realm }: ConnectionOptions): Connection {
  const stream = new MediaStream([tracks.audio, tracks.video]);
  const sent: Tracks = { ...tracks };
  const peer = new SimplePeer({ initiator, stream, config: { iceServers: [...iceServers], iceTransportPolicy: isRelayOnly ? 'relay' : 'all' }, ...(realm && { wrtc: realm }) }) as WithInside;
  for (const receiver of peer._pc.getReceivers()) events.onReceiver?.(receiver);
  const farCandidates: RTCIceCandidateInit[] = [];
  let retries = 0;
  outliveSilence(peer);
  const stopWatching = watchCarrying(timers, async () => receivedPackets(await peer._pc.getStats(), 'inbound-rtp'), () => events.onCarried());
  const sender = (kind: keyof Tracks): RTCRtpSender | undefined => peer._pc.getSenders().find(({ track }) => track?.kind === kind);
  peer.on('signal', (signal) => {
    const ours = peerSignalSchema.safeParse(signal);
    if (ours.success) events.onSignal(ours.data); // what is asked besides (a third track) is never needed here
  });
  peer.on('track', (track) => events.onTrack(track));
  peer.on('data', (data: Uint8Array) => events.onText(new TextDecoder().decode(data)));
  peer.on('error', () => undefined); // it ends itself after every error: `close` tells
  peer.on('close', () => {
    stopWatching();
    events.onEnd();
  });
  return {
    signal(signal) {
      if (peer.destroyed || signal.type === 'sfu') return; // of another kind of connection
      if (signal.type === 'candidate') farCandidates.push(signal.candidate);
      peer.signal(JSON.stringify(signal));
    },
    retry() {
      if (peer.destroyed) return;
      retries += 1;
      for (const candidate of farCandidates) peer._pc.addIceCandidate(rewritten(candidate, retries)).catch(() => undefined); // it is being closed
    },
    send(text) {
      if (!peer.connected) return false;
      peer.send(text);
      return true;
    },
    fill: (text) => new Promise((resolve) => {
      if (!peer.connected) return resolve(false);
      return peer.write(text, (e) => resolve(!e));
    }),
    async replaceTrack(kind, track) {
      if (peer.destroyed || sent[kind] === track) return;
      sent[kind] = track;
      await sender(kind)?.replaceTrack(track);
    },
    limitPicture: (limit) => limitPictureOf(sender('video'), limit),
    stats: () => peer._pc.getStats(),
    sendKeyFrame: () => sendKeyFrameOf(sender('video')),
    close: () => { peer.destroy(); },
  };
}

/**
 * simple-peer ends itself when ICE has failed, some fifteen seconds after a cut. One that carried comes back when the way
 * does, with `retry`; how long it is kept is its session's to decide.
 */
function outliveSilence(peer: WithInside): void {
  const pc = peer._pc;
  const [onIce, onConnection] = [pc.oniceconnectionstatechange, pc.onconnectionstatechange];
  pc.oniceconnectionstatechange = (event) => { if (!peer.connected || pc.iceConnectionState !== 'failed') onIce?.call(pc, event); };
  pc.onconnectionstatechange = (event) => { if (!peer.connected || pc.connectionState !== 'failed') onConnection?.call(pc, event); };
}
