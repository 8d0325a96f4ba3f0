import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptLog } from '../../fakes/consoleFace.ts';
import { hurriedTime, until } from '../../helpers/hurriedTime.ts';
import { head, officeHead, openMailDesk, plainServer, type MailDesk } from '../../helpers/mailDesk.ts';
import { startMailServer, type TestMailServer } from '../../helpers/mailServer.ts';

let dir: string;
let desk: MailDesk;
let server: TestMailServer | null;
let log: ReturnType<typeof keptLog>;
/** A pause of minutes takes a moment; what a server may take is real time. */
const time = hurriedTime(200);

const open = () => openMailDesk(join(dir, 'queue.db'), time.clock, log, { timers: time.timers });

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mail-'));
  server = null;
  log = keptLog();
  desk = await open();
  await desk.settings.saveMailPeople({ people: [head], atOnce: false });
});
afterEach(async () => {
  await desk.close();
  await server?.stop();
  await rm(dir, { recursive: true });
});

async function serving(behaviour: Partial<Parameters<typeof startMailServer>[0]> = {}): Promise<TestMailServer> {
  server = await startMailServer({ security: 'none', ...behaviour });
  const settings = plainServer(server.port);
  await desk.settings.saveMailServer(settings);
  desk.postman.configure(settings);
  return server;
}

const start = () => desk.postman.start(desk.noticeMail.report);
const outcomes = async (hearingId: string) => (await desk.incident(hearingId)).mails.map(({ outcome }) => outcome?.kind ?? null);
const idIn = (raw: string): string => /^Message-ID: (.*)$/im.exec(raw)?.[1] ?? '';
const waiting = async () => (await desk.store.mails.summary()).waiting;

test('K336-27: a message is queued with its event, accepted once, and counts as told from then on', async () => {
  const mails = await serving();
  const target = await desk.failed();
  expect(await desk.send(target)).toMatchObject({ ok: true });
  expect(await desk.store.mails.due(time.clock.nowMs(), 10)).toMatchObject([{ address: head.addresses[0], subject: 'Ақау', attempts: 0 }]);
  expect((await desk.incident(target.hearingId)).notices).toEqual([]);
  start();
  await until(async () => (await waiting()) === 0);
  const { notices, mails: [mail] } = await desk.incident(target.hearingId);
  expect(mail?.outcome).toMatchObject({ kind: 'accepted', answer: '250 taken as 1' });
  expect(notices).toMatchObject([{ notice: officeHead, to: head.name, way: 'email', acknowledged: null, mail: { office: 'office_head', address: head.addresses[0], answer: '250 taken as 1' } }]);
  expect(mails.received.map(({ raw }) => idIn(raw))).toEqual([mail?.messageId]);
});

test('put off three times and then accepted: with growing pauses, under the same Message-ID, told once', async () => {
  const mails = await serving({ toMessage: (n) => (n <= 3 ? { refuse: 451, text: 'greylisted' } : 'accept') });
  const target = await desk.failed();
  start();
  await desk.send(target);
  await until(async () => (await waiting()) === 0);
  expect(new Set(mails.handed.map(({ raw }) => idIn(raw))).size).toBe(1);
  expect([mails.handed.length, mails.received.length]).toEqual([4, 1]);
  expect((await desk.incident(target.hearingId)).notices).toHaveLength(1);
  const pauses = log.lines.flatMap(({ text }) => /tried again in (\d+) s/.exec(text)?.[1] ?? []).map(Number);
  expect(pauses).toEqual([1, 2, 4]);
});

