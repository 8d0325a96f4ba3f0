import { randomBytes, randomUUID } from 'node:crypto';
import { access, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  factsAnswerSchema, fileReceiptAnswerSchema, hearingAnswerSchema, hearingsAnswerSchema, scheduleAnswerSchema, serverInfoSchema,
} from '#shared/court-api/index.ts';
import { canonicalText } from '#shared/domain/manifest.ts';
import { courtServerTask, startCourtServer, type TestCourtServer } from '../../helpers/courtServer.ts';
import { call, create, fact, head, newFile, patch, sha256, upload } from './support.ts';

let server: TestCourtServer;
let token: string;
let otherToken: string;

beforeAll(async () => {
  server = await startCourtServer({ demo: true });
  token = server.token;
  const issued = await courtServerTask(['--issue-token', '--court', 'Басқа сот', '--hall', '№ 2 зал', '--data-dir', server.dataDir]);
  otherToken = issued.stdout.trim();
});
afterAll(() => server.stop());

const today = () => new Date(Date.now() + 5 * 3_600_000).toISOString().slice(0, 10);

const scheduledEvent = (caseNumber: string, participantName = 'Демоқызы Үлгі') => ({
  type: 'hearingScheduled' as const, origin: 'manual' as const, serverHearingId: null, demo: true,
  schedule: {
    caseNumber, proceedings: 'civil' as const, instance: 'first' as const, court: 'Үлгі сот', hall: '№ 1', startsAtMs: 1_790_000_000_000, judge: 'Төрағабек',
    secretary: '', language: 'kk' as const, participants: [{ id: 'p1', name: participantName, role: 'claimant' as const, attendance: 'hall' as const }],
  },
});

describe('info and schedule', () => {
  test('a right token is told who answers', async () => {
    const { status, body } = await call(server, token, 'GET', '/api/v1/info');
    expect(status).toBe(200);
    expect(serverInfoSchema.parse(body).apiVersion).toBe('v1');
  });

  test('the demonstration hall has its day, and another hall sees nothing of it', async () => {
    const own = scheduleAnswerSchema.parse((await call(server, token, 'GET', `/api/v1/schedule?date=${today()}`)).body);
    expect(own.hearings).toHaveLength(8);
    expect(new Set(own.hearings.map((h) => h.schedule.proceedings))).toEqual(new Set(['civil', 'criminal', 'administrative']));
    expect(own.hearings.every((h) => h.schedule.caseNumber.startsWith('ДЕМО-'))).toBe(true);
    const other = scheduleAnswerSchema.parse((await call(server, otherToken, 'GET', `/api/v1/schedule?date=${today()}`)).body);
    expect(other.hearings).toEqual([]);
  });

  test('a wrong date is refused by name', async () => {
    const { status, body } = await call(server, token, 'GET', '/api/v1/schedule?date=21.11.2026');
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { code: 'input.invalid', field: 'query.date' } });
  });

  test('a schedule is imported from a file; a broken one is refused by line or field, and nothing of it is taken', async () => {
    const path = join(server.dataDir, 'schedule.json');
    const entry = { serverHearingId: 's-1', schedule: { ...scheduledEvent('АБВ-1').schedule, court: 'Басқа сот', hall: '№ 2 зал' } };
    const importing = () => courtServerTask(['--import-schedule', path, '--data-dir', server.dataDir]);
    await writeFile(path, '{"hearings": [\n  {"serverHearingId": "s-1",\n  oops}\n]}');
    expect(JSON.parse((await importing()).stderr)).toMatchObject({ error: { code: 'input.invalid', field: 'line 3' } });
    await writeFile(path, JSON.stringify({ hearings: [entry, { ...entry, serverHearingId: 's-2', schedule: { ...entry.schedule, judge: '' } }] }));
    expect(JSON.parse((await importing()).stderr)).toMatchObject({ error: { field: 'hearings.1.schedule.judge' } });
    await writeFile(path, JSON.stringify({ hearings: [entry] }));
    expect((await importing()).code).toBe(0);
    const date = new Date(entry.schedule.startsAtMs + 5 * 3_600_000).toISOString().slice(0, 10);
    const answer = scheduleAnswerSchema.parse((await call(server, otherToken, 'GET', `/api/v1/schedule?date=${date}`)).body);
    expect(answer.hearings).toEqual([entry]);
  });
});

