import { beforeEach, expect, test } from 'vitest';
import type { SfuTell } from '#shared/conference/sfu.ts';
import { Sfu } from '../../../../src-server/conference/sfu/sfu.ts';
import { HandTime } from '../../conference/handTime.ts';
import { FakeJanus } from './fakeJanus.ts';

let janus: FakeJanus;
let time: HandTime;
let sfu: Sfu;
let told: { hearing: string; to: string | null; tell: SfuTell }[];
let log: string[];

beforeEach(() => {
  [janus, time, told, log] = [new FakeJanus(), new HandTime(), [], []];
  let n = 0;
  sfu = new Sfu({
    open: janus.open, secret: 'secret', timers: time, log: (line) => log.push(line), newId: () => `t${n++}`, newSecret: () => `word${n++}`, randomNumber: () => 1000 + n++,
    tell: (hearing, to, tell) => told.push({ hearing, to, tell }),
  });
});

const settle = async (): Promise<void> => { for (let i = 0; i < 50; i++) await Promise.resolve(); };
const sdpOf = (name: string, mids: number) => `${name}\n${Array.from({ length: mids }, (_, i) => `a=mid:${i}`).join('\n')}\n`;
const toldTo = (to: string | null, tell: SfuTell['tell'], connectionId: string) => told.filter((one) => one.to === to && one.tell.tell === tell && one.tell.connectionId === connectionId);
const publishedBy = (name: string): number | undefined => janus.asks('joinandconfigure').findLast(({ jsep }) => jsep?.sdp.startsWith(`${name}\n`))?.handle_id;

async function hallPublishes(connectionId = 'h1'): Promise<number> {
  sfu.fromHall('h', { ask: 'publish', connectionId, sdp: sdpOf(connectionId, 4) });
  await settle();
  janus.up(publishedBy(connectionId));
  await settle();
  return janus.publishers.get(publishedBy(connectionId) ?? 0) ?? 0;
}

async function connects(participantId: string, connectionId: string): Promise<number> {
  sfu.fromHall('h', { ask: 'watch', connectionId, participantId });
  sfu.fromParticipant('h', participantId, { ask: 'publish', connectionId, sdp: sdpOf(connectionId, 2) });
  await settle();
  janus.up(publishedBy(connectionId));
  await settle();
  return janus.publishers.get(publishedBy(connectionId) ?? 0) ?? 0;
}

const offerTo = (to: string | null, connectionId: string): number => {
  const { tell } = toldTo(to, 'offer', connectionId).at(-1) ?? {};
  return tell?.tell === 'offer' ? Number(tell.sdp.split(' ')[1]) : 0;
};
const shownTo = (participantId: string, connectionId: string) => janus.subscribers.get(offerTo(participantId, connectionId));
const show = async (participantId: string, isShown: boolean) => { sfu.fromHall('h', { ask: 'show', participantId, isShown }); await settle(); };

test('what a participant sends the hall is offered, once it is there; who waits is offered darkness and silence', async () => {
  const hall = await hallPublishes();
  sfu.fromHall('h', { ask: 'watch', connectionId: 'c1', participantId: 'p1' });
  sfu.fromParticipant('h', 'p1', { ask: 'publish', connectionId: 'c1', sdp: sdpOf('c1', 2) });
  await settle();
  expect(toldTo('p1', 'answer', 'c1')).toMatchObject([{ tell: { sdp: 'answer to c1' } }]);
  expect(toldTo(null, 'offer', 'c1')).toEqual([]);
  janus.up(publishedBy('c1'));
  await settle();
  expect(janus.subscribers.get(offerTo(null, 'c1'))).toEqual({ feed: janus.publishers.get(publishedBy('c1') ?? 0), mids: ['0', '1'] });
  expect(shownTo('p1', 'c1')).toEqual({ feed: hall, mids: ['0', '1'] });
  sfu.fromParticipant('h', 'p1', { ask: 'answer', connectionId: 'c1', sdp: 'own answer' });
  await settle();
  expect(janus.asks('start')).toMatchObject([{ handle_id: offerTo('p1', 'c1'), jsep: { type: 'answer', sdp: 'own answer' } }]);
});

