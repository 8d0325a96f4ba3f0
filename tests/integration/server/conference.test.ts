import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { credentialsSchema, joinAnswerSchema, maxFrameBytes, silentAfterMs, type Credentials } from '#shared/conference/messages.ts';
import { courtServerTask, startCourtServer, type TestCourtServer } from '../../helpers/courtServer.ts';
import { TestLine } from './conferenceLine.ts';
import { call, fact } from './support.ts';

let server: TestCourtServer;
beforeAll(async () => { server = await startCourtServer(); });
afterAll(() => server.stop());

const hourMs = 3_600_000;
const now = Date.now();
const invitation = (hearingId: string, participantId = 'p1', change: object = {}) => ({
  hearingId, participantId, name: 'Куәгер Мысалова', caseNumber: '7599-26-00-2/1', startsAtMs: now + hourMs, language: 'kk', fromMs: now - hourMs, untilMs: now + 8 * hourMs, ...change,
});

async function invite(hearingId: string, participantId = 'p1', change: object = {}): Promise<Credentials> {
  const { status, body } = await call(server, server.token, 'POST', '/api/v1/invitations', invitation(hearingId, participantId, change));
  expect(status).toBe(200);
  return credentialsSchema.parse(body);
}

const join = (login: string, password: string) => call(server, 'nobody-needs-a-token-here', 'POST', '/conference/v1/join', { login, password });
const end = (hearingId: string, participantId: string | null, why: string) => call(server, server.token, 'POST', '/api/v1/invitations/end', { hearingId, participantId, why });

async function tokenFor(hearingId: string, participantId = 'p1'): Promise<string> {
  const { login, password } = await invite(hearingId, participantId);
  const { body } = await join(login, password);
  return joinAnswerSchema.parse(body).token;
}

const enterHall = (hearingId: string) => TestLine.enter(server.url, { as: 'hall', token: server.token, hearingId });
const enterAs = (token: string, options: { speaks?: boolean } = {}) => TestLine.enter(server.url, { as: 'participant', token }, options);

test('an invitation lets one in, who then hears and is heard by the hall and by nobody else', async () => {
  const hearingId = randomUUID();
  const hall = await enterHall(hearingId);
  const { login, password, path } = await invite(hearingId);
  expect(path).toBe(`/join#${login}.${password}`);
  const joined = await join(login, password);
  expect(joined.status).toBe(200);
  const { token, to } = joinAnswerSchema.parse(joined.body);
  expect(to).toMatchObject({ participantId: 'p1', name: 'Куәгер Мысалова', court: expect.stringMatching(/./) as string });
  const [first, other] = [await enterAs(token), await enterAs(await tokenFor(hearingId, 'p2'))];

  expect(await hall.next('here')).toMatchObject({ who: { participantId: 'p1' } });
  expect(first.welcome.here).toMatchObject([{ participantId: 'hall' }]);
  hall.say('p1', { hello: 'Қайырлы күн' });
  expect(await first.next('said')).toMatchObject({ from: 'hall', data: { hello: 'Қайырлы күн' } });
  first.say(null, { answer: 1 });
  expect(await hall.next('said')).toMatchObject({ from: 'p1', data: { answer: 1 } });
  expect(other.heard('said')).toEqual([]);

  first.close();
  expect(await hall.next('away')).toMatchObject({ participantId: 'p1' });
  const again = await enterHall(hearingId);
  expect(again.welcome.here).toMatchObject([{ participantId: 'p2' }]);
  expect(await hall.ended()).toBe('replaced');
});

test('the page that comes back with its token takes its own place', async () => {
  const hearingId = randomUUID();
  const token = await tokenFor(hearingId);
  const before = await enterAs(token);
  const after = await enterAs(token);
  expect(await before.ended()).toBe('replaced');
  const hall = await enterHall(hearingId);
  expect(hall.welcome.here).toHaveLength(1);
  after.say(null, 'here');
  expect(await hall.next('said')).toMatchObject({ from: 'p1' });
});

test('while somebody is connected, the same login brings in nobody else', async () => {
  const hearingId = randomUUID();
  const { login, password } = await invite(hearingId);
  const { token } = joinAnswerSchema.parse((await join(login, password)).body);
  const line = await enterAs(token);
  expect(await join(login, password)).toMatchObject({ status: 409, body: { error: { code: 'conference.already_here' } } });
  line.close();
  await expect.poll(async () => (await join(login, password)).status).toBe(200);
  expect(await TestLine.refusal(server.url, { as: 'participant', token })).toBe('unknown_token'); // the newer page has another one
});

