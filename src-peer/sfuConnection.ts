import type { SfuTell } from '#shared/conference/sfu.ts';
import { receivedPackets, watchCarrying } from './carrying.ts';
import type { Connection, ConnectionOptions, Tracks } from './connection.ts';
import { sendKeyFrameOf } from './keyFrame.ts';
import type { SfuLine } from './sfuLine.ts';

/** Above six participants pictures are small: the hall decodes all of them at once. */
const smallPicture = { heightPx: 180, frameRate: 15, bitrate: 250_000 };

interface Sent {
  tracks: readonly MediaStreamTrack[];
  isSmall: boolean;
}

/** What the three kinds of a connection with the distributor have in common. */
class SfuConnection {
  readonly #o: ConnectionOptions;
  readonly #line: SfuLine;
  readonly #stopHearing: () => void;
  readonly #stopWatching: () => void;
  #publish: RTCPeerConnection | null = null;
  #watch: RTCPeerConnection | null = null;
  #isClosed = false;

  constructor(options: ConnectionOptions, line: SfuLine) {
    this.#o = options;
    this.#line = line;
    this.#stopHearing = line.on(options.connectionId, (tell) => void this.#told(tell).catch(() => this.#drop())); // of a connection that ends just now, or is not understood: the next one will be
    this.#stopWatching = watchCarrying(options.timers, () => this.#received(), () => options.events.onCarried());
  }

  get senders(): readonly RTCRtpSender[] {
    return this.#publish?.getTransceivers().map(({ sender }) => sender) ?? [];
  }

  async publish({ tracks, isSmall }: Sent): Promise<void> {
    const pc = this.#open('publish');
    this.#publish = pc;
    for (const track of tracks) pc.addTransceiver(track, { direction: 'sendonly', ...(isSmall && track.kind === 'video' && { sendEncodings: [smallOf(track)] }) });
    await pc.setLocalDescription();
    this.#line.say({ ask: 'publish', connectionId: this.#o.connectionId, sdp: pc.localDescription?.sdp ?? '' });
  }

  async stats(): Promise<RTCStatsReport> {
    return (this.#watch ?? this.#publish)?.getStats() ?? new Map();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#drop();
    this.#stopHearing();
    this.#line.say({ ask: 'end', connectionId: this.#o.connectionId });
    this.#o.events.onEnd();
  }

  /** It carries nothing any more; when there is to be another one, its session knows by the silence. */
  #drop(): void {
    this.#isClosed = true;
    this.#stopWatching();
    this.#publish?.close();
    this.#watch?.close();
  }

  async #told(tell: SfuTell): Promise<void> {
    if (this.#isClosed) return;
    if (tell.tell === 'gone') this.#drop();
    else if (tell.tell === 'answer') await this.#publish?.setRemoteDescription({ type: 'answer', sdp: tell.sdp });
    else await this.#offered(tell.sdp);
  }

  async #offered(sdp: string): Promise<void> {
    this.#watch?.close();
    const pc = this.#open('watch');
    this.#watch = pc;
    pc.ontrack = ({ track, receiver }) => {
      this.#o.events.onReceiver?.(receiver);
      this.#o.events.onTrack(track);
    };
    await pc.setRemoteDescription({ type: 'offer', sdp });
    await pc.setLocalDescription();
    this.#line.say({ ask: 'answer', connectionId: this.#o.connectionId, sdp: pc.localDescription?.sdp ?? '' });
  }

  #open(of: 'publish' | 'watch'): RTCPeerConnection {
    const pc = new RTCPeerConnection({ iceServers: [...this.#o.iceServers] });
    pc.onicecandidate = ({ candidate }) => this.#line.say({ ask: 'candidate', connectionId: this.#o.connectionId, of, candidate: candidate && plain(candidate) });
    return pc;
  }

  /** What publishes alone hears of the far end by its reports. */
  async #received(): Promise<number> {
    if (this.#watch) return receivedPackets(await this.#watch.getStats(), 'inbound-rtp');
    return this.#o.initiator && this.#publish ? receivedPackets(await this.#publish.getStats(), 'transport') : 0;
  }
}

const plain = ({ candidate, sdpMLineIndex, sdpMid }: RTCIceCandidate): { candidate: string; sdpMLineIndex: number | null; sdpMid: string | null } => ({ candidate, sdpMLineIndex, sdpMid });

function smallOf(track: MediaStreamTrack): RTCRtpEncodingParameters {
  const heightPx = track.getSettings().height ?? smallPicture.heightPx;
  return { scaleResolutionDownBy: Math.max(1, heightPx / smallPicture.heightPx), maxFramerate: smallPicture.frameRate, maxBitrate: smallPicture.bitrate };
}

/** There is no channel of data through the distributor, pictures are small anyway, and nothing is tried again: what failed is built anew. */
const withoutChannel = { limitPicture: async () => undefined, signal: () => undefined, send: () => false, fill: async () => false, retry: () => undefined };

const replace = async (sender: RTCRtpSender | undefined, track: MediaStreamTrack): Promise<void> => {
  if (sender && sender.track !== track) await sender.replaceTrack(track);
};

const beginOrClose = (connection: SfuConnection, sent: Sent): void => void connection.publish(sent).catch(() => connection.close()); // closed meanwhile, or a track that has ended

/** A participant's: sends their picture and sound, and receives what the court lets them have of the hall's. */
export function openThroughSfu(options: ConnectionOptions, line: SfuLine): Connection {
  const connection = new SfuConnection(options, line);
  const sender = (kind: keyof Tracks): RTCRtpSender | undefined => connection.senders[kind === 'audio' ? 0 : 1];
  beginOrClose(connection, { tracks: [options.tracks.audio, options.tracks.video], isSmall: true });
  return {
    ...withoutChannel,
    replaceTrack: (kind, track) => replace(sender(kind), track),
    stats: () => connection.stats(),
    sendKeyFrame: () => sendKeyFrameOf(sender('video')),
    close: () => connection.close(),
  };
}

/** The hall's to one participant: receives alone. What they are given of the hall the court server sees to. */
export function watchThroughSfu(options: ConnectionOptions, line: SfuLine, participantId: string): Connection {
  const connection = new SfuConnection(options, line);
  line.say({ ask: 'watch', connectionId: options.connectionId, participantId });
  options.events.onSignal({ type: 'sfu' });
  return { ...withoutChannel, replaceTrack: async () => undefined, stats: () => connection.stats(), sendKeyFrame: async () => undefined, close: () => connection.close() };
}

/** What the hall shows and says, sent once for everybody, beside what those get who wait. The order is `hallTracks`. */
export function programmeThroughSfu(options: ConnectionOptions, line: SfuLine, nothing: Tracks): Connection {
  const connection = new SfuConnection(options, line);
  const { audio, video } = options.tracks;
  beginOrClose(connection, { tracks: [nothing.audio, nothing.video, audio, video], isSmall: false });
  return {
    ...withoutChannel,
    replaceTrack: (kind, track) => replace(connection.senders[kind === 'audio' ? 2 : 3], track),
    stats: () => connection.stats(),
    sendKeyFrame: () => sendKeyFrameOf(connection.senders[3]),
    close: () => connection.close(),
  };
}