test('letting in and sending out change what one is given, and nobody negotiates anything; the others see none of it', async () => {
  const hall = await hallPublishes();
  await connects('p1', 'c1');
  await connects('p2', 'c2');
  await show('p1', true);
  expect(shownTo('p1', 'c1')).toEqual({ feed: hall, mids: ['2', '3'] });
  expect(shownTo('p2', 'c2')).toEqual({ feed: hall, mids: ['0', '1'] });
  expect(janus.asks('switch')).toMatchObject([{ body: { streams: [{ sub_mid: '0' }, { sub_mid: '1' }] } }]);
  await show('p1', false);
  expect(shownTo('p1', 'c1')).toEqual({ feed: hall, mids: ['0', '1'] });
  expect(toldTo('p1', 'offer', 'c1')).toHaveLength(1);
});

test('let in and sent out while Janus is slow: the last word counts', async () => {
  await hallPublishes();
  await connects('p1', 'c1');
  janus.hold();
  await show('p1', true);
  await show('p1', false);
  expect(shownTo('p1', 'c1')?.mids).toEqual(['2', '3']);
  janus.release();
  await settle();
  expect(shownTo('p1', 'c1')?.mids).toEqual(['0', '1']);
});

test('when Janus does not take the hall away from who was sent out, they are given nothing at all', async () => {
  await hallPublishes();
  await connects('p1', 'c1');
  await show('p1', true);
  janus.refuses = 'switch';
  await show('p1', false);
  expect(shownTo('p1', 'c1')).toBeUndefined();
  expect([...toldTo('p1', 'gone', 'c1'), ...toldTo(null, 'gone', 'c1')]).toHaveLength(2);
});

test('nobody is let in by their own word, watches somebody else, stops the hearing or touches another one\'s connection', async () => {
  const hall = await hallPublishes();
  await connects('p1', 'c1');
  const before = janus.asked.length;
  sfu.fromParticipant('h', 'p2', { ask: 'show', participantId: 'p2', isShown: true });
  sfu.fromParticipant('h', 'p2', { ask: 'watch', connectionId: 'x', participantId: 'p1' });
  sfu.fromParticipant('h', 'p2', { ask: 'stop' });
  sfu.fromParticipant('h', 'p2', { ask: 'end', connectionId: 'c1' });
  sfu.fromParticipant('h', 'p2', { ask: 'end', connectionId: 'h1' });
  sfu.fromParticipant('h', 'p2', { ask: 'publish', connectionId: 'c1', sdp: sdpOf('theirs', 2) });
  sfu.fromParticipant('h', 'p2', { ask: 'candidate', connectionId: 'c1', of: 'publish', candidate: null });
  await settle();
  expect(janus.asked).toHaveLength(before);
  expect(shownTo('p1', 'c1')).toEqual({ feed: hall, mids: ['0', '1'] });
});

test('another hearing is another room, of its own word', async () => {
  await hallPublishes();
  sfu.fromHall('other', { ask: 'publish', connectionId: 'o1', sdp: sdpOf('o1', 4) });
  await settle();
  expect(janus.rooms.size).toBe(2);
  const [one, other] = janus.asks('create').map(({ body }) => body);
  expect(one?.pin).not.toBe(other?.pin);
});

test('K7-6: a stop ends every connection of the hearing, and lets nobody in', async () => {
  await hallPublishes();
  await connects('p1', 'c1');
  await show('p1', true);
  sfu.fromHall('h', { ask: 'stop' });
  await settle();
  expect(janus.publishers.size + janus.subscribers.size).toBe(0);
  expect(toldTo('p1', 'gone', 'c1')).toHaveLength(1);
  const again = await hallPublishes('h2');
  await connects('p1', 'c2');
  expect(shownTo('p1', 'c2')).toEqual({ feed: again, mids: ['0', '1'] });
});

test('who is excluded is cut off on both sides', async () => {
  await hallPublishes();
  const feed = await connects('p1', 'c1');
  sfu.endParticipant('h', 'p1');
  await settle();
  expect(janus.handleOf(feed)).toBeUndefined();
  expect(shownTo('p1', 'c1')).toBeUndefined();
});