test.each([
  ['too early', { fromMs: now + hourMs }, 'conference.too_early'],
  ['too late', { fromMs: now - 2 * hourMs, untilMs: now - hourMs }, 'conference.expired'],
])('%s is said with its reason', async (_, change, code) => {
  const { login, password } = await invite(randomUUID(), 'p1', change);
  expect(await join(login, password)).toMatchObject({ status: 403, body: { error: { code } } });
});

test('wrong passwords are told, and soon told to wait; other people come in meanwhile', async () => {
  const { login } = await invite(randomUUID());
  for (let i = 0; i < 5; i++) expect(await join(login, 'wrong-wrong')).toMatchObject({ status: 403, body: { error: { code: 'conference.wrong_credentials' } } });
  expect(await join(login, 'wrong-wrong')).toMatchObject({ status: 429 });
  const other = await invite(randomUUID());
  expect(await join(other.login, other.password)).toMatchObject({ status: 200 });
});

test.each(['revoked', 'excluded', 'closed'] as const)('an invitation that was %s ends its line and lets in nobody', async (why) => {
  const hearingId = randomUUID();
  const { login, password } = await invite(hearingId);
  const { token } = joinAnswerSchema.parse((await join(login, password)).body);
  const line = await enterAs(token);
  const stays = await enterAs(await tokenFor(hearingId, 'p2'));
  expect(await end(hearingId, why === 'closed' ? null : 'p1', why)).toMatchObject({ status: 200, body: { ended: why === 'closed' ? 2 : 1 } });
  expect(await line.ended()).toBe(why);
  expect(await TestLine.refusal(server.url, { as: 'participant', token })).toBe(why);
  expect(await join(login, password)).toMatchObject({ status: 403, body: { error: { code: `conference.${why}` } } });
  if (why !== 'closed') expect(stays.isOpen()).toBe(true);
});

test('new credentials end the old ones', async () => {
  const hearingId = randomUUID();
  const old = await invite(hearingId);
  const { token } = joinAnswerSchema.parse((await join(old.login, old.password)).body);
  const line = await enterAs(token);
  const fresh = await invite(hearingId);
  expect(await line.ended()).toBe('revoked');
  expect(await join(old.login, old.password)).toMatchObject({ body: { error: { code: 'conference.wrong_credentials' } } });
  expect((await join(fresh.login, fresh.password)).status).toBe(200);
});

test('another hall can neither invite to this hearing nor end its invitations nor take its line', async () => {
  const hearingId = randomUUID();
  const token = await tokenFor(hearingId);
  const foreign = (await courtServerTask(['--issue-token', '--court', 'Басқа сот', '--hall', '9', '--data-dir', server.dataDir])).stdout.trim();
  expect(await call(server, foreign, 'POST', '/api/v1/invitations', invitation(hearingId))).toMatchObject({ status: 403 });
  expect(await call(server, foreign, 'POST', '/api/v1/invitations/end', { hearingId, participantId: null, why: 'closed' })).toMatchObject({ status: 403 });
  expect(await TestLine.refusal(server.url, { as: 'hall', token: foreign, hearingId })).toBe('unknown_token');
  expect((await enterAs(token)).isOpen()).toBe(true);
});

test('junk, frames of ten megabytes, silence and floods end their own line and disturb nobody', async () => {
  const hearingId = randomUUID();
  const hall = await enterHall(hearingId);
  const good = await enterAs(await tokenFor(hearingId, 'good'));
  for (const junk of ['', 'no json', '[]', '{"type":"hello"}', '{"type":"say","to":null,"data":1}', JSON.stringify({ type: 'hello', as: 'participant', token: 'x'.repeat(40) })]) {
    expect(['not_understood', 'unknown_token']).toContain(await TestLine.refusal(server.url, junk));
  }
  expect(await TestLine.refusal(server.url, Buffer.alloc(10 * 1024 * 1024))).toMatch(/^closed with 10(09|06)$/); // 1006: cut while it was still sending
  expect(await TestLine.refusal(server.url, null)).toBe('no_hello');

  const bad = await enterAs(await tokenFor(hearingId, 'bad'));
  for (let i = 0; i < 1000; i++) bad.say(null, i);
  expect(await bad.ended()).toBe('too_much');
  bad.close();
  const silent = await enterAs(await tokenFor(hearingId, 'silent'), { speaks: false });
  await expect.poll(() => silent.isOpen(), { timeout: silentAfterMs + 2000 }).toBe(false);

  good.say(null, 'still here');
  await expect.poll(() => hall.heard('said').some(({ from, data }) => from === 'good' && data === 'still here')).toBe(true);
  expect(good.isOpen()).toBe(true);
}, 30_000);