test('refused: nobody was told, people see it until somebody was, and it is not tried again', async () => {
  const mails = await serving({ toRecipient: () => ({ refuse: 550, text: 'no such mailbox' }) });
  const target = await desk.failed();
  start();
  await desk.send(target);
  await until(async () => (await outcomes(target.hearingId))[0] === 'refused');
  const incident = await desk.incident(target.hearingId);
  expect(incident).toMatchObject({ notices: [], mails: [{ outcome: { answer: '550 no such mailbox' } }] });
  await until(async () => (await desk.status.status()).refused.length === 1);
  await desk.close();
  desk = await open();
  await desk.status.load();
  expect((await desk.status.status()).refused).toMatchObject([{ name: head.name, caseNumber: 'ДЕМО-7512-26-00-2/1' }]);
  await desk.execute(target.hearingId, { type: 'tellNotice', incidentId: target.incidentId, notice: officeHead, to: head.name, way: 'phone', toldAtMs: incident.startedAtMs, note: '' });
  await until(async () => (await desk.status.status()).refused.length === 0);
  expect(mails.handed).toEqual([]);
});

test('a server that is away and comes back, and settings that were wrong and are put right, let it go', async () => {
  const { port } = await serving();
  await server?.stop();
  const target = await desk.failed();
  start();
  await desk.send(target);
  await until(async () => (await desk.store.mails.summary()).lastError?.code === 'mail.unreachable');
  server = await startMailServer({ security: 'none', port });
  await until(async () => (await waiting()) === 0);
  expect(server.received).toHaveLength(1);
  await desk.calls['mail.saveServer']({ commandId: '', server: { ...plainServer(port), user: 'nobody', password: 'knows me' } }, { shell: 'ctl', remote: 'test', signedIn: null });
  await desk.send(target, 'Тағы да өшті');
  await until(async () => (await desk.store.mails.summary()).lastError?.code === 'mail.login_refused');
  await desk.calls['mail.saveServer']({ commandId: '', server: plainServer(port) }, { shell: 'ctl', remote: 'test', signedIn: null });
  await until(async () => (await waiting()) === 0);
  expect(server.received).toHaveLength(2);
});

test('one mailbox that is put off keeps no other waiting', async () => {
  await desk.settings.saveMailPeople({ people: [{ ...head, addresses: ['slow@court.example', 'quick@court.example'] }], atOnce: false });
  const mails = await serving({ toRecipient: (address) => (address.startsWith('slow') ? { refuse: 450, text: 'busy' } : 'accept') });
  const target = await desk.failed();
  start();
  await desk.send(target);
  await until(() => mails.received.length === 1);
  expect(mails.received[0]?.to).toBe('quick@court.example');
  await until(async () => (await outcomes(target.hearingId)).includes('accepted'));
  expect(await waiting()).toBe(1);
});

test('an answer that is lost is told as that, and the message goes again under its own Message-ID', async () => {
  const mails = await serving({ toMessage: (n) => (n === 1 ? 'drop' : 'accept') });
  const target = await desk.failed();
  start();
  await desk.send(target);
  await until(async () => (await waiting()) === 0);
  const [mail] = (await desk.incident(target.hearingId)).mails;
  expect(mail?.unsureAtMs).not.toBeNull();
  expect(mails.handed.map(({ raw }) => idIn(raw))).toEqual([mail?.messageId, mail?.messageId]);
});

test('pressed twice, or by two people, it is one message; refused, it may go again', async () => {
  let isRefused = true;
  const mails = await serving({ toRecipient: () => (isRefused ? { refuse: 550, text: 'no' } : 'accept') });
  const target = await desk.failed();
  await Promise.all([desk.send(target), desk.send(target)]);
  expect(await waiting()).toBe(1);
  start();
  await until(async () => (await outcomes(target.hearingId))[0] === 'refused');
  isRefused = false;
  await desk.send(target);
  await until(async () => (await waiting()) === 0);
  await desk.send(target);
  expect(await outcomes(target.hearingId)).toEqual(['refused', 'accepted']);
  expect(mails.received).toHaveLength(1);
});

