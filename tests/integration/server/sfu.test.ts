import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { credentialsSchema, joinAnswerSchema } from '#shared/conference/messages.ts';
import { courtServerTask, startCourtServer, type TestCourtServer } from '../../helpers/courtServer.ts';
import { startJanus, type TestJanus } from '../../helpers/janus.ts';
import { TestLine } from './conferenceLine.ts';
import { call } from './support.ts';

let janus: TestJanus;
let server: TestCourtServer;
beforeAll(async () => {
  janus = await startJanus();
  server = await startCourtServer({ args: ['--janus-url', janus.url, '--janus-secret-file', janus.secretFile] });
});
afterAll(async () => {
  await server.stop();
  await janus.stop();
});

const now = Date.now();

async function enterAs(at: TestCourtServer, hearingId: string, participantId: string): Promise<TestLine> {
  const invitation = { hearingId, participantId, name: 'Үлгі Сотталушыұлы', caseNumber: '1', startsAtMs: now, language: 'kk', fromMs: now - 60_000, untilMs: now + 3_600_000 };
  const { login, password } = credentialsSchema.parse((await call(at, at.token, 'POST', '/api/v1/invitations', invitation)).body);
  const { token } = joinAnswerSchema.parse((await call(at, 'nobody-needs-a-token-here', 'POST', '/conference/v1/join', { login, password })).body);
  return TestLine.enter(at.url, { as: 'participant', token });
}

const enterHall = (at: TestCourtServer, hearingId: string) => TestLine.enter(at.url, { as: 'hall', token: at.token, hearingId });

/** What a browser offers to send: so many pairs of sound and picture. */
function offer(pairs: number): string {
  const mids = Array.from({ length: pairs * 2 }, (_, i) => String(i));
  const media = mids.flatMap((mid) => {
    const [kind, type, codec] = Number(mid) % 2 === 0 ? ['audio', 111, 'opus/48000/2'] : ['video', 96, 'VP8/90000'];
    return [
      `m=${kind} 9 UDP/TLS/RTP/SAVPF ${type}`, 'c=IN IP4 0.0.0.0', 'a=rtcp:9 IN IP4 0.0.0.0', 'a=ice-ufrag:abcd', 'a=ice-pwd:abcdefghijklmnopqrstuvwx', 'a=ice-options:trickle',
      `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => 'AB').join(':')}`, 'a=setup:actpass', `a=mid:${mid}`, 'a=sendonly', 'a=rtcp-mux', `a=rtpmap:${type} ${codec}`, `a=ssrc:${1000 + Number(mid)} cname:test`,
    ];
  });
  return ['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0', `a=group:BUNDLE ${mids.join(' ')}`, ...media, ''].join('\r\n');
}

test('hall and participants publish at a real Janus, and each is answered by its own connection', async () => {
  const hearingId = randomUUID();
  const hall = await enterHall(server, hearingId);
  expect(hall.welcome.hasSfu).toBe(true);
  const accused = await enterAs(server, hearingId, 'p1');
  expect(accused.welcome.hasSfu).toBe(false); // it is the hall that decides
  hall.toSfu({ ask: 'publish', connectionId: 'h1', sdp: offer(2) });
  accused.toSfu({ ask: 'publish', connectionId: 'c1', sdp: offer(1) });
  const [toHall, toAccused] = [(await hall.next('sfu')).data, (await accused.next('sfu')).data];
  expect([toHall, toAccused]).toMatchObject([{ tell: 'answer', connectionId: 'h1' }, { tell: 'answer', connectionId: 'c1' }]);
  const sdpOf = (tell: typeof toHall): string => ('sdp' in tell ? tell.sdp : '');
  expect(sdpOf(toHall).match(/^m=/gm)).toHaveLength(4);
  expect(sdpOf(toHall).match(/^a=mid:(\d)/gm)).toEqual(['a=mid:0', 'a=mid:1', 'a=mid:2', 'a=mid:3']);
  expect(sdpOf(toAccused)).toMatch(/^a=recvonly/m);
  expect(sdpOf(toAccused)).toMatch(/^a=candidate:/m);
  expect(JSON.stringify([toHall, toAccused])).not.toMatch(/pin|secret/);
  accused.toSfu({ ask: 'end', connectionId: 'c1' });
  expect((await hall.next('sfu')).data).toEqual({ tell: 'gone', connectionId: 'c1' });
});

test('what Janus does not understand ends that connection, and no line', async () => {
  const hearingId = randomUUID();
  const [hall, accused] = [await enterHall(server, hearingId), await enterAs(server, hearingId, 'p1')];
  accused.toSfu({ ask: 'publish', connectionId: 'c1', sdp: 'v=0 and nothing else' });
  expect((await accused.next('sfu')).data).toEqual({ tell: 'gone', connectionId: 'c1' });
  expect([hall.isOpen(), accused.isOpen()]).toEqual([true, true]);
});

test('Janus that is gone is told of, and used again when it is back', async () => {
  const hearingId = randomUUID();
  const hall = await enterHall(server, hearingId);
  hall.toSfu({ ask: 'publish', connectionId: 'h1', sdp: offer(2) });
  expect((await hall.next('sfu')).data).toMatchObject({ tell: 'answer' });
  await janus.again();
  expect((await hall.next('sfu')).data).toEqual({ tell: 'gone', connectionId: 'h1' });
  hall.toSfu({ ask: 'publish', connectionId: 'h2', sdp: offer(2) });
  expect((await hall.next('sfu')).data).toMatchObject({ tell: 'answer', connectionId: 'h2' });
});

test('with a wrong secret there is no distributor, whatever is asked', async () => {
  const secretFile = join(server.dataDir, 'wrong-secret');
  await writeFile(secretFile, 'not the secret');
  const other = await startCourtServer({ args: ['--janus-url', janus.url, '--janus-secret-file', secretFile] });
  const hall = await enterHall(other, randomUUID());
  hall.toSfu({ ask: 'publish', connectionId: 'h1', sdp: offer(2) });
  expect((await hall.next('sfu')).data).toEqual({ tell: 'gone', connectionId: 'h1' });
  await other.stop();
});

test('a court without one says so, and leaves out what is asked of it', async () => {
  const plain = await startCourtServer();
  const hall = await enterHall(plain, randomUUID());
  expect(hall.welcome.hasSfu).toBe(false);
  hall.toSfu({ ask: 'publish', connectionId: 'h1', sdp: offer(2) });
  hall.toSfu({ ask: 'stop' });
  await expect.poll(() => hall.heard('pong').length, { timeout: 30_000 }).toBeGreaterThan(1);
  expect([hall.heard('sfu'), hall.isOpen()]).toEqual([[], true]);
  await plain.stop();
});

test('a secret without an address is refused by name', async () => {
  const { code, stderr } = await courtServerTask(['--janus-secret-file', '/dev/null']);
  expect([code, stderr]).toEqual([1, expect.stringContaining('--janus-secret-file')]);
});
