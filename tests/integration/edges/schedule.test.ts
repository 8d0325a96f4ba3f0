import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { exampleSchedule } from '../../fakes/schedule.ts';
import { setUpDemo, startEdgeConsole, Window, type EdgeConsole } from './edgeConsole.ts';
import { hostile } from './hostile.ts';
import { everythingKept } from './kept.ts';

/** A court server that lies about the day. */
type Lie = (response: ServerResponse, request: IncomingMessage) => void;

const date = '2026-11-03';
const deviceToken = 'device-token-0123456789';
let console_: EdgeConsole;
let specialist: Window;
let secretary: Window;
let liar: Server;
let lie: Lie;
let elsewhere = 0;
const dripping = new Set<ServerResponse>();

beforeAll(async () => {
  console_ = await startEdgeConsole();
  await setUpDemo(console_.url);
  specialist = await Window.open(console_.url, 'specialist');
  secretary = await Window.open(console_.url, 'secretary');
  liar = createServer((request, response) => {
    if (request.url?.startsWith('/elsewhere')) elsewhere += 1;
    if (request.url?.startsWith('/api/v1/schedule')) return lie(response, request);
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => liar.listen(0, '127.0.0.1', resolve));
  await specialist.do('settings.saveCourtServer', { courtServer: { url: address(), deviceToken } });
});
afterAll(async () => {
  await console_.end();
  liar.closeAllConnections();
  liar.close();
});
afterEach(() => { for (const response of dripping) response.destroy(); dripping.clear(); });

const address = (): string => `http://127.0.0.1:${(liar.address() as AddressInfo).port}`;
const says = (body: string, status = 200, headers: Record<string, string> = { 'content-type': 'application/json' }): Lie => (response) => void response.writeHead(status, headers).end(body);
const row = (n: number, change: object = {}) => ({ serverHearingId: `s-${n}`, schedule: { ...exampleSchedule({ startsAtMs: Date.UTC(2026, 10, 3, 4 + n) }), ...change } });
const day = (hearings: unknown[], of = date): Lie => says(JSON.stringify({ date: of, hearings }));
const wrongRole = { participants: [exampleSchedule().participants[0], { ...exampleSchedule().participants[1], role: 'king' }] };

test.each<[string, Lie, { code: string; field?: string; detail?: unknown }]>([
  ['no JSON', says('not JSON at all'), { code: 'court_server.bad_answer', field: 'answer' }],
  ['a sign-in page', says('<!doctype html><form>', 200, { 'content-type': 'text/html' }), { code: 'court_server.bad_answer', field: 'answer' }],
  ['nothing', says(''), { code: 'court_server.bad_answer', field: 'answer' }],
  ['null', says('null'), { code: 'court_server.bad_answer', field: 'answer' }],
  ['half an answer', (response) => { response.writeHead(200, { 'content-length': '1000' }).write('{"date":'); setTimeout(() => response.destroy(), 20); }, { code: 'court_server.unreachable' }],
  ['an error of its own', says('{"error":{"code":"internal.unexpected"}}', 500), { code: 'court_server.unreachable', detail: expect.stringContaining('500') }],
  ['no for this token', says('{}', 401), { code: 'court_server.unauthorized' }],
  ['a refusal', says('{"error":{"code":"input.invalid","field":"query.date"}}', 400), { code: 'court_server.refused', detail: expect.stringContaining('query.date') }],
  ['a redirect', says('', 302, { location: '/elsewhere' }), { code: 'court_server.bad_answer' }],
  ['another day', day([row(1)], '2026-11-04'), { code: 'court_server.bad_answer', field: 'date' }],
  ['one wrong role among good rows', day([row(0), row(1), row(2), row(3, wrongRole)]), { code: 'court_server.bad_answer', field: 'hearings.3.schedule.participants.1.role' }],
  ['a row without a case number', day([row(0), row(1, { caseNumber: ' ' })]), { code: 'court_server.bad_answer', field: 'hearings.1.schedule.caseNumber' }],
  ['a time no clock shows', day([row(0), row(1, { startsAtMs: Number.MAX_SAFE_INTEGER })]), { code: 'court_server.bad_answer', field: 'hearings.1.schedule.startsAtMs' }],
  ['501 hearings', day(Array.from({ length: 501 }, (_, n) => row(n))), { code: 'court_server.bad_answer', field: 'hearings' }],
  ['a number of hearings that is none', says(`{"date":"${date}","hearings":{"length":1e9,"0":{}}}`), { code: 'court_server.bad_answer', field: 'hearings' }],
  ['nesting without end', says(`{"date":"${date}","hearings":${'['.repeat(100_000)}${']'.repeat(100_000)}}`), { code: 'court_server.bad_answer', field: 'hearings.0' }],
])('%s: told what is wrong, nothing taken over', async (_, answer, expected) => {
  lie = answer;
  const before = await everythingKept(console_.dataDir);
  expect(await secretary.refused('schedule.refresh', { date })).toMatchObject(expected);
  expect(await everythingKept(console_.dataDir)).toEqual(before);
  expect(elsewhere).toBe(0);
  expect((await secretary.do('schedule.day', { date })).fetchedAtMs).toBeNull();
});

test('a hundred megabytes are not swallowed', async () => {
  const piece = Buffer.alloc(1024 * 1024, 'x');
  let sentBytes = 0;
  lie = (response) => {
    dripping.add(response);
    const more = (): void => {
      while (sentBytes < 100 * piece.length && !response.destroyed) {
        sentBytes += piece.length;
        if (!response.write(piece)) return void response.once('drain', more);
      }
      response.end();
    };
    more();
  };
  expect(await secretary.refused('schedule.refresh', { date })).toMatchObject({ code: 'court_server.bad_answer', field: 'answer' });
  expect(sentBytes).toBeLessThan(60 * piece.length);
});

test('an answer that drips keeps nobody else waiting, and ends when the address is changed', async () => {
  const asked = new Promise<void>((resolve) => {
    lie = (response) => {
      dripping.add(response.writeHead(200, { 'content-type': 'application/json' }));
      const drop = setInterval(() => response.write(' '), 10);
      response.once('close', () => clearInterval(drop));
      resolve();
    };
  });
  let ended = false;
  const refreshing = secretary.refused('schedule.refresh', { date }).finally(() => { ended = true; });
  await asked;
  const { hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ caseNumber: 'meanwhile' }) });
  await secretary.do('hearing.cancel', { hearingId, reason: 'the console goes on' });
  for (let i = 0; i < 20; i += 1) await specialist.do('session.time', {});
  expect(ended).toBe(false);
  await specialist.do('settings.saveCourtServer', { courtServer: null });
  expect(await refreshing).toMatchObject({ code: 'court_server.unreachable' });
  await specialist.do('settings.saveCourtServer', { courtServer: { url: address(), deviceToken } });
});

test('hostile names in a right answer are taken over as they are, and once', async () => {
  const hearings = Object.values(hostile).map((text, n) => ({ serverHearingId: text.slice(0, 100), schedule: exampleSchedule({ caseNumber: text, judge: text, startsAtMs: Date.UTC(2026, 10, 3, 4, n) }) }));
  lie = day(hearings);
  expect(await secretary.do('schedule.refresh', { date })).toMatchObject({ added: hearings.length, reconciled: 0 });
  expect(await secretary.do('schedule.refresh', { date })).toEqual({ added: 0, changed: 0, reconciled: 0 });
  const shown = (await secretary.do('schedule.day', { date })).hearings.filter((h) => h.origin === 'server');
  expect(shown.map((h) => h.schedule.caseNumber)).toEqual(Object.values(hostile).map((text) => text.toWellFormed()));
});