test('the server has accepted, the database is gone for a moment: it is written down later, and not sent again', async () => {
  const mails = await serving();
  const target = await desk.failed();
  await desk.send(target);
  let failures = 2;
  desk.postman.start((mail, outcome) => (failures-- > 0 ? Promise.resolve({ ok: false, error: { code: 'store.unavailable' } }) : desk.noticeMail.report(mail, outcome)));
  await until(async () => (await waiting()) === 0);
  expect(mails.handed).toHaveLength(1);
  expect(await outcomes(target.hearingId)).toEqual(['accepted']);
});

/** The console's side in a process of its own, to be killed. */
async function killedAt(moment: 'queued' | 'handed', port: number): Promise<string> {
  await desk.close();
  const entry = new URL('../../helpers/mailSender.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry, JSON.stringify({ file: join(dir, 'queue.db'), port, sends: moment === 'handed' })], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [hearingId] = await once(createInterface(child.stdout), 'line') as [string];
  if (moment === 'handed') await until(() => server?.handed.length === 1);
  child.kill('SIGKILL');
  await once(child, 'exit');
  desk = await open();
  return hearingId;
}

test('killed between queue and sending, it goes after the restart, once', async () => {
  const mails = await serving();
  const hearingId = await killedAt('queued', mails.port);
  desk.postman.configure(plainServer(mails.port));
  start();
  await until(async () => (await waiting()) === 0);
  expect(mails.handed).toHaveLength(1);
  expect((await desk.incident(hearingId)).mails).toMatchObject([{ unsureAtMs: null, outcome: { kind: 'accepted' } }]);
});

test('killed while the server has it and has not answered, it is unsure, and goes again under its Message-ID', async () => {
  const mails = await serving({ toMessage: (n) => (n === 1 ? 'hang' : 'accept') });
  const hearingId = await killedAt('handed', mails.port);
  desk.postman.configure(plainServer(mails.port));
  start();
  await until(async () => (await waiting()) === 0);
  const [mail] = (await desk.incident(hearingId)).mails;
  expect(mail?.unsureAtMs).not.toBeNull();
  expect(mails.handed.map(({ raw }) => idIn(raw))).toEqual([mail?.messageId, mail?.messageId]);
});

test('at once means: where the court has decided so, whoever has to be told first is sent it without a press', async () => {
  await serving();
  const target = await desk.failed();
  await desk.noticeMail.tellAtOnce(target);
  expect(await waiting()).toBe(0);
  await desk.settings.saveMailPeople({ people: [head, { ...head, office: 'department_coordinator' }], atOnce: true });
  await desk.noticeMail.tellAtOnce(target);
  expect((await desk.incident(target.hearingId)).mails).toMatchObject([{ notice: officeHead, office: 'office_head', by: { role: 'system' } }]);
});

test('a console that was ended between a failure and its messages sends them when it starts, once, and within the hour', async () => {
  await serving();
  const { hearingId } = await desk.failed();
  await desk.settings.saveMailPeople({ people: [head], atOnce: true });
  await desk.noticeMail.catchUp([hearingId]);
  await desk.noticeMail.catchUp([hearingId]);
  expect(await waiting()).toBe(1);
  const old = await desk.failed(2 * 3_600_000);
  await desk.noticeMail.catchUp([old.hearingId]);
  expect(await waiting()).toBe(1);
});

test('no password is in the log or in the queue, also where the server repeats it', async () => {
  const password = 'very secret words';
  const mails = await serving({ login: { user: 'zal-1', password: 'another' } });
  await desk.settings.saveMailServer({ ...plainServer(mails.port), user: 'zal-1', password });
  desk.postman.configure(await desk.settings.mailServer());
  start();
  await desk.send(await desk.failed());
  await until(() => log.lines.some(({ text }) => text.includes('mail.login_refused')));
  const kept = JSON.stringify(log.lines) + JSON.stringify(await desk.store.mails.summary());
  for (const secret of [password, Buffer.from(password).toString('base64'), Buffer.from(`\u0000zal-1\u0000${password}`).toString('base64')]) expect(kept).not.toContain(secret);
});
