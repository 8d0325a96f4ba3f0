import { randomUUID } from 'node:crypto';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Publication } from '#main/app/ports/index.ts';
import { createWatching } from '#main/watching/publication.ts';
import { watchAnswerSchema, watchPaths, type PublishHello } from '#shared/conference/watching.ts';
import { startCourtServer, type TestCourtServer } from '../../helpers/courtServer.ts';
import { configuration, keyFrame, largeFrame, laterFrame } from '../../helpers/flv.ts';
import { TestObserver } from '../server/watchers.ts';

const patiently = { timeout: 30_000 };
const watching = createWatching({ monotonicMs: () => performance.now() });
const endings: (() => unknown)[] = [];
afterEach(async () => { for (const end of endings.splice(0).toReversed()) await end(); });

async function serverUp(options: Parameters<typeof startCourtServer>[0] = {}): Promise<TestCourtServer> {
  const server = await startCourtServer(options);
  endings.push(() => server.stop().catch(() => undefined));
  return server;
}

function publish(url: string, token: string, change: Partial<PublishHello> = {}) {
  const told: string[] = [];
  const hello = { hearingId: randomUUID(), watchId: randomUUID(), caseNumber: '1', startsAtMs: 1, state: 'live' as const, ...change };
  const publication: Publication = watching.publish({ url, deviceToken: token }, hello, {
    onOpen: () => told.push('open'), onCut: () => told.push('cut'), onWatching: (count) => told.push(`watching ${count}`), onRefused: (reason) => told.push(`refused ${reason}`),
  });
  endings.push(() => publication.cut());
  return { publication, told, hello };
}

const opened = (told: string[], times = 1) => expect.poll(() => told.filter((word) => word === 'open').length, patiently).toBe(times);

test('what the hall sends is seen, and how many watch is told; cut, nothing is', async () => {
  const server = await serverUp();
  const { publication, told, hello } = publish(server.url, server.token);
  await opened(told);
  publication.send(configuration);
  publication.send(keyFrame(1));
  const observer = await TestObserver.of(server.url, hello.watchId);
  await expect.poll(() => observer.seen, patiently).toEqual(['configuration 0', 'key 40']);
  await expect.poll(() => told.at(-1), patiently).toBe('watching 1');
  publication.cut();
  publication.send(laterFrame(2));
  await expect.poll(() => observer.isOver, patiently).toBe(true);
  const answer = watchAnswerSchema.parse(await (await fetch(`${server.url}${watchPaths.state}/${hello.watchId}`)).json());
  expect([answer.state, told.includes('cut')]).toEqual(['interrupted', false]);
});

test('a court server that dies and comes back finds the hall again, and nobody does anything', async () => {
  const first = await serverUp();
  const { told, hello } = publish(first.url, first.token);
  await opened(told);
  await first.kill9();
  await expect.poll(() => told.at(-1), patiently).toBe('cut');
  const again = await serverUp({ dataDir: first.dataDir, port: Number(new URL(first.url).port) });
  await opened(told, 2);
  expect((await fetch(`${again.url}${watchPaths.state}/${hello.watchId}`)).status).toBe(200);
});

test('a wrong token is said once and not tried again', async () => {
  const server = await serverUp();
  const { told } = publish(server.url, 'x'.repeat(43));
  await expect.poll(() => told, patiently).toEqual(['refused unknown_token']);
});

test('a line that carries less than comes leaves out pictures up to a key frame, and keeps no more than a little', async () => {
  const server = await serverUp();
  const { url, hold, go } = await holdingRelay(server.url);
  const { publication, told, hello } = publish(url, server.token);
  await opened(told);
  publication.send(configuration);
  publication.send(keyFrame(1));
  const observer = await TestObserver.of(server.url, hello.watchId);
  await expect.poll(() => observer.seen.length, patiently).toBe(2);
  hold();
  const number = 60;
  for (let i = 0; i < number; i++) {
    publication.send(largeFrame(10 + i, 1024 * 1024));
    await new Promise((resolve) => { setTimeout(resolve, 5); });
  }
  publication.send(laterFrame(100));
  go();
  await expect.poll(() => {
    publication.send(laterFrame(101));
    publication.send(keyFrame(102));
    return observer.seen.includes('key 4080');
  }, patiently).toBe(true);
  expect(observer.seen.filter((word) => word.startsWith('key')).length).toBeLessThan(number);
  expect(observer.seen).not.toContain('picture 4000');
  expect(observer.seen[observer.seen.indexOf('key 4080') - 1]).toMatch(/^key/); // nothing that needs what was left out
  expect(told).not.toContain('cut');
});

/** A way to the server that can stop taking anything, as a line does that carries nothing. */
async function holdingRelay(target: string): Promise<{ url: string; hold: () => void; go: () => void }> {
  const sockets = new Set<Socket>();
  const relay = createServer((client) => {
    const upstream = connect(Number(new URL(target).port), '127.0.0.1');
    sockets.add(client);
    for (const [one, other] of [[client, upstream], [upstream, client]] as const) one.on('error', () => other.destroy()).on('close', () => other.destroy());
    client.on('data', (chunk) => upstream.write(chunk));
    upstream.on('data', (chunk) => client.write(chunk));
  });
  await new Promise<void>((resolve) => { relay.listen(0, '127.0.0.1', resolve); });
  endings.push(() => { relay.close(); sockets.forEach((socket) => socket.destroy()); });
  return {
    url: `http://127.0.0.1:${(relay.address() as AddressInfo).port}`,
    hold: () => sockets.forEach((socket) => socket.pause()),
    go: () => sockets.forEach((socket) => socket.resume()),
  };
}
