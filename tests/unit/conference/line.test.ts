import { beforeEach, expect, test } from 'vitest';
import { ConferenceLine, retryPauseMs, type LineState, type Socket } from '#shared/conference/line.ts';
import type { FromServer, ToServer } from '#shared/conference/messages.ts';
import { HandTime } from './handTime.ts';

class FakeSocket implements Socket {
  onopen: Socket['onopen'] = null;
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;
  onerror: Socket['onerror'] = null;
  isClosed = false;
  readonly sent: ToServer[] = [];
  send(text: string): void { this.sent.push(JSON.parse(text) as ToServer); }
  close(): void { this.isClosed = true; }
  open(): void { this.onopen?.(undefined as never); }
  hear(message: FromServer): void { this.onmessage?.({ data: JSON.stringify(message) }); }
  break(): void { this.onclose?.(undefined as never); }
}

let time: HandTime;
let sockets: FakeSocket[];
let states: LineState['name'][];
let heard: string[];
let line: ConferenceLine;
const last = (): FakeSocket => sockets.at(-1) as FakeSocket;
const welcome: FromServer = { type: 'welcome', here: [], iceServers: [], nowMs: 1, hasSfu: false };

beforeEach(() => {
  [time, sockets, states, heard] = [new HandTime(), [], [], []];
  line = newLine();
});

const newLine = (isReachable?: () => Promise<boolean>): ConferenceLine =>
  new ConferenceLine({
    ...(isReachable && { isReachable }), hello: { type: 'hello', as: 'participant', token: 'x'.repeat(20) }, timers: time,
    open: () => { sockets.push(new FakeSocket()); return last(); },
    events: { onMessage: ({ type }) => heard.push(type), onState: ({ name }) => states.push(name) },
  });

/** Time with room for answers in between. */
async function passWithAnswers(ms: number): Promise<void> {
  for (let i = 0; i < ms; i += 100) {
    time.pass(100);
    await new Promise(setImmediate);
  }
}

const comeIn = (): void => { last().open(); last().hear(welcome); };

test('it says who it is, is let in, and then speaks once a second', () => {
  comeIn();
  expect(last().sent[0]).toMatchObject({ type: 'hello' });
  expect(states).toEqual(['connecting', 'open']);
  expect(heard).toEqual(['welcome']);
  time.pass(1000);
  expect(last().sent.filter(({ type }) => type === 'ping')).toHaveLength(2);
});

test('nothing is said on a line that is not open, and the caller is told so', () => {
  expect(line.say(null, 1)).toBe(false);
  comeIn();
  expect(line.say(null, 1)).toBe(true);
});

test('a line that breaks comes back, sooner at first than after many failures', () => {
  comeIn();
  last().break();
  expect(line.state.name).toBe('waiting');
  time.pass(retryPauseMs(1));
  expect(sockets).toHaveLength(2);
  for (let i = 2; i < 8; i++) {
    last().break();
    time.pass(retryPauseMs(i) - 1);
    expect(sockets).toHaveLength(i);
    time.pass(1);
    expect(sockets).toHaveLength(i + 1);
  }
  comeIn();
  last().break();
  time.pass(retryPauseMs(1));
  expect(sockets).toHaveLength(9);
});

test('a silent cut, which closes no socket, is noticed', () => {
  comeIn();
  time.pass(2000);
  last().hear({ type: 'pong', sentAtMs: 1, nowMs: 1 });
  time.pass(3000);
  expect(line.state.name).toBe('open');
  time.pass(1500);
  expect(sockets[0]?.isClosed).toBe(true);
  expect(states).toContain('waiting');
});

test('a socket that never opens is given up', () => {
  time.pass(5000);
  expect(states).toEqual(['connecting', 'waiting']);
});

test('what the server ended for good does not come back; what it could not do just now does', () => {
  comeIn();
  last().hear({ type: 'ended', reason: 'server_stops' });
  expect(line.state.name).toBe('waiting');
  time.pass(retryPauseMs(1));
  comeIn();
  last().hear({ type: 'ended', reason: 'excluded' });
  time.pass(60_000);
  expect(line.state).toEqual({ name: 'ended', reason: 'excluded' });
  expect(sockets).toHaveLength(2);
});

test('when the network is told to be back nobody waits', () => {
  comeIn();
  last().break();
  line.hurry();
  expect(sockets).toHaveLength(2);
});

test('what a socket says that was given up is not heard, nor what is no message', () => {
  comeIn();
  const [first] = sockets;
  const late = first?.onmessage;
  last().break();
  late?.({ data: JSON.stringify({ type: 'away', participantId: 'hall' }) });
  time.pass(retryPauseMs(1));
  last().open();
  last().onmessage?.({ data: 'no json' });
  last().onmessage?.({ data: '{"type":"unheard of"}' });
  expect(heard).toEqual(['welcome']);
});

test('closed, it stays closed', () => {
  comeIn();
  line.close();
  time.pass(60_000);
  expect(last().isClosed).toBe(true);
  expect(sockets).toHaveLength(1);
});

test('where a question is cheap, a socket is opened when the server answers, and not before', async () => {
  line.close();
  sockets = [];
  let isThere = false;
  line = newLine(async () => isThere);
  comeIn();
  last().break();
  await passWithAnswers(9000);
  expect(sockets).toHaveLength(1);
  isThere = true;
  await passWithAnswers(300);
  expect(sockets).toHaveLength(2);
  comeIn();
  expect(line.state.name).toBe('open');
});

test('a question that is never answered does not keep the next one', async () => {
  line.close();
  sockets = [];
  let asked = 0;
  line = newLine(async () => { asked += 1; return asked < 10 ? new Promise<boolean>(() => undefined) : true; });
  last().break();
  await passWithAnswers(2500);
  expect(sockets).toHaveLength(2);
});

test('a server that answers and lets nobody in is asked more and more slowly', async () => {
  line.close();
  sockets = [];
  line = newLine(async () => true);
  for (let i = 1; i < 6; i++) {
    last().break();
    await passWithAnswers(retryPauseMs(i) - 100);
    expect(sockets).toHaveLength(i);
    await passWithAnswers(300);
    expect(sockets).toHaveLength(i + 1);
  }
});

test('a line closed while it asks stays closed', async () => {
  line.close();
  sockets = [];
  const answer = Promise.withResolvers<boolean>();
  line = newLine(() => answer.promise);
  last().break();
  await passWithAnswers(500);
  line.close();
  answer.resolve(true);
  await passWithAnswers(500);
  expect(sockets).toHaveLength(1);
});
