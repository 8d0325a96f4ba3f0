import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { handOver, type HandOver, type MailMessage } from '#main/mail/smtp.ts';
import { webCertificate } from '#main/shells/web/certificate.ts';
import type { MailServerSettings } from '#shared/domain/mail.ts';
import { until } from '../../helpers/hurriedTime.ts';
import { startMailServer, type MailServerBehaviour, type TestMailServer } from '../../helpers/mailServer.ts';

const login = { user: 'zal-1', password: 'құпия сөз 12' };
const message: MailMessage = {
  to: { name: 'Үлгібаев, "Бек" <x>', address: 'ulgi@court.example' }, subject: 'Техникалық ақау / Техническая неисправность – № 3 зал',
  text: 'Камера өшті.\n.\nҚазір.\n', messageId: '<one@court.example>', atMs: Date.UTC(2026, 10, 3, 5, 0),
};
let dir: string;
let pair: { certificatePem: string; keyPem: string };
let server: TestMailServer | null = null;
let silent: { server: Server; sockets: Socket[] } | null = null;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'smtp-'));
  pair = await webCertificate(join(dir, 'pair.pem'), ['localhost', '127.0.0.1'], Date.now());
});
afterAll(() => rm(dir, { recursive: true }));
afterEach(async () => {
  await server?.stop();
  server = null;
  silent?.sockets.forEach((socket) => socket.destroy());
  await new Promise<void>((resolve) => (silent ? silent.server.close(() => resolve()) : resolve()));
  silent = null;
});

async function serving(behaviour: Partial<MailServerBehaviour> = {}): Promise<MailServerSettings> {
  server = await startMailServer({ security: 'starttls', login, pair, ...behaviour });
  return settings({ port: server.port });
}

const settings = (change: Partial<MailServerSettings>): MailServerSettings =>
  ({ host: '127.0.0.1', port: 1, security: 'starttls', sender: 'zal1@court.example', ...login, ...change });

/** A server of one kind of words: what it says to whoever comes, and nothing else. */
async function saying(words: string): Promise<number> {
  const sockets: Socket[] = [];
  const listening = createServer((socket) => { sockets.push(socket.on('error', () => undefined)); socket.write(words); });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  silent = { server: listening, sockets };
  return (listening.address() as AddressInfo).port;
}

const how = (change: Partial<HandOver> = {}): HandOver =>
  ({ patience: { connectMs: 5_000, silenceMs: 5_000, wholeMs: 10_000 }, trusted: [pair.certificatePem], signal: new AbortController().signal, onHanding: async () => undefined, ...change });
const hurried = { connectMs: 400, silenceMs: 400, wholeMs: 1_000 };

/** Kind, code, and whether it may have been accepted. */
async function failing(of: MailServerSettings, change: Partial<HandOver> = {}): Promise<[string, string, boolean]> {
  const handed = await handOver(of, message, how(change));
  if (handed.ok) throw new Error('accepted');
  return [handed.error.kind, handed.error.error.code, handed.error.isUnsure];
}

test('a message goes over STARTTLS with a sign-in, arrives as it was written, and the server is quoted', async () => {
  const handed = await handOver(await serving(), message, how());
  expect(handed).toEqual({ ok: true, value: { answer: '250 taken as 1' } });
  const [mail] = server?.received ?? [];
  expect(mail).toMatchObject({ from: 'zal1@court.example', to: 'ulgi@court.example', user: 'zal-1', isEncrypted: true });
  const [head = '', body = ''] = (mail?.raw ?? '').split('\r\n\r\n');
  expect(head).toContain('Message-ID: <one@court.example>');
  expect(head).toContain('Date: Tue, 03 Nov 2026 05:00:00 +0000');
  expect(head).toContain('Content-Type: text/plain; charset=utf-8');
  expect(Buffer.from(body, 'base64').toString('utf8').replaceAll('\r\n', '\n')).toBe(message.text);
});

test('TLS from the first byte, and no encryption to this computer itself', async () => {
  expect((await handOver({ ...await serving({ security: 'tls' }), security: 'tls' }, message, how())).ok).toBe(true);
  expect(server?.received[0]?.isEncrypted).toBe(true);
  await server?.stop();
  const { login: _, ...nobody } = { login };
  server = await startMailServer({ security: 'none', ...nobody });
  expect((await handOver(settings({ port: server.port, security: 'none', user: '', password: '' }), message, how())).ok).toBe(true);
  expect(server.received[0]).toMatchObject({ isEncrypted: false, user: null });
});

test('a certificate nobody vouches for is refused before anything of the sign-in goes', async () => {
  expect(await failing(await serving(), { trusted: [] })).toEqual(['server', 'mail.not_trusted', false]);
  await server?.stop();
  expect(await failing({ ...await serving({ security: 'tls' }), security: 'tls' }, { trusted: [] })).toEqual(['server', 'mail.not_trusted', false]);
});

