import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { LinkState } from '#shared/conference/link.ts';
import { largePicture } from '#shared/conference/pictureLimit.ts';
import type { SfuAsk } from '#shared/conference/sfu.ts';
import type { Signal } from '#shared/conference/talk.ts';
import type { Connection, ConnectionOptions, Tracks } from '../../../src-peer/connection.ts';
import { watchThroughSfu } from '../../../src-peer/sfuConnection.ts';
import { HallLinks } from '../../../src-renderer/conference/hallLinks.ts';
import { HandTime } from './handTime.ts';

const tracks = (name: string): Tracks => ({ audio: { id: `${name}-audio` } as MediaStreamTrack, video: { id: `${name}-video` } as MediaStreamTrack });
const nothing = tracks('nothing');
const programme = tracks('hall');

interface Opened { options: ConnectionOptions; sent: Tracks; isOpen: boolean }

let time: HandTime;
let opened: Opened[];
let said: { to: string; signal: Signal }[];
let published: Opened[];
let asked: SfuAsk[];
let states: LinkState['name'][];
let links: HallLinks;
let kept: string[];
let mixes: string[][];

function open(options: ConnectionOptions): Connection {
  const one: Opened = { options, sent: { ...options.tracks }, isOpen: true };
  opened.push(one);
  options.events.onSignal({ type: 'offer', sdp: 'v=0' });
  return playedBy(one);
}

function publish(options: ConnectionOptions): Connection {
  const one: Opened = { options, sent: { ...options.tracks }, isOpen: true };
  published.push(one);
  return playedBy(one);
}

function playedBy(one: Opened): Connection {
  return {
    signal: () => undefined, retry: () => undefined, limitPicture: async () => undefined, send: () => true, fill: async () => true, stats: async () => new Map(), sendKeyFrame: async () => undefined,
    replaceTrack: async (kind, track) => { one.sent[kind] = track; },
    close: () => { one.isOpen = false; },
  };
}

const room = (here: string[], isThroughSfu = false) => links.take({ type: 'room', hearingId: 'h', isTest: false, here, iceServers: [], isThroughSfu, pictureLimit: largePicture });
const page = (pageId: string) => links.take({ type: 'said', participantId: 'p1', data: { type: 'page', pageId } });
const alive = () => opened.at(-1)?.options.events.onCarried();