test('another connection beside a cut one: both are there until one is ended, and no third one of a page that lost count', async () => {
  await hallPublishes();
  const first = await connects('p1', 'c1');
  const second = await connects('p1', 'c2');
  expect([first, second].map((feed) => janus.handleOf(feed) !== undefined)).toEqual([true, true]);
  sfu.fromHall('h', { ask: 'end', connectionId: 'c1' });
  await settle();
  expect([first, second].map((feed) => janus.handleOf(feed) !== undefined)).toEqual([false, true]);
  expect(toldTo('p1', 'gone', 'c1')).toHaveLength(1);
  for (const id of ['c3', 'c4', 'c5']) await connects('p1', id);
  expect(toldTo('p1', 'gone', 'c2')).toHaveLength(1);
});

test('the hall that publishes anew is given to everybody as they stand, then the one before ends', async () => {
  const before = await hallPublishes('h1');
  await connects('p1', 'c1');
  await connects('p2', 'c2');
  await show('p1', true);
  const now = await hallPublishes('h2');
  expect(shownTo('p1', 'c1')).toEqual({ feed: now, mids: ['2', '3'] });
  expect(shownTo('p2', 'c2')).toEqual({ feed: now, mids: ['0', '1'] });
  expect(janus.handleOf(before)).toBeUndefined();
});

test('who comes before the hall publishes is offered it when it does', async () => {
  await connects('p1', 'c1');
  expect(toldTo('p1', 'offer', 'c1')).toEqual([]);
  const hall = await hallPublishes();
  expect(shownTo('p1', 'c1')).toEqual({ feed: hall, mids: ['0', '1'] });
});

test('a connection that Janus has given up ends on both sides', async () => {
  await hallPublishes();
  await connects('p1', 'c1');
  janus.hangup(publishedBy('c1'));
  await settle();
  expect([...toldTo('p1', 'gone', 'c1'), ...toldTo(null, 'gone', 'c1')]).toHaveLength(2);
});

test.each(['crashes', 'hangs'])('Janus %s: everybody is told, and whoever is connected next has a new session and a new room', async (how) => {
  await hallPublishes();
  await connects('p1', 'c1');
  janus.isMute = how === 'hangs';
  if (how === 'crashes') janus.crash();
  time.pass(5000);
  await settle();
  expect([...toldTo('p1', 'gone', 'c1'), ...toldTo(null, 'gone', 'c1'), ...toldTo(null, 'gone', 'h1')]).toHaveLength(3);
  janus.isMute = false;
  const hall = await hallPublishes('h2');
  await connects('p1', 'c2');
  expect(janus.sockets).toBe(2);
  expect(shownTo('p1', 'c2')).toEqual({ feed: hall, mids: ['0', '1'] });
});

test('as long as Janus is not there everybody is told so, and it is tried again for the next', async () => {
  janus.isThere = false;
  sfu.fromHall('h', { ask: 'publish', connectionId: 'h1', sdp: sdpOf('h1', 4) });
  await settle();
  expect(toldTo(null, 'gone', 'h1')).toHaveLength(1);
  expect(log).toContain('janus: not there');
  janus.isThere = true;
  expect(await hallPublishes('h2')).toBeGreaterThan(0);
});

test('ways through the network are passed on, but no names that Janus cannot know', async () => {
  await connects('p1', 'c1');
  const candidate = (text: string) => ({ ask: 'candidate' as const, connectionId: 'c1', of: 'publish' as const, candidate: { candidate: text, sdpMid: '0', sdpMLineIndex: 0 } });
  sfu.fromParticipant('h', 'p1', candidate('candidate:1 1 udp 1 10.0.0.7 5000 typ host'));
  sfu.fromParticipant('h', 'p1', candidate('candidate:1 1 udp 1 3b8c.local 5000 typ host'));
  sfu.fromParticipant('h', 'p1', { ask: 'candidate', connectionId: 'c1', of: 'publish', candidate: null });
  await settle();
  const tried = janus.asked.filter((asked) => asked.janus === 'trickle');
  expect(tried).toMatchObject([{ handle_id: publishedBy('c1'), candidate: { candidate: 'candidate:1 1 udp 1 10.0.0.7 5000 typ host' } }, { candidate: { completed: true } }]);
});

test('at the end the room is gone at Janus as well', async () => {
  await hallPublishes();
  await connects('p1', 'c1');
  sfu.close('h');
  await settle();
  expect([janus.rooms.size, janus.publishers.size, janus.subscribers.size]).toEqual([0, 0, 0]);
});
