import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { watchAnswerSchema, watchPaths, type PublishHello } from '#shared/conference/watching.ts';
import { courtServerTask, startCourtServer, type TestCourtServer } from '../../helpers/courtServer.ts';
import { configuration, keyFrame, largeFrame, laterFrame } from '../../helpers/flv.ts';
import { call, fact } from './support.ts';
import { openUnread, TestObserver, TestPublisher } from './watchers.ts';

let server: TestCourtServer;
beforeAll(async () => { server = await startCourtServer(); });
afterAll(() => server.stop());

const patiently = { timeout: 20_000 };

const helloOf = (change: Partial<PublishHello> = {}): PublishHello => ({
  type: 'hello', token: server.token, hearingId: randomUUID(), watchId: randomUUID(), caseNumber: '7599-26-00-2/1', startsAtMs: 1_790_000_000_000, state: 'live', ...change,
});

const live = async (hello: PublishHello): Promise<TestPublisher> => {
  const publisher = await TestPublisher.live(server.url, hello);
  publisher.send(configuration, keyFrame(1), laterFrame(2));
  return publisher;
};

async function stateOf(watchId: string): Promise<string> {
  const response = await fetch(`${server.url}${watchPaths.state}/${watchId}`);
  const answer = watchAnswerSchema.parse(await response.json());
  return answer.why ? `${answer.state} ${answer.why}` : answer.state;
}

/** Nobody is left of those who watched it. */
async function leave(hall: TestPublisher, { watchId }: PublishHello): Promise<void> {
  hall.close();
  await expect.poll(() => stateOf(watchId), patiently).toBe('interrupted');
}

const end = (hello: PublishHello, why = 'closed_to_public', token = server.token) =>
  call(server, token, 'POST', '/api/v1/watches/end', { hearingId: hello.hearingId, watchId: hello.watchId, why });

const foreignToken = async (): Promise<string> => (await courtServerTask(['--issue-token', '--court', 'Басқа сот', '--hall', '9', '--data-dir', server.dataDir])).stdout.trim();

test('GP-5: everybody sees what the hall sends once; who comes late begins with the last key frame', async () => {
  const hello = helloOf();
  const hall = await live(hello);
  const first = await TestObserver.of(server.url, hello.watchId);
  await expect.poll(() => first.seen, patiently).toEqual(['configuration 0', 'key 40', 'picture 80']);
  hall.send(laterFrame(3), keyFrame(4), laterFrame(5));
  await expect.poll(() => first.seen.length, patiently).toBe(6);

  const late = await TestObserver.of(server.url, hello.watchId);
  await expect.poll(() => late.seen, patiently).toEqual(['configuration 0', 'key 160', 'picture 200']);
  hall.send(laterFrame(6));
  await expect.poll(() => [first, late].map(({ seen }) => seen.at(-1)), patiently).toEqual(['picture 240', 'picture 240']);
  await expect.poll(() => hall.count, patiently).toBe(2);
  first.leave();
  await expect.poll(() => hall.count, patiently).toBe(1);
  await leave(hall, hello);
});

test('who comes before the first key frame waits for it', async () => {
  const hello = helloOf();
  const hall = await TestPublisher.live(server.url, hello);
  const observer = await TestObserver.of(server.url, hello.watchId);
  hall.send(configuration, laterFrame(1), keyFrame(2), laterFrame(3));
  await expect.poll(() => observer.seen, patiently).toEqual(['configuration 0', 'key 80', 'picture 120']);
  await leave(hall, hello);
});

test('K7-6: a ruling to go closed ends every stream and the hall\'s line, lets nobody in, and does not come back', async () => {
  const hello = helloOf();
  const hall = await live(hello);
  const observers = [await TestObserver.of(server.url, hello.watchId), await TestObserver.of(server.url, hello.watchId)];
  await expect.poll(() => hall.count, patiently).toBe(2);
  expect(await end(hello)).toMatchObject({ status: 200 });
  hall.send(keyFrame(9)); // what the hall might still say
  await expect.poll(() => observers.map(({ isOver }) => isOver), patiently).toEqual([true, true]);
  expect(await hall.ended()).toBe('ended');
  expect(observers.flatMap(({ seen }) => seen)).not.toContain('key 360');
  expect(await stateOf(hello.watchId)).toBe('ended closed_to_public');
  const refused = await TestObserver.of(server.url, hello.watchId);
  await expect.poll(() => refused.body, patiently).toBe('{"error":{"code":"watch.ended","detail":"closed_to_public"}}');
  expect(refused.status).toBe(403);
  expect(await new TestPublisher(server.url, hello).ended()).toBe('ended');
});

test('the fact ends it as well, when the console could not say so', async () => {
  const hello = helloOf();
  const hall = await live(hello);
  const observer = await TestObserver.of(server.url, hello.watchId);
  const facts = [fact(hello.hearingId, { type: 'observersRemoved', watchId: hello.watchId, why: 'withdrawn', atMs: 1 })];
  expect(await call(server, server.token, 'POST', '/api/v1/facts', { facts })).toMatchObject({ status: 200 });
  await expect.poll(() => observer.isOver, patiently).toBe(true);
  expect(await hall.ended()).toBe('ended');
  expect(await stateOf(hello.watchId)).toBe('ended withdrawn');
});