describe('facts', () => {
  test('stored once, receipted with the same receipt, refused with other content', async () => {
    const first = fact(randomUUID(), { type: 'markAdded', markId: 'm1', atMs: 1, template: 'note', text: 'Куә сөйледі' });
    const send = async (facts: unknown[]) => call(server, token, 'POST', '/api/v1/facts', { facts });
    const once = factsAnswerSchema.parse((await send([first])).body).receipts[0];
    expect(once?.sha256).toBe(sha256(canonicalText(first)));
    const twice = factsAnswerSchema.parse((await send([first, first])).body).receipts;
    expect(twice).toEqual([once, once]);
    const forged = { ...first, event: { ...first.event, text: 'өзгертілді' } };
    const fresh = fact(first.hearingId, { type: 'markAdded', markId: 'm2', atMs: 2, template: 'note', text: '' });
    const refused = await send([fresh, forged]);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ error: { code: 'conflict', field: 'facts.1.eventId' } });
    const hearing = hearingAnswerSchema.parse((await call(server, token, 'GET', `/api/v1/hearings/${first.hearingId}`)).body);
    expect(hearing.factReceipts).toHaveLength(1);
  });

  test('names with markup, NUL, 10 kB and emoji come back as they went, and the row with its status (SK-2.1, SK-9)', async () => {
    const hearingId = randomUUID();
    const nasty = `<script>alert(1)</script> ../../x \u0000 👩‍⚖️ \ud83d ${'қ'.repeat(10_000)}`;
    const facts = [fact(hearingId, scheduledEvent(nasty, nasty)), fact(hearingId, { type: 'connectingStarted', atMs: 5 })];
    const { receipts } = factsAnswerSchema.parse((await call(server, token, 'POST', '/api/v1/facts', { facts })).body);
    expect(receipts.map((r) => r.sha256)).toEqual(facts.map((f) => sha256(canonicalText(f))));
    const hearing = hearingAnswerSchema.parse((await call(server, token, 'GET', `/api/v1/hearings/${hearingId}`)).body);
    expect(hearing).toMatchObject({ caseNumber: nasty.toWellFormed(), phase: 'connecting' });
  });

  test('a fact of an unknown kind is kept, and told apart', async () => {
    const hearingId = randomUUID();
    const facts = [fact(hearingId, scheduledEvent('ДЕМО-9')), fact(hearingId, { type: 'somethingNew', x: [1] }), fact(hearingId, { type: 'markAdded', markId: 3 })];
    expect((await call(server, token, 'POST', '/api/v1/facts', { facts })).status).toBe(200);
    const hearing = hearingAnswerSchema.parse((await call(server, token, 'GET', `/api/v1/hearings/${hearingId}`)).body);
    expect(hearing).toMatchObject({ facts: 3, factsNotUnderstood: 2, phase: 'scheduled' });
  });

  test('bad input names its field', async () => {
    const wrong = async (body: unknown) => (await call(server, token, 'POST', '/api/v1/facts', body)).body;
    const good = fact(randomUUID(), { type: 'connectingStarted', atMs: 1 });
    expect(await wrong({ facts: [good, { ...good, seq: 'x' }] })).toMatchObject({ error: { code: 'input.invalid', field: 'facts.1.seq' } });
    expect(await wrong({ facts: [] })).toMatchObject({ error: { field: 'facts' } });
    expect(await wrong('{"facts": [')).toMatchObject({ error: { code: 'input.invalid', field: 'body' } });
    expect((await call(server, token, 'GET', `/api/v1/hearings/${good.hearingId}`)).status).toBe(404);
  });

  test('another hall neither reads nor writes a hearing', async () => {
    const mine = fact(randomUUID(), scheduledEvent('ДЕМО-10'));
    await call(server, token, 'POST', '/api/v1/facts', { facts: [mine] });
    const theirs = await call(server, otherToken, 'POST', '/api/v1/facts', { facts: [fact(mine.hearingId, { type: 'connectingStarted', atMs: 1 })] });
    expect(theirs).toMatchObject({ status: 403, body: { error: { code: 'auth.forbidden', field: 'facts.0.hearingId' } } });
    expect((await call(server, otherToken, 'GET', `/api/v1/hearings/${mine.hearingId}`)).status).toBe(404);
    const list = hearingsAnswerSchema.parse((await call(server, otherToken, 'GET', '/api/v1/hearings')).body);
    expect(list.hearings.map((h) => h.hearingId)).not.toContain(mine.hearingId);
  });
});