test('a certificate of another name is refused', async () => {
  const other = await webCertificate(join(dir, 'other.pem'), ['other.example'], Date.now());
  expect(await failing(await serving({ pair: other }), { trusted: [other.certificatePem] })).toEqual(['server', 'mail.not_trusted', false]);
});

test('a server that offers no encryption gets neither password nor message', async () => {
  expect(await failing(await serving({ security: 'none' }))).toEqual(['server', 'mail.not_encrypted', false]);
  expect(await failing({ ...settings({ port: server?.port ?? 0 }), security: 'tls' })).toEqual(['server', 'mail.not_encrypted', false]);
  expect(server?.handed).toEqual([]);
});

test('a refused sign-in is told without the password, also where the server repeats it', async () => {
  const handed = await handOver({ ...await serving(), password: 'wrong words' }, message, how());
  expect(handed).toMatchObject({ ok: false, error: { kind: 'server', error: { code: 'mail.login_refused' }, isUnsure: false } });
  const told = JSON.stringify(handed);
  expect(told).toContain('no such sign-in');
  for (const secret of ['wrong words', Buffer.from('wrong words').toString('base64'), Buffer.from('\u0000zal-1\u0000wrong words').toString('base64')]) expect(told).not.toContain(secret);
});

test('a server that wants a sign-in where none is set says so', async () => {
  expect(await failing({ ...await serving(), user: '', password: '' })).toEqual(['server', 'mail.login_refused', false]);
});

test.each([
  ['a mailbox nobody has', { toRecipient: () => ({ refuse: 550, text: 'no such mailbox' }) }, ['refused', 'mail.refused', false]],
  ['a message it will not have', { toMessage: () => ({ refuse: 554, text: 'spam' }) }, ['refused', 'mail.refused', false]],
  ['a mailbox that is full for now', { toRecipient: () => ({ refuse: 452, text: 'full' }) }, ['later', 'mail.put_off', false]],
  ['a message it puts off', { toMessage: () => ({ refuse: 451, text: 'greylisted' }) }, ['later', 'mail.put_off', false]],
  ['a line that breaks after the whole message', { toMessage: () => 'drop' as const }, ['server', 'mail.unreachable', true]],
])('%s', async (_, behaviour, expected) => {
  expect(await failing(await serving(behaviour))).toEqual(expected);
});

test('an answer that never comes leaves open whether it was accepted', async () => {
  expect(await failing(await serving({ toMessage: () => 'hang' }), { patience: { connectMs: 5_000, silenceMs: 1_000, wholeMs: 30_000 } })).toEqual(['server', 'mail.no_answer', true]);
});

test('nobody there, a name nobody knows, one that says nothing, one that is no mail server', async () => {
  const { port } = await serving();
  await server?.stop();
  server = null;
  expect(await failing(settings({ port }))).toEqual(['server', 'mail.unreachable', false]);
  expect(await failing(settings({ host: 'nowhere.invalid' }))).toEqual(['server', 'mail.unknown_host', false]);
  expect(await failing(settings({ port: await saying('') }), { patience: hurried })).toEqual(['server', 'mail.no_answer', false]);
  silent?.server.close();
  expect(await failing(settings({ port: await saying('HTTP/1.1 400 Bad Request\r\n\r\n') }))).toEqual(['server', 'mail.bad_answer', false]);
});

test('one that greets and drips on is left when the time is over', async () => {
  const port = await saying('220-one moment\r\n');
  const timer = setInterval(() => silent?.sockets.forEach((socket) => socket.write('220-one moment\r\n')), 50).unref();
  expect(await failing(settings({ port }), { patience: { connectMs: 10_000, silenceMs: 10_000, wholeMs: 500 } })).toEqual(['server', 'mail.no_answer', false]);
  clearInterval(timer);
});

test('the console that stops breaks off at once', async () => {
  const ending = new AbortController();
  const of = await serving({ toMessage: () => 'hang' });
  void until(() => server?.handed.length === 1).then(() => ending.abort());
  expect(await failing(of, { signal: ending.signal })).toMatchObject(['server', 'mail.unreachable', true]);
});

test('a name or a subject can make no header of its own', async () => {
  const evil = { ...message, subject: 'x\r\nBcc: thief@evil.example', to: { name: 'A\r\nBcc: thief@evil.example', address: 'ulgi@court.example' }, messageId: '<one@court.example>' };
  await handOver(await serving(), evil, how());
  const head = server?.received[0]?.raw.split('\r\n\r\n')[0] ?? '';
  expect(head).not.toMatch(/^bcc:/im);
  expect(server?.received.map(({ to }) => to)).toEqual(['ulgi@court.example']);
});
