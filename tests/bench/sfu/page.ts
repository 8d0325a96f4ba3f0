import { ConferenceLine, type Socket } from '#shared/conference/line.ts';
import { conferencePaths, type Hello } from '#shared/conference/messages.ts';
import { largePicture } from '#shared/conference/pictureLimit.ts';
import { lineFromHallSchema } from '#shared/conference/talk.ts';
import type { Tracks } from '../../../src-peer/connection.ts';
import { openConnection } from '../../../src-peer/connection.ts';
import { PeerSession } from '../../../src-peer/peerSession.ts';
import { openThroughSfu, programmeThroughSfu, watchThroughSfu } from '../../../src-peer/sfuConnection.ts';
import { SfuLine } from '../../../src-peer/sfuLine.ts';
import { HallLinks } from '../../../src-renderer/conference/hallLinks.ts';
import { receivedIn, type Received } from '../conference/received.ts';

declare global {
  interface Window {
    bench: { hall(token: string, hearingId: string, expected: string[]): void; participants(tokens: string[]): void; received(): Promise<Received[]> };
  }
}

const timers = {
  nowMs: () => performance.now(),
  after(ms: number, act: () => void) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};

/** A moving picture and a tone. */
function moving(widthPx: number, heightPx: number, fps: number): Tracks {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [widthPx, heightPx];
  const context = canvas.getContext('2d');
  let picture = 0;
  setInterval(() => {
    picture += 1;
    if (!context) return;
    context.fillStyle = `hsl(${picture % 360} 60% 50%)`;
    context.fillRect(0, 0, widthPx, heightPx);
    context.fillStyle = '#fff';
    context.fillRect((picture * 5) % widthPx, (picture * 3) % heightPx, widthPx / 8, widthPx / 8);
  }, 1000 / fps);
  const [video] = canvas.captureStream(fps).getVideoTracks();
  const sound = new AudioContext();
  const out = sound.createMediaStreamDestination();
  const tone = new OscillatorNode(sound, { frequency: 330 });
  tone.connect(new GainNode(sound, { gain: 0.1 })).connect(out);
  tone.start();
  const [audio] = out.stream.getAudioTracks();
  if (!video || !audio) throw new Error('neither canvas nor sound can be captured');
  return { audio, video };
}

const reports: (() => Promise<RTCStatsReport> | null)[] = [];

const openLine = (hello: Hello, onMessage: ConstructorParameters<typeof ConferenceLine>[0]['events']['onMessage']): ConferenceLine => new ConferenceLine({
  open: () => new WebSocket(new URL(conferencePaths.socket, location.href.replace(/^http/, 'ws')).href) as Socket,
  hello, timers, events: { onMessage, onState: () => undefined },
});

window.bench = {
  /** The links of the hall, without its console: everybody who comes is let in. */
  hall(token, hearingId, expected) {
    const links: HallLinks = new HallLinks({
      open: openConnection, watch: watchThroughSfu, publish: programmeThroughSfu, timers, newId: () => crypto.randomUUID(), nothing: moving(320, 180, 2),
      say: (participantId, signal) => { line.say(participantId, signal); }, toSfu: (ask) => { line.toSfu(ask); }, linkStands: () => undefined,
      pictures: { follow: () => undefined, keep: () => undefined, stop: () => undefined },
      mix: () => { throw new Error('nobody is put through to somebody alone'); },
    });
    links.setProgramme(moving(640, 360, 15));
    const line = openLine({ type: 'hello', as: 'hall', token, hearingId }, (message) => {
      if (message.type === 'welcome') {
        for (const participantId of expected) line.toSfu({ ask: 'show', participantId, isShown: true });
        links.take({ type: 'room', hearingId, isTest: false, here: message.here.map(({ participantId }) => participantId), iceServers: message.iceServers, isThroughSfu: message.hasSfu, pictureLimit: largePicture });
      } else if (message.type === 'here') links.take({ type: 'here', participantId: message.who.participantId });
      else if (message.type === 'said') links.take({ type: 'said', participantId: message.from, data: message.data });
      else links.take(message);
    });
    for (const id of expected) reports.push(() => links.stats(id));
    // A picture that nobody looks at is not decoded.
    links.onStreams(() => {
      for (const id of expected) {
        const video = document.getElementById(id) as HTMLVideoElement | null ?? document.body.appendChild(Object.assign(document.createElement('video'), { id, muted: true, autoplay: true, width: 160 }));
        const stream = links.streamOf(id);
        if (stream && video.srcObject !== stream) video.srcObject = stream;
      }
    });
  },
  participants(tokens) {
    const tracks = moving(320, 180, 15);
    for (const token of tokens) participant(token, { audio: tracks.audio, video: tracks.video.clone() });
  },
  received: async () => (await Promise.all(reports.map(async (report) => receivedIn(await report())))),
};

function participant(token: string, tracks: Tracks): void {
  const sfu: SfuLine = new SfuLine((ask) => { line.toSfu(ask); });
  const video = document.body.appendChild(Object.assign(document.createElement('video'), { muted: true, autoplay: true, width: 80 }));
  const session: PeerSession = new PeerSession({
    initiator: false, tracks, timers, newId: () => crypto.randomUUID(), open: (options) => openThroughSfu(options, sfu),
    events: { onSignal: () => undefined, onState: () => undefined, onText: () => undefined, onTracks: (received) => { video.srcObject = new MediaStream([...received]); } },
  });
  const line = openLine({ type: 'hello', as: 'participant', token }, (message) => {
    if (message.type === 'welcome' && message.here.length > 0) session.farEndHere(message.iceServers);
    if (message.type === 'here') session.farEndHere([]);
    if (message.type === 'sfu') sfu.take(message.data);
    const said = message.type === 'said' ? lineFromHallSchema.safeParse(message.data) : null;
    if (said?.data?.type === 'signal') session.take(said.data);
  });
  reports.push(() => session.stats());
}
