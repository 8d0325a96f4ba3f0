import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { LinkState } from '#shared/conference/link.ts';
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
    signal: () => undefined, retry: () => undefined, send: () => true, fill: async () => true, stats: async () => new Map(), sendKeyFrame: async () => undefined,
    replaceTrack: async (kind, track) => { one.sent[kind] = track; },
    close: () => { one.isOpen = false; },
  };
}

const room = (here: string[], isThroughSfu = false) => links.take({ type: 'room', hearingId: 'h', isTest: false, here, iceServers: [], isThroughSfu });
const page = (pageId: string) => links.take({ type: 'said', participantId: 'p1', data: { type: 'page', pageId } });
const alive = () => opened.at(-1)?.options.events.onCarried();

beforeAll(() => { vi.stubGlobal('MediaStream', Set); });
afterAll(() => { vi.unstubAllGlobals(); });

beforeEach(() => {
  [time, opened, published, said, asked, states, kept] = [new HandTime(), [], [], [], [], [], []];
  links = new HallLinks({
    open, timers: time, newId: () => `c${opened.length + published.length}`, nothing, toSfu: (ask) => asked.push(ask),
    watch: watchThroughSfu, publish, pictures: { follow: () => undefined, keep: ({ participantId, isKept }) => { kept.push(`${participantId} ${isKept}`); }, stop: () => { kept.push('stop'); } },
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
  links.take({ type: 'standing', participantId: 'p1', admitted: true, muted: false });
  expect(opened.at(-1)?.sent).toEqual(programme);
  links.take({ type: 'standing', participantId: 'p1', admitted: false, muted: false });
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
  links.take({ type: 'standing', participantId: 'p1', admitted: true, muted: false });
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
