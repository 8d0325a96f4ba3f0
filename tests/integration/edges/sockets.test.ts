import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { maxMessageBytes, type FromConsole } from '#shared/contract/envelope.ts';
import { exampleSchedule } from '../../fakes/schedule.ts';
import { eventually, setUpDemo, startEdgeConsole, Window, type EdgeConsole } from './edgeConsole.ts';
import { hostile } from './hostile.ts';

/** A hostile window beside an ordinary one, which must not notice. */
let console_: EdgeConsole;
let ordinary: Window;
let statusItems = 0;
const open: WebSocket[] = [];

beforeAll(async () => {
  console_ = await startEdgeConsole();
  await setUpDemo(console_.url);
  ordinary = await Window.open(console_.url, 'secretary');
  void ordinary.client.stream('status', {}, () => { statusItems += 1; }, new AbortController().signal);
});
afterEach(async () => {
  for (const socket of open.splice(0)) socket.terminate();
  await ordinary.do('session.time', {});
});
afterAll(() => console_.end());

/** The ordinary window is served, and goes on being told how things stand. */
async function ordinaryGoesOn(): Promise<void> {
  const before = statusItems;
  await ordinary.do('schedule.day', { date: '2026-11-03' });
  await eventually(async () => statusItems, (items) => items > before + 1);
}

interface Hostile {
  socket: WebSocket;
  answers: FromConsole[];
  send(message: unknown): void;
}

async function hostileWindow(signIn = true): Promise<Hostile> {
  const socket = new WebSocket(`${console_.url.replace('http', 'ws')}/ws`);
  open.push(socket);
  const answers: FromConsole[] = [];
  socket.on('message', (data) => answers.push(JSON.parse((data as Buffer).toString()) as FromConsole));
  await once(socket, 'open');
  const send = (message: unknown) => socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  if (signIn) {
    send({ k: 'call', id: -1, name: 'session.loginDemo', input: { role: 'secretary' } });
    await eventually(async () => answers.length, (n) => n === 1);
  }
  return { socket, answers, send };
}

const answered = (w: Hostile, count: number) => eventually(async () => w.answers.length, (n) => n >= count);
const residentBytes = async (): Promise<number> => Number(/VmRSS:\s+(\d+) kB/.exec(await readFile(`/proc/${console_.pid}/status`, 'utf8'))?.[1]) * 1024;

test('bytes, half JSON and envelopes that are none are answered with their field; the connection lives on', async () => {
  const w = await hostileWindow(false);
  w.socket.send(Buffer.from([0, 1, 2, 255]));
  w.socket.send(Buffer.from(JSON.stringify({ k: 'call', id: 1, name: 'setup.state', input: {} })), { binary: true });
  const junk = ['', '{', 'null', '[]', '"x"', '{"k":"call"}', '{"k":"call","id":1e99,"name":"setup.state"}', `{"k":"call","id":1,"name":"${'x'.repeat(65)}"}`, '{"__proto__":{"k":"call"},"id":1}', '\u0000'];
  for (const text of junk) w.send(text);
  await answered(w, junk.length + 2);
  expect(w.answers.map((m) => m.k === 'err' && [m.error.code, typeof m.error.field])).toEqual(w.answers.map(() => ['input.invalid', 'string']));
  w.send({ k: 'call', id: 9, name: 'setup.state', input: {} });
  await answered(w, junk.length + 3);
  expect(w.answers.at(-1)).toMatchObject({ k: 'ok', id: 9 });
});

test.each(Object.entries(hostile))('a call named %s is unknown or too long', async (_, name) => {
  const w = await hostileWindow();
  w.send({ k: 'call', id: 1, name, input: {} });
  w.send({ k: 'sub', id: 2, name, input: {} });
  await answered(w, 3);
  const codes = w.answers.slice(1).map((m) => (m.k === 'err' || m.k === 'end') && m.error?.code);
  expect(codes).toEqual(name.length > 64 ? ['input.invalid', 'input.invalid'] : ['call.unknown', 'call.unknown']);
});

test('300 kB are not read: the connection is closed as too large', async () => {
  const w = await hostileWindow();
  const closed = once(w.socket, 'close');
  w.send({ k: 'call', id: 1, name: 'session.time', input: 'x'.repeat(300_000) });
  expect((await closed)[0]).toBe(1009);
  expect(300_000).toBeGreaterThan(maxMessageBytes);
});