/** A stream as far as it is looked at here. */
class Stream {
  readonly #tracks: readonly MediaStreamTrack[];
  constructor(tracksOf: readonly MediaStreamTrack[]) { this.#tracks = tracksOf; }
  getAudioTracks = () => this.#tracks.filter(({ id }) => id.endsWith('audio'));
  getVideoTracks = () => this.#tracks.filter(({ id }) => id.endsWith('video'));
}

beforeAll(() => { vi.stubGlobal('MediaStream', Stream); });
afterAll(() => { vi.unstubAllGlobals(); });

beforeEach(() => {
  [time, opened, published, said, asked, states, kept, mixes] = [new HandTime(), [], [], [], [], [], [], []];
  links = new HallLinks({
    open, timers: time, newId: () => `c${opened.length + published.length}`, nothing, toSfu: (ask) => asked.push(ask),
    watch: watchThroughSfu, publish, pictures: { follow: () => undefined, keep: ({ participantId, isKept }) => { kept.push(`${participantId} ${isKept}`); }, stop: () => { kept.push('stop'); } },
    mix: (voices) => { mixes.push(voices.map(({ track, gain }) => `${track.id} ${gain.toFixed(2)}`)); return { track: { id: `mix${mixes.length}` } as MediaStreamTrack, stop: () => undefined }; },
    say: (to, signal) => said.push({ to, signal }), linkStands: (_, { name }) => states.push(name),
  });
});

test('whoever is there is offered a connection, with nothing to be seen on it', () => {
  room(['p1']);
  expect(said).toMatchObject([{ to: 'p1', signal: { type: 'signal', signal: { type: 'offer' } } }]);
  expect(opened[0]?.sent).toEqual(nothing);
});

test('letting in changes what is sent, sending out takes it away; nothing is connected anew', () => {
  links.setProgramme(programme);
  room(['p1']);
  alive();
  links.take({ type: 'standing', participantId: 'p1', admitted: true, muted: false, talksWith: [], interpretsFor: [] });
  expect(opened.at(-1)?.sent).toEqual(programme);
  links.take({ type: 'standing', participantId: 'p1', admitted: false, muted: false, talksWith: [], interpretsFor: [] });
  expect(opened.at(-1)?.sent).toEqual(nothing);
  expect(opened).toHaveLength(1);
});

test('the same page that comes back to the line keeps its connection, another page is offered a new one', () => {
  room(['p1']);
  page('00000000-0000-4000-8000-000000000001');
  alive();
  links.take({ type: 'away', participantId: 'p1' });
  links.take({ type: 'here', participantId: 'p1' });
  page('00000000-0000-4000-8000-000000000001');
  expect(opened).toHaveLength(1);
  page('00000000-0000-4000-8000-000000000002');
  expect(opened.map(({ isOpen }) => isOpen)).toEqual([false, true]);
});

test('a console that has started again is told of the links that carry', () => {
  room(['p1']);
  alive();
  expect(states.at(-1)).toBe('connected');
  states.length = 0;
  room([]);
  expect(states).toEqual(['connected']);
  expect(opened).toHaveLength(1);
});

test('K7-6: stopped, nothing is open and nothing is opened, whoever comes, until there is a room again', () => {
  room(['p1', 'p2']);
  alive();
  links.take({ type: 'stopped' });
  expect(opened.every(({ isOpen }) => !isOpen)).toBe(true);
  links.take({ type: 'here', participantId: 'p3' });
  links.take({ type: 'standing', participantId: 'p1', admitted: true, muted: false, talksWith: [], interpretsFor: [] });
  page('00000000-0000-4000-8000-000000000003');
  time.pass(30_000);
  expect(opened).toHaveLength(2);
  room(['p1']);
  expect(opened).toHaveLength(3);
});

test('what a page says that is no message of ours opens nothing', () => {
  links.take({ type: 'said', participantId: 'p1', data: { type: 'signal', connectionId: 'x', signal: { type: 'offer', sdp: 7 } } });
  expect(opened).toEqual([]);
});

test('whose picture is to be kept is passed on', () => {
  links.take({ type: 'keepPicture', hearingId: 'h', participantId: 'p1', isKept: true });
  links.take({ type: 'over' });
  expect(kept).toEqual(['p1 true', 'stop']);
});

const told = (participantId: string) => said.filter(({ to }) => to === participantId).map(({ signal }) => signal.signal.type);
const watched = () => asked.filter((ask) => ask.ask === 'watch');

test('through the distributor the hall publishes once for all, and asks to watch each', () => {
  links.setProgramme(programme);
  room(['p1', 'p2'], true);
  expect(published).toHaveLength(1);
  expect(published[0]?.sent).toEqual(programme);
  expect(opened).toEqual([]);
  expect(watched()).toMatchObject([{ participantId: 'p1' }, { participantId: 'p2' }]);
  expect(['p1', 'p2'].map(told)).toEqual([['sfu'], ['sfu']]);
  expect(watched()[0]?.connectionId).toBe(said[0]?.signal.connectionId);
  const other = tracks('other');
  links.setProgramme(other);
  expect(published[0]?.sent).toEqual(other);
});

test('who is connected directly stays so when the room grows; who comes then goes through the distributor', () => {
  room(['p1']);
  alive();
  room(['p1', 'p2'], true);
  expect(opened[0]?.isOpen).toBe(true);
  expect(watched()).toMatchObject([{ participantId: 'p2' }]);
});

test('what carries nothing is asked for anew, at the pace of every link', () => {
  room(['p1'], true);
  time.pass(60_000);
  expect(watched().length).toBeGreaterThan(4);
  expect(watched().length).toBeLessThan(12);
  expect(published.length).toBeLessThan(12);
  expect(asked.filter(({ ask }) => ask === 'end')).toHaveLength(watched().length - 1);
});

test('K7-6: stopped, nothing is published and nobody is watched, until there is a room again', () => {
  room(['p1'], true);
  links.take({ type: 'stopped' });
  expect(published[0]?.isOpen).toBe(false);
  expect(asked.at(-1)).toMatchObject({ ask: 'end' });
  time.pass(30_000);
  expect([published.length, watched().length]).toEqual([1, 1]);
  room(['p1'], true);
  expect([published.length, watched().length]).toEqual([2, 2]);
});

type Standing = Partial<Omit<Extract<Parameters<HallLinks['take']>[0], { type: 'standing' }>, 'type' | 'participantId'>>;
const stands = (participantId: string, standing: Standing) =>
  links.take({ type: 'standing', participantId, admitted: true, muted: false, talksWith: [], interpretsFor: [], ...standing });
/** Everybody is let in, connected, and sends tracks called after them. */
function connect(...ids: string[]): (id: string) => Tracks | undefined {
  links.setProgramme(programme);
  room(ids);
  for (const [i, id] of ids.entries()) {
    const one = opened[i];
    for (const track of Object.values(tracks(id))) one?.options.events.onTrack(track as MediaStreamTrack);
    one?.options.events.onCarried();
    stands(id, {});
  }
  return (id) => opened[ids.indexOf(id)]?.sent;
}
const heardInHall = () => links.admittedStreams().flatMap((stream) => stream.getAudioTracks().map(({ id }) => id));

test('a confidential talk: the two get each other, nobody else gets them, and the hall gets neither picture nor sound; after it all is as before', () => {
  const sentTo = connect('client', 'defender', 'third');
  expect(heardInHall()).toEqual(['client-audio', 'defender-audio', 'third-audio']);
  stands('client', { talksWith: ['defender'] });
  expect(sentTo('client'), 'until both are in it').toEqual(nothing);
  stands('defender', { talksWith: ['client'], muted: true });
  expect([sentTo('client'), sentTo('defender'), sentTo('third')]).toEqual([tracks('defender'), tracks('client'), programme]);
  expect([heardInHall(), links.streamOf('client'), links.streamOf('defender')]).toEqual([['third-audio'], null, null]);
  stands('client', {});
  stands('defender', {});
  expect([sentTo('client'), sentTo('defender')]).toEqual([programme, programme]);
  expect([heardInHall(), links.streamOf('client')], 'they are to have read it first').toEqual([['third-audio'], null]);
  time.pass(2000);
  expect(heardInHall()).toEqual(['client-audio', 'defender-audio', 'third-audio']);
});

test('who connects anew in a talk is heard by the other again, and by nobody else', () => {
  const sentTo = connect('client', 'defender');
  stands('client', { talksWith: ['defender'] });
  stands('defender', { talksWith: ['client'] });
  links.take({ type: 'renew', participantId: 'client' });
  const again = opened.at(-1);
  expect(again?.sent, 'of the new connection too').toEqual(tracks('defender'));
  for (const track of Object.values(tracks('again'))) again?.options.events.onTrack(track as MediaStreamTrack);
  again?.options.events.onCarried();
  expect(sentTo('defender')).toEqual(tracks('again'));
  expect(heardInHall()).toEqual([]);
});

test('three in a talk hear both others; with a defender who is gone nothing of the hall comes in their place', () => {
  const sentTo = connect('client', 'defender', 'interpreter');
  const all = ['client', 'defender', 'interpreter'];
  for (const id of all) stands(id, { talksWith: all.filter((other) => other !== id) });
  expect(mixes.at(-1)).toEqual(['client-audio 1.00', 'defender-audio 1.00']);
  expect(sentTo('client')?.video.id).toBe('defender-video');
  links.take({ type: 'ended', participantId: 'defender' });
  links.take({ type: 'ended', participantId: 'interpreter' });
  stands('client', { talksWith: ['defender', 'interpreter'] });
  expect(sentTo('client')).toEqual(nothing);
});

test('an interpreter who interprets simultaneously is heard by those alone, over the lowered hall, and hears them; nothing is mixed anew without a reason', () => {
  const sentTo = connect('accused', 'interpreter', 'third');
  stands('interpreter', { interpretsFor: ['accused'] });
  expect(mixes).toEqual([['hall-audio 0.13', 'interpreter-audio 1.00'], ['hall-audio 1.00', 'accused-audio 1.00']]);
  expect([sentTo('accused')?.audio.id, sentTo('accused')?.video.id, sentTo('interpreter')?.audio.id, sentTo('third')?.audio.id]).toEqual(['mix1', 'hall-video', 'mix2', 'hall-audio']);
  expect(heardInHall()).toEqual(['accused-audio', 'third-audio']);
  stands('third', { muted: true });
  expect(mixes).toHaveLength(2);
  time.pass(2000); // nothing carries
  expect(sentTo('accused')?.audio.id, 'while the interpreter is cut off').toBe('hall-audio');
  opened[1]?.options.events.onCarried();
  expect(sentTo('accused')?.audio.id).toBe('mix3');
  stands('interpreter', {});
  expect([sentTo('accused'), heardInHall()]).toEqual([programme, ['accused-audio', 'interpreter-audio']]);
});
