import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Operator } from '#main/cli/demo/operator.ts';
import { exampleSchedule } from '../fakes/schedule.ts';
import { endLeftovers, startBuiltConsole, type RunningConsole } from '../helpers/console.ts';
import { startMailServer, type TestMailServer } from '../helpers/mailServer.ts';
import { hearingOf } from './fixture.ts';

const password = 'words that nobody may read';
let dataDir: string;
let console_: RunningConsole;
let mails: TestMailServer;

const login = { user: 'zal-1', password };
const server = () => ({ host: '127.0.0.1', port: mails.port, security: 'none' as const, sender: 'zal1@court.example', ...login });
const people = [{ office: 'office_head' as const, name: 'Үлгібаев Бекзат', addresses: ['ulgibaev@court.example'] }];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'mail-told-'));
  mails = await startMailServer({ security: 'none', login });
  console_ = await startBuiltConsole(dataDir);
});
afterEach(async () => {
  await console_.stop();
  await endLeftovers(dataDir);
  await mails.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function failed(secretary: Operator): Promise<{ hearingId: string; incidentId: string }> {
  const { hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ startsAtMs: Date.now() }) });
  const incidentId = randomUUID();
  await secretary.do('incident.open', { hearingId, incidentId, subject: 'camera', deviceId: null, note: 'сурет жоқ' });
  return { hearingId, incidentId };
}

const outcome = async (secretary: Operator, hearingId: string) => (await hearingOf(secretary, hearingId)).incidents[0]?.mails[0]?.outcome?.kind ?? null;

test('K336-27: what was sent while the mail server was away outlives a killed console, and is told when the server is back', async () => {
  const specialist = await Operator.signIn(console_.url, 'specialist');
  await specialist.do('mail.saveServer', { server: server() });
  await specialist.do('mail.savePeople', { people, atOnce: false });
  expect(await specialist.do('mail.test', { to: 'specialist@court.example' })).toEqual({ answer: '250 taken as 1' });
  const { port } = mails;
  await mails.stop();
  const secretary = await Operator.signIn(console_.url, 'secretary');
  const target = await failed(secretary);
  const notice = 'recording-486/office_head';
  const draft = await secretary.do('incident.mailDraft', { ...target, notice });
  expect(draft.to).toMatchObject([{ office: 'office_head', address: 'ulgibaev@court.example' }]);
  await secretary.do('incident.mail', { ...target, notice, subject: draft.subject, text: draft.text });
  await console_.kill9();
  mails = await startMailServer({ security: 'none', login, port });
  console_ = await startBuiltConsole(dataDir);
  const again = await Operator.signIn(console_.url, 'secretary');
  await expect.poll(() => outcome(again, target.hearingId), { timeout: 60_000 }).toBe('accepted');
  expect(mails.received).toHaveLength(1);
  const { links } = await again.do('incident.chain', target);
  expect(links.find(({ key }) => key === notice)).toMatchObject({ state: 'done', records: [{ way: 'email', acknowledged: null }] });
});

test('K185-17: where the court has decided so, at once needs no press; and the password is nowhere to be read', async () => {
  const specialist = await Operator.signIn(console_.url, 'specialist');
  await specialist.do('mail.saveServer', { server: server() });
  await specialist.do('mail.savePeople', { people, atOnce: true });
  const secretary = await Operator.signIn(console_.url, 'secretary');
  const { hearingId } = await failed(secretary);
  await expect.poll(() => outcome(secretary, hearingId), { timeout: 60_000 }).toBe('accepted');
  const told = JSON.stringify([await specialist.do('mail.settings', {}), await specialist.do('settings.get', {}), await hearingOf(secretary, hearingId)]);
  await expect(secretary.do('mail.settings', {})).rejects.toThrow('auth.forbidden');
  const logs = (await readdir(dataDir, { recursive: true, withFileTypes: true })).filter((file) => file.isFile() && file.name.endsWith('.log'));
  const written = await Promise.all(logs.map((file) => readFile(join(file.parentPath, file.name), 'utf8')));
  expect(logs.length).toBeGreaterThan(0);
  for (const text of [told, ...written]) expect(text).not.toContain(password);
});