test('before the beginning and in breaks there is nothing to see, and it is said', async () => {
  const hello = helloOf({ state: 'waiting' });
  const waiting = await TestPublisher.live(server.url, hello);
  expect(await stateOf(hello.watchId)).toBe('waiting');
  expect((await TestObserver.of(server.url, hello.watchId)).status).toBe(403);
  const hall = await live({ ...hello, state: 'live' });
  expect(await waiting.ended()).toBe('replaced');
  const observer = await TestObserver.of(server.url, hello.watchId);
  const pausing = await TestPublisher.live(server.url, { ...hello, state: 'paused' });
  await expect.poll(() => observer.isOver, patiently).toBe(true);
  expect(await hall.ended()).toBe('replaced');
  pausing.send(configuration, keyFrame(1)); // a line of a break shows nothing whatever it carries
  expect(await stateOf(hello.watchId)).toBe('paused');
  expect((await TestObserver.of(server.url, hello.watchId)).status).toBe(403);
  await leave(pausing, hello);
});

test('who reads too slowly is dropped, and nobody else waits', async () => {
  const hello = helloOf();
  const hall = await live(hello);
  const quick = await TestObserver.of(server.url, hello.watchId);
  const slow = await openUnread(server.url, hello.watchId);
  let isReset = false;
  slow.on('error', () => { isReset = true; });
  await expect.poll(() => hall.count, patiently).toBe(2);
  const megabyte = 1024 * 1024;
  const number = 40;
  for (let i = 0; i < number; i++) {
    hall.send(largeFrame(i + 10, megabyte));
    await expect.poll(() => quick.bytes, patiently).toBeGreaterThan((i + 1) * megabyte); // as fast as the quick one reads
  }
  await expect.poll(() => hall.count, patiently).toBe(1);
  slow.resume();
  await expect.poll(() => isReset || slow.destroyed, patiently).toBe(true);
  expect(quick.isOver).toBe(false);
  await leave(hall, hello);
});

test('from one address so many and no more; who leaves makes room', async () => {
  const hello = helloOf();
  const hall = await live(hello);
  const let_in = await Promise.all(Array.from({ length: 60 }, () => TestObserver.of(server.url, hello.watchId)));
  expect(new Set(let_in.map(({ status }) => status))).toEqual(new Set([200]));
  const refused = await TestObserver.of(server.url, hello.watchId);
  expect(refused.status).toBe(429);
  await expect.poll(() => refused.body, patiently).toContain('watch.too_many');
  let_in[0]?.leave();
  await expect.poll(() => hall.count, patiently).toBe(59);
  expect((await TestObserver.of(server.url, hello.watchId)).status).toBe(200);
  await end(hello, 'over');
  await expect.poll(() => let_in.slice(1).every(({ isOver }) => isOver), patiently).toBe(true);
});

test('a wrong token, another hall, junk and silence: refused with the reason, and who watches does not notice', async () => {
  const hello = helloOf();
  const hall = await live(hello);
  const observer = await TestObserver.of(server.url, hello.watchId);
  const foreign = await foreignToken();
  expect(await new TestPublisher(server.url, { ...hello, token: 'x'.repeat(43) }).ended()).toBe('unknown_token');
  expect(await new TestPublisher(server.url, { ...hello, token: foreign }).ended()).toBe('unknown_token');
  expect(await new TestPublisher(server.url, { ...hello, token: foreign, hearingId: randomUUID() }).ended()).toBe('unknown_token');
  expect(await end(hello, 'withdrawn', foreign)).toMatchObject({ status: 403 });
  for (const junk of ['', 'no json', '{"type":"hello"}', Buffer.from(keyFrame(1))]) expect(await new TestPublisher(server.url, junk).ended()).toBe('not_understood');
  expect(await new TestPublisher(server.url, Buffer.alloc(10 * 1024 * 1024)).ended()).toMatch(/^closed with 10(09|06)$/);
  expect(await new TestPublisher(server.url, null).ended()).toBe('no_hello');
  hall.send(laterFrame(3));
  await expect.poll(() => observer.seen.at(-1), patiently).toBe('picture 120');
  expect(observer.isOver).toBe(false);

  hall.send(new Uint8Array([9, 0, 0, 99, 1, 2, 3])); // no whole tag
  expect(await hall.ended()).toBe('not_understood');
  await expect.poll(() => observer.isOver, patiently).toBe(true);
});

test('observers can send nothing: what they add is not read, and everything but asking is refused', async () => {
  const hello = helloOf();
  const hall = await live(hello);
  const talker = await openUnread(server.url, hello.watchId);
  const other = await TestObserver.of(server.url, hello.watchId);
  await expect.poll(() => hall.count, patiently).toBe(2);
  talker.on('error', () => undefined).write('hello court\r\n'.repeat(10_000));
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
    expect((await fetch(`${server.url}${watchPaths.stream}/${hello.watchId}`, { method, body: '{}' })).status, method).toBe(404);
  }
  expect((await fetch(`${server.url}${watchPaths.stream}/${randomUUID()}`)).status).toBe(404);
  hall.send(laterFrame(3));
  await expect.poll(() => other.seen.at(-1), patiently).toBe('picture 120');
  expect(hall.closed).toBeNull();
  expect(hall.heard.every(({ type }) => type === 'welcome' || type === 'watching')).toBe(true);
  talker.destroy();
  await leave(hall, hello);
});

test('the page asks for neither camera nor microphone, and runs nothing but the server\'s own', async () => {
  const response = await fetch(`${server.url}${watchPaths.page}/${randomUUID()}`);
  expect(response.status).toBe(200);
  expect(response.headers.get('permissions-policy')).toContain('camera=(), microphone=()');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('a camera that begins anew is another stream: who watches gets it from its beginning', async () => {
  const hello = helloOf();
  const hall = await live(hello);
  const before = await TestObserver.of(server.url, hello.watchId);
  hall.send(configuration);
  await expect.poll(() => before.isOver, patiently).toBe(true);
  hall.send(keyFrame(50));
  const after = await TestObserver.of(server.url, hello.watchId);
  await expect.poll(() => after.seen, patiently).toEqual(['configuration 0', 'key 2000']);
  await leave(hall, hello);
});
