import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConsoleStatus } from '#shared/contract/status.ts';
import { exampleSchedule } from '../../fakes/schedule.ts';
import { eventually, logText, startEdgeConsole, Window, type EdgeConsole } from './edgeConsole.ts';
import { hostile } from './hostile.ts';
import { everythingKept } from './kept.ts';

const secrets = {
  password: 'құпия-pass-7f3a91c2', wrongPassword: 'wrong-pass-0b82ee47', addedPassword: 'added-pass-55d1c0aa', secretarysPassword: 'hatshy-pass-3e70d9b4', changedPassword: 'changed-pass-91e6', deviceToken: 'device-token-c4fd5b2290aa17', token: '',
};
const hall = {
  court: 'Үлгі сот', name: '№ 1', demo: false, cameras: [],
  microphones: [{ id: 'mic1', label: 'Төраға', source: { type: 'synthetic' as const, voice: 1 } }],
};
const administrator = { name: 'Үлгі Әкімшіұлы', login: 'ulgi', password: secrets.password };

let console_: EdgeConsole;
let anyone: Window;

beforeAll(async () => {
  console_ = await startEdgeConsole();
  anyone = await Window.open(console_.url);
});
afterAll(() => console_.end());

/** A refusal with this code about this field, after which everything on disk is as it was. */
async function refusedWithoutTrace(window: Window, name: string, input: unknown, expected: { code: string; field?: string }): Promise<void> {
  const before = await everythingKept(console_.dataDir);
  expect(await window.refused(name, input)).toMatchObject(expected);
  expect(await everythingKept(console_.dataDir)).toEqual(before);
}

describe('first start', () => {
  const right = { hall, administrator, courtServer: null };
  test.each([
    ['hall.name', { ...right, hall: { ...hall, name: ' ' } }],
    ['hall.court', { ...right, hall: { ...hall, court: 'ә'.repeat(201) } }],
    ['hall.demo', { ...right, hall: { ...hall, demo: true } }],
    ['hall.microphones', { ...right, hall: { ...hall, microphones: [] } }],
    ['hall.microphones.0.label', { ...right, hall: { ...hall, microphones: [{ ...hall.microphones[0], label: hostile.nul }] } }],
    ['hall.microphones.0.source.type', { ...right, hall: { ...hall, microphones: [{ ...hall.microphones[0], source: { type: 'lavfi', device: 'anullsrc' } }] } }],
    ['hall.cameras.0.source.device', { ...right, hall: { ...hall, cameras: [{ id: 'cam1', label: 'Зал', source: { type: 'v4l2', device: '/dev/video0\n-i /etc/passwd' } }] } }],
    ['hall.cameras.0.source.url', { ...right, hall: { ...hall, cameras: [{ id: 'cam1', label: 'Зал', source: { type: 'rtsp', url: 'concat:/etc/passwd|/etc/shadow' } }] } }],
    ['administrator.password', { ...right, administrator: { ...administrator, password: 'short' } }],
    ['administrator.login', { ...right, administrator: { ...administrator, login: '' } }],
    ['courtServer.url', { ...right, courtServer: { url: 'file:///etc/passwd', deviceToken: secrets.deviceToken } }],
    ['courtServer.deviceToken', { ...right, courtServer: { url: 'http://127.0.0.1:9', deviceToken: 'x' } }],
    ['commandId', { ...right, commandId: hostile.sql }],
    ['input', 'setup please'],
    ['input', null],
  ])('setup.complete: %s', (field, input) => refusedWithoutTrace(anyone, 'setup.complete', input, { code: 'input.invalid', field }));

  test('nothing else is open before it', async () => {
    await refusedWithoutTrace(anyone, 'schedule.add', { schedule: exampleSchedule() }, { code: 'auth.required' });
    await refusedWithoutTrace(anyone, 'session.loginDemo', { role: 'administrator' }, { code: 'auth.forbidden' });
  });

  test('then it is done, once', async () => {
    const another = await Window.open(console_.url);
    const outcomes = await Promise.all([anyone, another].map((w) => w.client.call('setup.complete', { commandId: randomUUID(), ...right })));
    expect(outcomes.map((o) => (o.ok ? 'done' : o.error.code)).toSorted()).toEqual(['done', 'setup.already_done']);
    expect((await everythingKept(console_.dataDir)).rows.users).toHaveLength(1);
    await refusedWithoutTrace(anyone, 'setup.complete', { ...right, administrator: { ...administrator, login: 'second' } }, { code: 'setup.already_done' });
    await refusedWithoutTrace(anyone, 'setup.tryDemo', {}, { code: 'setup.already_done' });
  });
});