test('nesting 50,000 deep is refused by its field like any other junk', async () => {
  const w = await hostileWindow();
  const deep = (opening: string, inner: string, closing: string) => `${opening.repeat(50_000 / opening.length)}${inner}${closing.repeat(50_000 / opening.length)}`;
  w.send(`{"k":"call","id":1,"name":"schedule.add","input":${deep('[', '', ']')}}`);
  w.send(`{"k":"call","id":2,"name":"schedule.add","input":{"commandId":${deep('{"a":', '1', '}')}}}`);
  w.send(`{"k":"call","id":3,"name":"schedule.add","input":{"commandId":"x","schedule":{"participants":${deep('[', '', ']')}}}}`);
  w.send(deep('[', '', ']'));
  await answered(w, 5);
  expect(w.answers.slice(1).map((m) => m.k === 'err' && [m.error.code, typeof m.error.field])).toEqual(w.answers.slice(1).map(() => ['input.invalid', 'string']));
});

test('two thousand calls at once are all answered, and the other window is served', async () => {
  const w = await hostileWindow();
  const { hearingId } = await ordinary.do('schedule.add', { schedule: exampleSchedule({ caseNumber: 'ә'.repeat(2000) }) });
  const before = await residentBytes();
  for (let id = 0; id < 2000; id += 1) w.send({ k: 'call', id, name: id % 2 === 0 ? 'hearing.get' : 'protocol.preview', input: { hearingId, language: 'kk' } });
  await ordinary.do('hearing.cancel', { hearingId, reason: 'in the middle of it' });
  await answered(w, 2001);
  expect(w.answers.slice(1).every((m) => m.k === 'ok')).toBe(true);
  expect(new Set(w.answers.slice(1).map((m) => m.id)).size).toBe(2000);
  await ordinaryGoesOn();
  expect(await residentBytes() - before).toBeLessThan(200 * 1024 * 1024);
});

test('subscribed to everything five hundred times and gone: nothing goes on being sent or kept', async () => {
  const before = await residentBytes();
  for (let round = 0; round < 3; round += 1) {
    const w = await hostileWindow();
    for (let id = 0; id < 500; id += 1) {
      w.send({ k: 'sub', id, name: ['events', 'status', 'levels', 'log'][id % 4], input: id % 4 === 0 ? { afterSeq: 0 } : {} });
    }
    await eventually(async () => w.answers.filter((m) => m.k === 'item').length, (n) => n > 300);
    expect(w.answers.filter((m) => m.k === 'end').map((m) => m.k === 'end' && m.error?.code)).toEqual(Array(125).fill('auth.forbidden'));
    await ordinary.do('session.time', {});
    w.socket.terminate();
  }
  await ordinaryGoesOn();
  expect(await residentBytes() - before).toBeLessThan(200 * 1024 * 1024);
});

test('one id subscribed again and again is one subscription', async () => {
  const w = await hostileWindow();
  for (let i = 0; i < 300; i += 1) w.send({ k: 'sub', id: 7, name: 'events', input: { afterSeq: 0 } });
  w.send({ k: 'call', id: 8, name: 'session.time', input: {} });
  await eventually(async () => w.answers.some((m) => m.id === 8), Boolean);
  const { seq } = await ordinary.do('schedule.add', { schedule: exampleSchedule({ caseNumber: 'once' }) });
  const items = () => w.answers.flatMap((m) => (m.k === 'item' ? [(m.value as { seq: number }).seq] : []));
  await eventually(async () => items().includes(seq), Boolean);
  w.send({ k: 'unsub', id: 7 });
  w.send({ k: 'call', id: 9, name: 'session.time', input: {} });
  await eventually(async () => w.answers.some((m) => m.id === 9), Boolean);
  expect(items().filter((s) => s === seq)).toHaveLength(1);
});

test('connections beyond measure are refused, and served again when others have gone', async () => {
  const sockets = Array.from({ length: 100 }, () => new WebSocket(`${console_.url.replace('http', 'ws')}/ws`));
  open.push(...sockets);
  const outcomes = await Promise.all(sockets.map((s) => new Promise<string>((resolve) => { s.on('open', () => resolve('open')).on('error', (e) => resolve(e.message)); })));
  expect(outcomes.filter((o) => o === 'open').length).toBeLessThanOrEqual(64);
  expect(outcomes).toContainEqual(expect.stringContaining('503'));
  for (const socket of sockets) socket.terminate();
  await eventually(async () => Window.open(console_.url, 'judge').then(() => true, () => false), Boolean);
});

test.each([
  ['a request without end', `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'x'.repeat(100_000)}`],
  ['a frame that lies about its length', null],
  ['line ends in a header', 'GET /\r\nX: y HTTP/1.1\r\n\r\n'],
  ['nothing sensible', '\u0000\u0001\u0002\r\n\r\n'],
])('%s ends its own connection only', async (_, text) => {
  const { hostname, port, host } = new URL(console_.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const closed = new Promise((resolve) => { socket.on('close', resolve); });
  socket.on('error', () => socket.destroy()).resume(); // a reset is one way of ending it
  if (text !== null) socket.write(text);
  else {
    socket.write(`GET /ws HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`);
    socket.write(Buffer.from([0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]));
  }
  await closed;
});
