import { largePicture } from '#shared/conference/pictureLimit.ts';
import { openConnection, type Tracks } from '../../../src-peer/connection.ts';
import { PeerSession } from '../../../src-peer/peerSession.ts';
import { HallLinks } from '../../../src-renderer/conference/hallLinks.ts';
import { mixSound } from '../../../src-renderer/conference/soundMix.ts';

/** Everybody has a tone, Hz, and a colour of their own, by which they can be told. */
export const people = {
  hall: { hz: 300, colour: '#808080' }, client: { hz: 600, colour: '#c03030' }, defender: { hz: 1100, colour: '#3030c0' }, interpreter: { hz: 1900, colour: '#30a030' },
};
export type Who = keyof typeof people;
export type Remote = Exclude<Who, 'hall'>;
type Standing = Partial<Record<'talksWith' | 'interpretsFor', Remote[]>>;

declare global {
  interface Window {
    room: {
      begin(): void;
      stands(who: Remote, standing: Standing): void;
      renew(who: Remote): void;
      /** How loud everybody is there, dB. */
      heardAt(who: Who): Promise<Record<Who, number>>;
      /** Whose picture it is; null: nobody's. */
      seenAt(who: Remote): Promise<Who | null>;
    };
  }
}

const timers = {
  nowMs: () => performance.now(),
  after(ms: number, act: () => void) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};
let ids = 0;
const newId = (): string => `connection-${(ids += 1)}`;
const copied = <T>(message: T): T => structuredClone(message);
/** What nothing refers to is collected, and falls silent. */
const kept: AudioNode[] = [];

function tracksOf(hz: number, colour: string, gain = 0.2): Tracks {
  const sound = new AudioContext();
  const [out, voice, source] = [sound.createMediaStreamDestination(), new GainNode(sound, { gain }), new OscillatorNode(sound, { frequency: hz })];
  source.connect(voice).connect(out);
  source.start();
  kept.push(out, voice, source);
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [160, 90];
  const context = canvas.getContext('2d');
  let picture = 0;
  setInterval(() => {
    if (!context) return;
    for (const [fill, x, width] of [[colour, 0, 160], ['#000', (picture += 7) % 150, 9]] as const) {
      context.fillStyle = fill;
      context.fillRect(x, 0, width, fill === '#000' ? 9 : 90);
    }
  }, 100);
  const [audio, video] = [out.stream.getAudioTracks()[0], canvas.captureStream(10).getVideoTracks()[0]];
  if (!audio || !video) throw new Error('neither sound nor picture');
  return { audio, video };
}

function play(stream: MediaStream, muted: boolean): HTMLAudioElement {
  const audio = document.createElement('audio');
  [audio.srcObject, audio.muted] = [stream, muted];
  document.body.append(audio);
  void audio.play();
  return audio;
}

const sessions = new Map<string, PeerSession>();
const received = new Map<string, MediaStream>();
const withoutSfu = (): never => { throw new Error('everybody is connected directly'); };
const links = new HallLinks({
  open: openConnection, timers, newId, nothing: tracksOf(20, '#101010', 0), mix: mixSound, linkStands: () => undefined,
  watch: withoutSfu, publish: withoutSfu, toSfu: () => undefined, pictures: { follow: () => undefined, keep: () => undefined, stop: () => undefined },
  say: (id, signal) => sessions.get(id)?.take(copied(signal)),
});
let heardInHall: readonly MediaStream[] = [];
let players: HTMLAudioElement[] = [];
links.onStreams(() => {
  for (const player of players) player.remove();
  heardInHall = links.admittedStreams();
  players = [...heardInHall.map((stream) => play(stream, false)), ...links.passedOnStreams().map((stream) => play(stream, true))];
});

function join(who: Remote): void {
  const { hz, colour } = people[who];
  const session = new PeerSession({
    initiator: false, tracks: tracksOf(hz, colour), timers, newId, open: openConnection,
    events: {
      onSignal: (signal) => links.take({ type: 'said', participantId: who, data: copied(signal) }), onState: () => undefined, onText: () => undefined,
      onTracks: (tracks) => {
        const stream = new MediaStream([...tracks]);
        received.set(who, stream);
        play(stream, true);
      },
    },
  });
  sessions.set(who, session);
  session.farEndHere([]);
}

async function loudness(streams: readonly MediaStream[]): Promise<Record<Who, number>> {
  const sound = new AudioContext({ sampleRate: 48_000 });
  const analyser = new AnalyserNode(sound, { fftSize: 8192, smoothingTimeConstant: 0 });
  const sources = streams.map((stream) => sound.createMediaStreamSource(new MediaStream(stream.getAudioTracks())));
  for (const source of sources) source.connect(analyser);
  await new Promise((resolve) => { setTimeout(resolve, 1000); });
  const bins = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(bins);
  for (const source of sources) source.disconnect();
  await sound.close();
  const at = (who: Who): number => Math.max(-200, bins[Math.round((people[who].hz * 8192) / 48_000)] ?? -200);
  return { hall: at('hall'), client: at('client'), defender: at('defender'), interpreter: at('interpreter') };
}

async function colourIn(stream: MediaStream): Promise<Who | null> {
  const video = document.createElement('video');
  [video.srcObject, video.muted] = [new MediaStream(stream.getVideoTracks()), true];
  await video.play();
  await new Promise((resolve) => { setTimeout(resolve, 500); });
  const context = new OffscreenCanvas(2, 2).getContext('2d');
  context?.drawImage(video, 0, video.videoHeight / 2, video.videoWidth, video.videoHeight / 2, 0, 0, 2, 2);
  const seen = context?.getImageData(0, 0, 1, 1).data ?? [];
  video.srcObject = null;
  const distance = (colour: string): number => [1, 3, 5].reduce((sum, at, i) => sum + Math.abs(Number.parseInt(colour.slice(at, at + 2), 16) - (seen[i] ?? 0)), 0);
  return (Object.keys(people) as Who[]).find((who) => distance(people[who].colour) < 90) ?? null;
}

window.room = {
  begin() {
    const remotes: Remote[] = ['client', 'defender', 'interpreter'];
    for (const who of remotes) join(who);
    links.setProgramme(tracksOf(people.hall.hz, people.hall.colour));
    links.take({ type: 'room', hearingId: 'h', isTest: false, here: remotes, iceServers: [], isThroughSfu: false, pictureLimit: largePicture });
    for (const who of remotes) window.room.stands(who, {});
  },
  stands: (participantId, standing) => links.take({ type: 'standing', participantId, admitted: true, muted: false, talksWith: [], interpretsFor: [], ...standing }),
  renew: (participantId) => links.take({ type: 'renew', participantId }),
  heardAt: (who) => loudness(who === 'hall' ? heardInHall : [received.get(who) ?? new MediaStream()].filter((stream) => stream.getAudioTracks().length > 0)),
  seenAt: async (who) => colourIn(received.get(who) ?? new MediaStream()),
};