test('a thousand connections in a hurry are refused above a bound, and a page that has its token still comes in', async () => {
  const hearingId = randomUUID();
  const token = await tokenFor(hearingId);
  const answers = await Promise.all(Array.from({ length: 1000 }, () => new Promise<string>((resolve) => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/conference/v1/socket`);
    socket.once('open', () => { resolve('open'); socket.terminate(); });
    socket.once('unexpected-response', (_, { statusCode }) => { resolve(String(statusCode)); socket.terminate(); });
    socket.on('error', () => resolve('error'));
  })));
  expect(answers.filter((answer) => answer === '429').length).toBeGreaterThan(0);
  expect(answers.filter((answer) => answer === 'error')).toEqual([]);
  await sleep(50);
  expect((await enterAs(token)).isOpen()).toBe(true);
}, 30_000);

test('a thousand strangers within a minute, ten megabytes and junk from the same address: who is in the hearing hears every answer', async () => {
  const hearingId = randomUUID();
  const hall = await enterHall(hearingId);
  const good = await enterAs(await tokenFor(hearingId));
  const strangers = Array.from({ length: 1000 }, (_, i) => async (): Promise<string> => {
    const token = `${i}-guessed-by-a-stranger`;
    if (i % 100 === 50) return TestLine.refusal(server.url, Buffer.alloc(10 * 1024 * 1024));
    return TestLine.refusal(server.url, i % 3 === 0 ? 'junk' : i % 3 === 1 ? { as: 'participant', token } : { as: 'hall', token, hearingId });
  });
  const refused = new Set<string>();
  const startedMs = Date.now();
  for (let from = 0; from < strangers.length; from += 25) {
    for (const refusal of await Promise.all(strangers.slice(from, from + 25).map((stranger) => stranger()))) refused.add(refusal);
  }
  console.log(`1000 strangers in ${Date.now() - startedMs} ms: ${[...refused].join(', ')}`);
  for (const refusal of refused) expect(refusal).toMatch(/^(unknown_token|not_understood|closed with 10(09|06))$/);
  expect([refused.has('unknown_token'), refused.has('not_understood')]).toEqual([true, true]);
  const answered = good.heard('pong').length;
  await expect.poll(() => good.heard('pong').length, { timeout: 10_000 }).toBeGreaterThan(answered + 1);
  expect([hall.isOpen(), good.isOpen(), hall.heard('away'), good.heard('away')]).toEqual([true, true, [], []]);
  good.say(null, 'undisturbed');
  await expect.poll(() => hall.heard('said').map(({ data }) => data), { timeout: 10_000 }).toContain('undisturbed');
}, 120_000);

test('a token is good for its own hearing and its own side alone', async () => {
  const [mine, theirs] = [randomUUID(), randomUUID()];
  const [hallOfMine, hallOfTheirs] = [await enterHall(mine), await enterHall(theirs)];
  const token = await tokenFor(theirs);
  expect(await TestLine.refusal(server.url, { as: 'hall', token, hearingId: theirs })).toBe('unknown_token');
  expect(await TestLine.refusal(server.url, { as: 'participant', token: server.token })).toBe('unknown_token');
  const line = await enterAs(token);
  line.say('p1', 'not to others');
  line.say(null, 'to my hall');
  expect(await hallOfTheirs.next('said')).toMatchObject({ data: 'not to others' }); // whomever a participant names, it is the hall that hears it
  expect(await hallOfTheirs.next('said')).toMatchObject({ data: 'to my hall' });
  expect([hallOfMine.heard('here'), hallOfMine.heard('said')]).toEqual([[], []]);
});

test('a line that is open ends when its invitation does, and says so; the others of the hearing stay', async () => {
  const hearingId = randomUUID();
  const hall = await enterHall(hearingId);
  const stays = await enterAs(await tokenFor(hearingId, 'p2'));
  const { login, password } = await invite(hearingId, 'p1', { untilMs: Date.now() + 8000 });
  const { token } = joinAnswerSchema.parse((await join(login, password)).body);
  const line = await enterAs(token);
  await expect.poll(() => line.heard('ended').map(({ reason }) => reason), { timeout: 40_000 }).toEqual(['expired']);
  expect(await hall.next('away')).toMatchObject({ participantId: 'p1' });
  expect(await TestLine.refusal(server.url, { as: 'participant', token })).toBe('expired');
  expect(stays.isOpen()).toBe(true);
});

describe('with a relay', () => {
  let dir: string;
  beforeAll(async () => { dir = await mkdtemp(joinPath(tmpdir(), 'turn-secret-')); });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  const withSecret = async (secret: string): Promise<string[]> => {
    await writeFile(joinPath(dir, 'secret'), secret);
    return ['--turn-url', 'turn:relay.example:3478', '--turn-secret-file', joinPath(dir, 'secret')];
  };

  test('what lets a page use it ends with its invitation, what lets the hall use it with the day', async () => {
    const own = await startCourtServer({ args: await withSecret('a secret\n') });
    try {
      const hearingId = randomUUID();
      const untilMs = Date.now() + hourMs;
      const { body } = await call(own, own.token, 'POST', '/api/v1/invitations', invitation(hearingId, 'p1', { untilMs }));
      const { login, password } = credentialsSchema.parse(body);
      const { token } = joinAnswerSchema.parse((await call(own, 'nobody-needs-a-token-here', 'POST', '/conference/v1/join', { login, password })).body);
      const lines = [await TestLine.enter(own.url, { as: 'participant', token }), await TestLine.enter(own.url, { as: 'hall', token: own.token, hearingId })];
      const endsAtMs = lines.map(({ welcome }) => Number(welcome.iceServers[0]?.username?.split(':')[0]) * 1000);
      expect(endsAtMs[0]).toBe(Math.floor(untilMs / 1000) * 1000);
      expect(endsAtMs[1]).toBeGreaterThan(Date.now() + 11 * hourMs);
      expect(endsAtMs[1]).toBeLessThanOrEqual(Date.now() + 12 * hourMs);
      for (const line of lines) line.close();
    } finally {
      await own.stop();
    }
  });

  test.each([['an empty secret, with which everybody could sign', ' \n'], ['a secret that is not there', null]])('%s is refused at the start', async (_, secret) => {
    const args = secret === null ? ['--turn-url', 'turn:relay.example:3478', '--turn-secret-file', joinPath(dir, 'missing')] : await withSecret(secret);
    const { code, stderr } = await courtServerTask(['--port', '0', '--data-dir', joinPath(dir, 'data'), ...args]);
    expect(code).toBe(1);
    expect(stderr).toContain('--turn-secret-file');
  });
});

test('a frame from a page of another site is refused before it is a line', async () => {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/conference/v1/socket`, { origin: 'http://evil.example' });
  socket.on('error', () => undefined);
  const status = await new Promise((resolve) => { socket.once('unexpected-response', (_, { statusCode }) => resolve(statusCode)); socket.once('open', () => resolve('open')); });
  socket.terminate();
  expect(status).toBe(403);
});

test('a message may be as large as it says', async () => {
  const hearingId = randomUUID();
  const hall = await enterHall(hearingId);
  const page = await enterAs(await tokenFor(hearingId));
  const text = 'я'.repeat(maxFrameBytes / 2 - 100);
  page.say(null, text);
  expect((await hall.next('said')).data).toBe(text);
});

test('passwords are not in the records', async () => {
  const { password } = await invite(randomUUID());
  const { readFile } = await import('node:fs/promises');
  const bytes = Buffer.concat(await Promise.all(['court.sqlite', 'court.sqlite-wal'].map((name) => readFile(`${server.dataDir}/${name}`).catch(() => Buffer.alloc(0)))));
  expect(bytes.includes(password)).toBe(false);
});

test('what has happened in a hearing ends its invitations, also when the console could not say so itself', async () => {
  const send = (hearingId: string, event: Parameters<typeof fact>[1]) => call(server, server.token, 'POST', '/api/v1/facts', { facts: [fact(hearingId, event)] });
  const hearingId = randomUUID();
  const [first, other] = [await invite(hearingId, 'p1'), await invite(hearingId, 'p2')];
  await send(hearingId, { type: 'invitationEnded', participantId: 'p1', login: first.login, why: 'excluded', atMs: now });
  expect(await join(first.login, first.password)).toMatchObject({ body: { error: { code: 'conference.excluded' } } });
  const fresh = await invite(hearingId, 'p1');
  await send(hearingId, { type: 'invitationEnded', participantId: 'p1', login: first.login, why: 'excluded', atMs: now }); // late
  expect((await join(fresh.login, fresh.password)).status).toBe(200);
  await send(hearingId, { type: 'hearingClosed', atMs: now, outcome: { kind: 'concluded' } });
  expect((await join(other.login, other.password)).status).toBe(200); // a page that was cut off comes back with what it has kept
  await send(hearingId, { type: 'recordingSealed', atMs: now, manifest: { path: 'manifest.json', sha256: 'a'.repeat(64), bytes: 1 }, segments: 1, mediaBytes: 1 });
  expect(await join(other.login, other.password)).toMatchObject({ body: { error: { code: 'conference.closed' } } });
});