const receipt = async (fileId: string, from = server) =>
  fileReceiptAnswerSchema.parse((await call(from, token, 'GET', `/api/v1/files/${fileId}/receipt`)).body);

describe('files', () => {
  test('a file is receipted over its own SHA-256, and the same announcement again is answered at once', async () => {
    const bytes = randomBytes(300_000);
    const file = newFile(randomUUID(), 'run-001/cam-1/00000.mkv', bytes);
    const location = await upload(server, token, file, bytes);
    const answer = await receipt(file.fileId);
    expect(answer).toMatchObject({ state: 'received', receipt: { of: `file:${file.fileId}`, sha256: file.sha256 } });
    const again = await create(server, token, file, bytes.length);
    expect([again.status, again.headers.get('location'), again.headers.get('upload-offset')]).toEqual([201, location, String(bytes.length)]);
    expect((await head(server, token, location)).headers.get('upload-offset')).toBe(String(bytes.length));
    expect(await receipt(file.fileId)).toEqual(answer);
    expect(await readFile(join(server.dataDir, 'files', file.hearingId, file.path))).toEqual(bytes);
    const back = await fetch(`${server.url}/api/v1/files/${file.fileId}/content`, { headers: { authorization: `Bearer ${token}`, range: 'bytes=10-19' } });
    expect([back.status, Buffer.from(await back.arrayBuffer())]).toEqual([206, bytes.subarray(10, 20)]);
  });

  test('other bytes than announced go aside, and the same file can be sent anew', async () => {
    const bytes = randomBytes(1000);
    const file = newFile(randomUUID(), 'run-001/cam-1/00001.mkv', bytes);
    const wrong = randomBytes(1000);
    const location = await upload(server, token, file, wrong);
    expect(await receipt(file.fileId)).toEqual({ state: 'mismatch', sha256: sha256(wrong) });
    expect((await head(server, token, location)).status).toBe(410);
    const aside = (await readdir(join(server.dataDir, 'aside'))).find((name) => name.startsWith(file.fileId)) ?? '';
    expect(await readFile(join(server.dataDir, 'aside', aside))).toEqual(wrong);
    await upload(server, token, file, bytes);
    expect(await receipt(file.fileId)).toMatchObject({ state: 'received' });
  });

  test('a received file is never replaced', async () => {
    const bytes = Buffer.from('хаттама');
    const file = newFile(randomUUID(), 'documents/protocol-1.kk.txt', bytes, 'protocol');
    await upload(server, token, file, bytes);
    const sameId = await create(server, token, { ...file, sha256: sha256('x') }, 1);
    expect([sameId.status, await sameId.json()]).toMatchObject([409, { error: { code: 'conflict', field: 'metadata.fileId' } }]);
    const samePath = await create(server, token, newFile(file.hearingId, file.path, Buffer.from('басқа'), 'protocol'), 10);
    expect([samePath.status, await samePath.json()]).toMatchObject([409, { error: { field: 'metadata.path' } }]);
    expect(await readFile(join(server.dataDir, 'files', file.hearingId, file.path))).toEqual(bytes);
  });

  test('two uploads racing for one path: the first is kept, the second goes aside', async () => {
    const hearingId = randomUUID();
    const [a, b] = [Buffer.from('first'), Buffer.from('other')];
    const [fileA, fileB] = [newFile(hearingId, 'manifest.json', a, 'manifest'), newFile(hearingId, 'manifest.json', b, 'manifest')];
    const locationB = (await create(server, token, fileB, 5)).headers.get('location') ?? '';
    await upload(server, token, fileA, a);
    await patch(server, token, locationB, 0, b);
    expect(await receipt(fileB.fileId)).toMatchObject({ state: 'mismatch' });
    expect(await readFile(join(server.dataDir, 'files', hearingId, 'manifest.json'), 'utf8')).toBe('first');
  });

  test('paths that lead out are refused by name and write nothing', async () => {
    const bytes = Buffer.from('x');
    const stray = `stray-${randomUUID()}`;
    for (const path of [`../${stray}`, `a/../../${stray}`, `${tmpdir()}/${stray}`, '/etc/x', 'a/./b', 'a\\..\\b', 'a\u0000b', '..', 'a/..']) {
      const response = await create(server, token, newFile(randomUUID(), path, bytes), 1);
      expect([path, response.status, await response.json()]).toMatchObject([path, 400, { error: { code: 'input.invalid', field: 'metadata.path' } }]);
    }
    await expect(access(join(server.dataDir, '..', stray))).rejects.toThrow();
    await expect(access(join(tmpdir(), stray))).rejects.toThrow();
  });

  test('bad announcements name their field', async () => {
    const good = newFile(randomUUID(), 'a.mkv', Buffer.from('x'));
    const field = async (response: Response) => (await response.json() as { error: { field: string } }).error.field;
    expect(await field(await create(server, token, { ...good, sha256: 'ABC' }, 1))).toBe('metadata.sha256');
    expect(await field(await create(server, token, { ...good, kind: 'exe' }, 1))).toBe('metadata.kind');
    expect(await field(await create(server, token, good, -1))).toBe('header.upload-length');
    expect((await create(server, token, good, 1e15 - 1)).status).toBe(413);
  });

  test('another hall cannot reach an upload', async () => {
    const bytes = randomBytes(10);
    const file = newFile(randomUUID(), 'a.mkv', bytes);
    const location = (await create(server, token, file, 10)).headers.get('location') ?? '';
    expect((await head(server, otherToken, location)).status).toBe(404);
    expect((await patch(server, otherToken, location, 0, bytes)).status).toBe(404);
    expect((await call(server, otherToken, 'GET', `/api/v1/files/${file.fileId}/receipt`)).status).toBe(404);
    expect((await create(server, otherToken, file, 10)).status).toBe(403);
    expect(await receipt(file.fileId)).toEqual({ state: 'pending' });
  });
});

describe('at the door', () => {
  test('no token, a wrong one, and too many of them', async () => {
    expect((await fetch(`${server.url}/api/v1/info`)).status).toBe(401);
    expect((await create(server, 'wrong-wrong-wrong-wrong', newFile(randomUUID(), 'a', Buffer.from('x')), 1)).status).toBe(401);
    const statuses = [];
    for (let i = 0; i < 25; i += 1) statuses.push((await call(server, 'wrong-wrong-wrong-wrong', 'GET', '/api/v1/info')).status);
    expect(statuses.at(-1)).toBe(429);
    expect((await call(server, token, 'GET', '/api/v1/info')).status).toBe(200);
  });

  test('tokens are kept as hashes only', async () => {
    const database = await readFile(join(server.dataDir, 'court.sqlite'));
    const wal = await readFile(join(server.dataDir, 'court.sqlite-wal'));
    expect(Buffer.concat([database, wal]).includes(token)).toBe(false);
    expect(Buffer.concat([database, wal]).includes(sha256(token))).toBe(true);
  });
});
