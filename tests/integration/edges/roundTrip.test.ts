import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hearingAnswerSchema } from '#shared/court-api/index.ts';
import type { Hall } from '#shared/domain/hall.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { oneLine } from '#shared/domain/officialText.ts';
import type { ScheduleEntry } from '#shared/domain/schedule.ts';
import { runToEnd } from '#main/process/runner.ts';
import { exampleSchedule } from '../../fakes/schedule.ts';
import { startCourtServer, type TestCourtServer } from '../../helpers/courtServer.ts';
import { eventually, setUpDemo, startEdgeConsole, Window, type EdgeConsole } from './edgeConsole.ts';
import { hostile, hostileNames, type HostileName } from './hostile.ts';
import { filesUnder } from './kept.ts';

/** What a window sends arrives at the court server, and is printed on the way, as it was typed. */
let console_: EdgeConsole;
let server: TestCourtServer;
let secretary: Window;
let cookie: string;
let filesBefore: string[];
const hearingIds = {} as Record<HostileName, string>;

/** Half a surrogate pair has no UTF-8 form: U+FFFD stands for it everywhere. */
const kept = (name: HostileName): string => hostile[name].toWellFormed();

const scheduleOf = (text: string): ScheduleEntry => exampleSchedule({
  startsAtMs: Date.now(), caseNumber: text, judge: text,
  // A message holds 256 KiB: the longest texts stand in three fields, the others in all.
  ...(text.length > 10_000 ? {} : { court: text, hall: text, secretary: text }),
  participants: [{ id: text.slice(0, 50), name: text, role: 'witness', attendance: 'own_device' }],
});

const hallWithHostileLabels: Hall = {
  court: hostile.markup, name: hostile.traversal, demo: true,
  cameras: [{ id: 'cam1', label: hostile.ffmpeg, source: { type: 'synthetic', variant: 1 }, widthPx: 320, heightPx: 240, fps: 10 }],
  microphones: [
    { id: 'mic1', label: hostile.markup, source: { type: 'synthetic', voice: 1 } },
    { id: 'mic2', label: hostile.sql + hostile.rightToLeft, source: { type: 'synthetic', voice: 2 } },
  ],
};

beforeAll(async () => {
  [console_, server] = await Promise.all([startEdgeConsole(), startCourtServer()]);
  await setUpDemo(console_.url, hallWithHostileLabels);
  const specialist = await Window.open(console_.url, 'specialist');
  await specialist.do('settings.saveCourtServer', { courtServer: { url: server.url, deviceToken: server.token } });
  secretary = await Window.open(console_.url, 'secretary');
  filesBefore = await filesUnder(console_.dataDir);
  for (const name of hostileNames) hearingIds[name] = (await secretary.do('schedule.add', { schedule: scheduleOf(hostile[name]) })).hearingId;
  cookie = (await fetch(server.signInUrl, { redirect: 'manual' })).headers.get('set-cookie')?.split(';')[0] ?? '';
});
afterAll(async () => {
  await console_.end();
  await server.stop();
});

const atServer = async (hearingId: string) => {
  const answer = await fetch(`${server.url}/api/v1/hearings/${hearingId}`, { headers: { authorization: `Bearer ${server.token}` } });
  return answer.ok ? hearingAnswerSchema.parse(await answer.json()) : null;
};
const pageOf = (hearingId: string) => fetch(`${server.url}/hearings/${hearingId}`, { headers: { cookie } });
const stateOf = async (hearingId: string): Promise<Hearing> => (await secretary.do('hearing.get', { hearingId })).hearing;

test.each(hostileNames)('schedule: %s is on the day as it was typed', async (name) => {
  const date = new Date(Date.now() + 5 * 3_600_000).toISOString().slice(0, 10);
  const { hearings } = await secretary.do('schedule.day', { date });
  const summary = hearings.find((h) => h.hearingId === hearingIds[name]);
  const { caseNumber, judge, participants } = (await stateOf(hearingIds[name])).schedule;
  expect([caseNumber, judge, participants[0]?.name, summary?.schedule.caseNumber]).toEqual(Array(4).fill(kept(name)));
});

test.each(hostileNames)('protocol: %s is printed as one line and makes no line of its own', async (name) => {
  const hearingId = hearingIds[name];
  const { text } = await secretary.do('protocol.preview', { hearingId, language: 'kk' });
  const ordinary = await secretary.do('protocol.preview', { hearingId: hearingIds.prototype, language: 'kk' });
  expect(text).toContain(oneLine(hostile[name]));
  expect(text.split('\n')).toHaveLength(ordinary.text.split('\n').length);
  if (name === 'almostTooLong') return; // printed once below, as a mark and an act: a word of this length takes its seconds
  await secretary.do('protocol.compose', { hearingId, language: 'kk' });
  const { dir } = await secretary.do('recording.info', { hearingId });
  expect(await readFile(join(dir, 'documents', 'protocol-v1.kk.txt'), 'utf8')).toContain(oneLine(hostile[name]));
  const printed = await runToEnd('pdftotext', ['-layout', join(dir, 'documents', 'protocol-v1.kk.pdf'), '-'], { timeoutMs: 20_000 });
  expect(printed).toMatchObject({ ok: true, value: { code: 0 } });
  if (name === 'markup' && printed.ok) expect(printed.value.stdout.toString()).toContain(hostile.markup);
});