describe('set up', () => {
  let admin: Window;
  let secretary: Window;
  let hearingId: string;

  beforeAll(async () => {
    admin = await Window.open(console_.url);
    secrets.token = (await admin.do('session.login', { login: administrator.login, password: secrets.password })).token;
    await admin.do('users.add', { name: 'Үлгі Хатшықызы', login: 'hatshy', password: secrets.secretarysPassword, role: 'secretary' });
    secretary = await Window.open(console_.url);
    await secretary.do('session.login', { login: 'hatshy', password: secrets.secretarysPassword });
    hearingId = (await secretary.do('schedule.add', { schedule: exampleSchedule({ startsAtMs: Date.now() }) })).hearingId;
  });

  test.each<[string, unknown, { code: string; field?: string }]>([
    ['users.add', { name: ' ', login: 'a', password: 'long enough', role: 'judge' }, { code: 'input.invalid', field: 'name' }],
    ['users.add', { name: 'A', login: 'a', password: 'short', role: 'judge' }, { code: 'input.invalid', field: 'password' }],
    ['users.add', { name: 'A', login: 'a', password: 'long enough', role: 'king' }, { code: 'input.invalid', field: 'role' }],
    ['users.add', { name: 'A', login: administrator.login, password: 'long enough', role: 'judge' }, { code: 'user.exists', field: 'login' }],
    ['users.change', { userId: hostile.sql, disabled: true }, { code: 'user.not_found', field: 'userId' }],
    ['users.change', { userId: '__proto__', role: 'administrator' }, { code: 'user.not_found' }],
    ['settings.saveHall', { hall: { ...hall, microphones: [...hall.microphones, ...hall.microphones] } }, { code: 'input.invalid', field: 'hall.microphones' }],
    ['settings.saveHall', { hall: { ...hall, demo: true } }, { code: 'input.invalid', field: 'hall.demo' }],
    ['session.loginDemo', { role: 'administrator' }, { code: 'auth.forbidden' }],
    ['settings.saveHall', { hall: { ...hall, demo: 'yes' } }, { code: 'input.invalid', field: 'hall.demo' }],
    ['settings.saveCourtServer', { courtServer: { url: 'http://u:p@127.0.0.1', deviceToken: secrets.deviceToken } }, { code: 'input.invalid', field: 'courtServer.url' }],
    ['settings.saveCourtServer', { courtServer: { url: 'http://127.0.0.1', deviceToken: `${secrets.deviceToken}\r\nX: y` } }, { code: 'input.invalid', field: 'courtServer.deviceToken' }],
    ['settings.saveCourtServer', {}, { code: 'input.invalid', field: 'courtServer' }],
    ['no.such.call', {}, { code: 'call.unknown' }],
  ])('administrator: %s %j', (name, input, expected) => refusedWithoutTrace(admin, name, input, expected));

  const mark = () => ({ hearingId, markId: randomUUID(), template: 'note', text: 'x', pressedAgoMs: 0 });
  test.each<[string, () => object, { code: string; field?: string }]>([
    ['schedule.add', () => ({ schedule: { ...exampleSchedule(), caseNumber: ' \n ' } }), { code: 'input.invalid', field: 'schedule.caseNumber' }],
    ['schedule.add', () => ({ schedule: exampleSchedule({ caseNumber: 'ә'.repeat(20_001) }) }), { code: 'input.invalid', field: 'schedule.caseNumber' }],
    ['schedule.add', () => ({ schedule: exampleSchedule({ startsAtMs: Number.MAX_SAFE_INTEGER }) }), { code: 'input.invalid', field: 'schedule.startsAtMs' }],
    ['schedule.add', () => ({ schedule: { ...exampleSchedule(), participants: [{ id: 'p', name: 'n', role: 'king', attendance: 'hall' }] } }), { code: 'input.invalid', field: 'schedule.participants.0.role' }],
    ['schedule.day', () => ({ date: '2026-02-30' }), { code: 'input.invalid', field: 'date' }],
    ['schedule.refresh', () => ({ date: hostile.traversal }), { code: 'input.invalid', field: 'date' }],
    ['schedule.refresh', () => ({ date: '2026-11-03' }), { code: 'court_server.not_configured' }],
    ['hearing.get', () => ({ hearingId: hostile.traversal }), { code: 'input.invalid', field: 'hearingId' }],
    ['hearing.get', () => ({ hearingId: randomUUID() }), { code: 'hearing.not_found' }],
    ['hearing.open', () => ({ hearingId: randomUUID() }), { code: 'hearing.not_found' }],
    ['hearing.resume', () => ({ hearingId }), { code: 'hearing.illegal_command' }],
    ['hearing.close', () => ({ hearingId }), { code: 'hearing.illegal_command' }],
    ['hearing.postpone', () => ({ hearingId, reason: '\u00a0', nextAtMs: null }), { code: 'input.invalid', field: 'reason' }],
    ['hearing.addMark', () => mark(), { code: 'hearing.illegal_command' }],
    ['hearing.addMark', () => ({ ...mark(), text: 'ә'.repeat(20_001) }), { code: 'input.invalid', field: 'text' }],
    ['hearing.addMark', () => ({ ...mark(), template: '__proto__' }), { code: 'input.invalid', field: 'template' }],
    ['hearing.addMark', () => ({ ...mark(), pressedAgoMs: -1 }), { code: 'input.invalid', field: 'pressedAgoMs' }],
    ['hearing.editMark', () => mark(), { code: 'hearing.illegal_command' }],
    ['incident.open', () => ({ hearingId, incidentId: 'x', subject: 'camera', deviceId: null, note: '' }), { code: 'input.invalid', field: 'incidentId' }],
    ['incident.resolve', () => ({ hearingId, incidentId: randomUUID(), how: 'x' }), { code: 'incident.not_found', field: 'incidentId' }],
    ['act.compose', () => ({ hearingId, actId: randomUUID(), incidentId: randomUUID(), language: 'kk' }), { code: 'incident.not_found', field: 'incidentId' }],
    ['act.edit', () => ({ hearingId, actId: randomUUID(), text: 'x' }), { code: 'act.not_found', field: 'actId' }],
    ['act.finalise', () => ({ hearingId, actId: randomUUID() }), { code: 'act.not_found', field: 'actId' }],
    ['protocol.compose', () => ({ hearingId: randomUUID(), language: 'kk' }), { code: 'hearing.not_found' }],
    ['protocol.compose', () => ({ hearingId, language: '../kk' }), { code: 'input.invalid', field: 'language' }],
    ['recording.info', () => ({ hearingId: randomUUID() }), { code: 'hearing.not_found' }],
    ['queue.list', () => ({ limit: 1e9 }), { code: 'input.invalid', field: 'limit' }],
    ['users.list', () => ({}), { code: 'auth.forbidden' }],
    ['settings.saveHall', () => ({ hall }), { code: 'auth.forbidden' }],
  ])('secretary: %s is refused and leaves nothing (%#)', (name, input, expected) => refusedWithoutTrace(secretary, name, input(), expected));

  test.each([
    'document/ID/manifest.json', 'document/ID/..%2f..%2fconsole.db', 'document/ID/%2e%2e/%2e%2e/console.db', 'document/ID/%00.txt', 'document/..%2f..%2f/console.json', 'document/NEW/manifest.json',
    'listen/NEW.wav?fromMs=0&toMs=1000', 'listen/ID.wav?fromMs=0&toMs=1e99', 'listen/ID.wav?fromMs=-1&toMs=5', 'listen/ID.wav?fromMs=0&toMs=1000&mic=../x', 'live/%2e%2e.flv', 'live/..%2fapi.flv', 'live/-i.flv', '%zz', 'document', '',
  ])('media %j is refused and leaves nothing', async (path) => {
    const before = await everythingKept(console_.dataDir);
    const address = path.replace('ID', hearingId).replace('NEW', randomUUID());
    const answer = await fetch(`${console_.url}/media/${address}${address.includes('?') ? '&' : '?'}ticket=${secrets.token}`);
    expect([400, 404, 503]).toContain(answer.status);
    expect(await answer.text()).not.toContain('SQLite');
    if (!path.includes('ID/')) expect(await everythingKept(console_.dataDir)).toEqual(before);
  });

  describe('secrets', () => {
    let echo: Server;

    beforeAll(async () => {
      // Quotes whatever it is sent, as a careless server would.
      echo = createServer((request, response) => response.writeHead(500).end(JSON.stringify({ error: { code: 'x', detail: JSON.stringify(request.headers) } })));
      await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
      await anyone.refused('session.login', { login: administrator.login, password: secrets.wrongPassword });
      await anyone.refused('session.login', { login: secrets.wrongPassword, password: secrets.wrongPassword });
      await anyone.refused('session.resume', { token: `${secrets.token}x` });
      const { userId } = await admin.do('users.add', { name: 'Б', login: 'b', password: secrets.addedPassword, role: 'judge' });
      await admin.do('users.change', { userId, password: secrets.changedPassword });
      await admin.do('settings.saveCourtServer', { courtServer: { url: `http://127.0.0.1:${(echo.address() as AddressInfo).port}`, deviceToken: secrets.deviceToken } });
      await admin.refused('schedule.refresh', { date: '2026-11-03' });
      await admin.do('queue.retryNow', {});
    });
    afterAll(() => void echo.close());

    const without = (text: string) => {
      for (const [name, secret] of Object.entries(secrets)) expect(text.includes(secret), name).toBe(false);
    };

    test('stand neither in the log, nor in what a window is told', async () => {
      const log = await eventually(() => logText(console_.dataDir), (text) => text.includes('"web"'));
      without(log);
      const status = await new Promise<ConsoleStatus>((resolve) => {
        void admin.client.stream('status', {}, (item) => resolve(item as ConsoleStatus), new AbortController().signal);
      });
      expect(status.courtServer.state).toBe('unreachable');
      without(JSON.stringify([
        status, await admin.do('settings.get', {}), await admin.do('users.list', {}), await admin.do('queue.list', {}), await admin.do('diagnostics.log', {}),
        await admin.refused('schedule.refresh', { date: '2026-11-03' }),
      ]));
    });

    test('neither does an incident carry them to the court server', async () => {
      await secretary.do('incident.open', { hearingId, incidentId: randomUUID(), subject: 'court_server', deviceId: null, note: '' });
      const { hearing } = await secretary.do('hearing.get', { hearingId });
      expect(hearing.incidents[0]?.evidence.length).toBeGreaterThan(3);
      without(JSON.stringify(hearing));
    });

    test('passwords and sessions are kept as hashes only', async () => {
      const { deviceToken: _, ...hashed } = secrets; // the token itself has to be sent, so it has to be kept
      const books = Buffer.concat(await Promise.all(['console.db', 'console.db-wal'].map((file) => readFile(`${console_.dataDir}/${file}`))));
      for (const [name, secret] of Object.entries(hashed)) expect(books.includes(secret), name).toBe(false);
    });
  });

  test('many guesses at once are no more than five', async () => {
    const guesses = await Promise.all(Array.from({ length: 40 }, (_, i) => anyone.refused('session.login', { login: 'guessed', password: `guess ${i}` })));
    expect(guesses.filter((e) => e.code === 'auth.wrong_credentials').length).toBeLessThanOrEqual(5);
    expect(guesses.filter((e) => e.code === 'auth.locked').length).toBeGreaterThanOrEqual(35);
  });
});