describe('a hearing that is recorded', () => {
  const written: string[] = [];
  let hearingId: string;
  let hearing: Hearing;

  beforeAll(async () => {
    hearingId = hearingIds.markup;
    const [incidentId, actId] = [randomUUID(), randomUUID()];
    await secretary.do('hearing.open', { hearingId });
    for (const name of hostileNames) await secretary.do('hearing.addMark', { hearingId, markId: randomUUID(), template: 'note', text: hostile[name], pressedAgoMs: 0 });
    await secretary.do('hearing.technicalBreak', { hearingId, reason: hostile.header });
    await secretary.do('incident.open', { hearingId, incidentId, subject: 'camera', deviceId: hostile.traversal, note: hostile.markup });
    await secretary.do('incident.update', { hearingId, incidentId, note: hostile.nul, expectedRestorationMs: null });
    await secretary.do('act.compose', { hearingId, actId, incidentId, language: 'ru' });
    await secretary.do('act.edit', { hearingId, actId, text: `\t${hostile.almostTooLong}` });
    await secretary.do('act.finalise', { hearingId, actId });
    await secretary.do('incident.resolve', { hearingId, incidentId, how: hostile.sql });
    await secretary.do('hearing.resume', { hearingId });
    await secretary.do('hearing.postpone', { hearingId, reason: hostile.template, nextAtMs: null });
    hearing = await eventually(() => stateOf(hearingId), (h) => h.phase.name === 'handed_over');
    written.push(...await filesUnder(join(console_.dataDir, 'recordings', hearingId)));
  });

  test('was recorded on every track, whatever its devices are called', async () => {
    expect([hearing.gaps, hearing.faults]).toEqual([[], []]);
    const { tracks } = await secretary.do('recording.info', { hearingId });
    expect(tracks.map((t) => t.label)).toEqual(expect.arrayContaining([hostile.ffmpeg, hostile.markup, hostile.sql + hostile.rightToLeft]));
    expect(tracks.every((t) => t.segments > 0)).toBe(true);
  });

  test('keeps every text in its state', () => {
    const by = new Map(hearing.marks.map((m) => [m.text, m.template]));
    expect(hostileNames.map((name) => by.get(kept(name)))).toEqual(hostileNames.map(() => 'note'));
    expect(hearing.sections.find((s) => s.kind === 'technical_break')?.reason).toBe(hostile.header);
    expect(hearing.incidents[0]).toMatchObject({ deviceId: hostile.traversal, resolved: { how: hostile.sql } });
    expect(hearing.phase).toMatchObject({ outcome: { reason: hostile.template } });
  });

  test('wrote nothing but files named by the console itself', () => {
    const own = /^(documents(\/(protocol-v\d+\.(kk|ru)\.(txt|pdf|docx)|act-[0-9a-f]{8}\.(kk|ru)\.(txt|pdf)))?|evidence(\/[0-9a-f]{8}-(camera|window)-[a-z][a-z0-9-]{0,31}\.jpg)?|manifest\.json|run-\d{3}(\/[a-z0-9-]+(\/\d{5}\.mkv|\/[a-z-]+\.(json|log))?)?)$/;
    expect(written.filter((path) => !own.test(path))).toEqual([]);
  });
});

describe('at the court server', () => {
  beforeAll(async () => {
    await eventually(() => secretary.do('queue.list', { state: 'waiting' }), ({ items }) => items.length === 0);
  });

  test('every fact and file has its receipt', async () => {
    const { items } = await secretary.do('queue.list', { limit: 1000 });
    expect(items.length).toBeGreaterThan(hostileNames.length * 3);
    expect(items.filter((i) => i.receipt?.sha256 !== i.sha256)).toEqual([]);
  });

  test.each(hostileNames)('%s stands in the hearing as JSON', async (name) => {
    const answer = await atServer(hearingIds[name]);
    expect(answer).toMatchObject({ caseNumber: kept(name), factsNotUnderstood: 0 });
    const recorded = await atServer(hearingIds.markup);
    expect(recorded?.marks.map((m) => m.text)).toContain(kept(name));
  });

  test.each(hostileNames)('%s is shown in the browser as text, and nothing inline could run', async (name) => {
    const page = await pageOf(hearingIds[name]);
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self';/);
    expect(page.headers.get('set-cookie') ?? '').not.toContain('owned');
    expect(html).not.toMatch(/<script>|\0|<html>\s*<\/|\son\w+=/i);
    const escaped = kept(name).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;').replaceAll('\0', '\u2400');
    expect(html).toContain(escaped);
  });

  test('the list of hearings shows them all', async () => {
    const html = await (await fetch(server.url, { headers: { cookie } })).text();
    expect(html).not.toMatch(/<script>alert|\0/);
    for (const name of hostileNames) expect(html, name).toContain(hearingIds[name]);
  });

  test('its vault holds hearings by id and nothing else', async () => {
    const own = /^[0-9a-f-]{36}(\/(documents|evidence|manifest\.json|run-\d{3})(\/[a-z0-9.-]+)*)?$/;
    expect((await filesUnder(join(server.dataDir, 'files'))).filter((path) => !own.test(path))).toEqual([]);
  });
});

test('outside the recordings nothing was written but the console\'s own books', async () => {
  const now = await filesUnder(console_.dataDir);
  const added = now.filter((path) => !filesBefore.includes(path) && !path.startsWith('recordings/'));
  expect(added.filter((path) => !/^state\/((captures|ledger)\/)?[\w.-]+$/.test(path))).toEqual([]);
  const folders = now.filter((path) => /^recordings\/[^/]+$/.test(path));
  expect(folders.length).toBeGreaterThan(10);
  expect(folders.filter((path) => !Object.values(hearingIds).includes(path.split('/')[1] ?? ''))).toEqual([]);
});

