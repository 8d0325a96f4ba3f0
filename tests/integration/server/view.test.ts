import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { courtServerTask, startCourtServer, type TestCourtServer } from '../../helpers/courtServer.ts';
import { makeRecording, recordedFiles } from './recording.ts';
import { call, fact, newFile, upload } from './support.ts';

/** A browser with two hearings to look at: one whole, one of which little has arrived. */
let server: TestCourtServer;
let browser: Browser;
let page: Page;
let recordingDir: string;
const complaints: string[] = [];
const wholeId = randomUUID();
const beginningId = randomUUID();
const partId = randomUUID();
const zeroMs = 1_790_000_000_000;
const nastyName = `<script>document.title='owned'</script>\u0000 👩 ${'қ'.repeat(10_000)}`;

const scheduled = (caseNumber: string) => ({
  type: 'hearingScheduled' as const, origin: 'manual' as const, serverHearingId: null, demo: true,
  schedule: {
    caseNumber, proceedings: 'criminal' as const, instance: 'first' as const, court: 'Үлгі сот', hall: '№ 1 зал', startsAtMs: zeroMs, judge: 'Төрағабек Үлгі',
    secretary: '', language: 'kk' as const, participants: [{ id: 'p', name: nastyName, role: 'accused' as const, attendance: 'institution' as const }],
  },
});
const mark = (markId: string, atS: number, text: string) => ({ type: 'markAdded' as const, markId, atMs: zeroMs + atS * 1000, template: 'witness', text });
const section = (sectionId: string, atS: number, kind: 'in_session' | 'recess') =>
  ({ type: 'sectionStarted' as const, sectionId, kind, reason: kind === 'recess' ? 'Түскі үзіліс' : '', atMs: zeroMs + atS * 1000, recorded: kind === 'in_session' });

const sendFacts = (hearingId: string, events: Parameters<typeof fact>[1][]) =>
  call(server, server.token, 'POST', '/api/v1/facts', { facts: events.map((e) => fact(hearingId, e)) });

/** Runs in the page. What the picture says: its brightness is 30 + 10 per second of the run. */
const pictureSeconds = `(() => {
  const video = document.querySelector('video');
  const canvas = document.createElement('canvas');
  canvas.width = 16; canvas.height = 9;
  const context = canvas.getContext('2d');
  context.drawImage(video, 0, 0, 16, 9);
  const luma = 16 + context.getImageData(8, 4, 1, 1).data[0] * 219 / 255;
  return { picture: (luma - 30) / 10, clock: video.currentTime };
})()`;

beforeAll(async () => {
  server = await startCourtServer({ demo: true });
  recordingDir = await mkdtemp(join(tmpdir(), 'recording-'));
  await makeRecording(recordingDir, [{ runId: 'run-001', startS: 2, lengthS: 8 }, { runId: 'run-002', startS: 30, lengthS: 6 }], ['cam-1', 'cam-2']);
  const files = await recordedFiles(recordingDir);
  await sendFacts(wholeId, [
    scheduled('ДЕМО-1-500'), { type: 'sectionRequested', sectionId: 's1', kind: 'in_session', reason: '', atMs: zeroMs, zeroUtcMs: zeroMs },
    section('s1', 2, 'in_session'), mark('m1', 7, 'бірінші'), section('s2', 10, 'recess'), mark('m2', 20, nastyName), section('s3', 30, 'in_session'),
    { type: 'captureLost', captureId: 'cam-2', fromMs: zeroMs + 31_000, cause: 'камера үзілді' }, mark('m3', 33, 'соңғы'),
    { type: 'hearingClosed', atMs: zeroMs + 36_000, outcome: { kind: 'concluded' } },
    { type: 'recordingSealed', atMs: zeroMs + 37_000, manifest: { path: 'manifest.json', sha256: '', bytes: 1 }, segments: files.length, mediaBytes: 1 },
  ]);
  const protocol = Buffer.from('%PDF-1.4\n%%EOF');
  await upload(server, server.token, newFile(wholeId, 'documents/protocol-1.kk.pdf', protocol, 'protocol'), protocol);
  for (const file of files) await upload(server, server.token, newFile(wholeId, file.path, file.bytes, file.kind), file.bytes);
  await sendFacts(beginningId, [scheduled(nastyName)]);
  await sendFacts(partId, [scheduled('ДЕМО-1-501')]);
  for (const file of files.filter((f) => /^run-001\/(cam-1|audio)\//.test(f.path) && !f.path.endsWith('00001.mkv'))) {
    await upload(server, server.token, newFile(partId, file.path, file.bytes, file.kind), file.bytes);
  }
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'] });
  page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
  page.on('pageerror', (error) => complaints.push(error.message));
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await rm(recordingDir, { recursive: true, force: true });
});

const address = (path: string) => server.url + path;

describe('the door of the browser view', () => {
  test('nobody sees anything before signing in', async () => {
    for (const path of ['/', `/hearings/${wholeId}`, `/hearings/${wholeId}/viewing`]) {
      const response = await fetch(address(path), { redirect: 'manual' });
      expect([path, response.status, response.headers.get('location')]).toEqual([path, 303, '/sign-in']);
    }
  });

  test('with a password: wrong refused and soon locked, right let in, cookie out of reach of scripts', async () => {
    await courtServerTask(['--set-password', '--data-dir', server.dataDir], 'дұрыс құпия сөз\n');
    const tryWith = (password: string, headers: Record<string, string> = {}) =>
      fetch(address('/sign-in'), { method: 'POST', redirect: 'manual', body: new URLSearchParams({ password }), headers });
    await page.goto(address('/'));
    await page.locator('input[name=password]').fill('дұрыс құпия сөз');
    await page.locator('button.primary').click();
    expect(await page.locator('h1').textContent()).toBe('Сот отырыстары');
    await page.getByRole('button', { name: 'Шығу' }).click();
    await page.waitForURL('**/sign-in');
    await page.goto(address('/'));
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    expect((await tryWith('дұрыс құпия сөз', { origin: 'http://evil.example' })).status).toBe(403);
    const right = await tryWith('дұрыс құпия сөз');
    expect(right.status).toBe(303);
    expect(right.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
    const statuses = [];
    for (let i = 0; i < 6; i += 1) statuses.push((await tryWith('wrong')).status);
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429]);
    expect((await tryWith('дұрыс құпия сөз')).status).toBe(429);
  });

  test('the printed link signs in once', async () => {
    await page.goto(server.signInUrl);
    expect(await page.locator('h1').textContent()).toBe('Сот отырыстары');
    expect((await fetch(server.signInUrl, { redirect: 'manual' })).status).toBe(403);
  });
});

describe('a hearing in Chromium', () => {
  test('SK-15: plays from a mark: the picture itself says the position, with sound', async () => {
    await page.goto(address(`/hearings/${wholeId}`));
    await page.waitForSelector('.player', { timeout: 30_000 });
    await page.locator('button.mark').nth(2).click();
    await expect.poll(() => page.evaluate('document.querySelector("video").currentTime'), { timeout: 20_000 }).toBeGreaterThan(3.4);
    await page.locator('.play').click();
    await expect.poll(() => page.evaluate('document.querySelector("video").paused')).toBe(true);
    const seen = await page.evaluate<{ picture: number; clock: number }>(pictureSeconds);
    expect(seen.clock).toBeGreaterThanOrEqual(3.4);
    expect(Math.abs(seen.picture - seen.clock)).toBeLessThan(0.25);
    const sound = await page.evaluate<number[]>('[...document.querySelectorAll("video")].filter((v) => !v.muted).map((v) => v.webkitAudioDecodedByteCount)');
    expect(sound).toHaveLength(1);
    expect(sound[0]).toBeGreaterThan(0);
    const positionMs = Number(await page.locator('.player').getAttribute('data-position-ms'));
    expect(Math.abs(positionMs - (30_000 + seen.clock * 1000))).toBeLessThan(300);
  });

  test('a seek to a mark lands on its frame', async () => {
    await page.locator('button.mark').nth(0).click();
    await page.evaluate(`new Promise((done) => { const v = document.querySelector('video'); v.pause(); v.currentTime = 5; v.onseeked = () => done(true); })`);
    const { picture } = await page.evaluate<{ picture: number }>(pictureSeconds);
    expect(Math.abs(picture - 5)).toBeLessThan(0.15);
    expect(await page.locator('button.mark').nth(0).getAttribute('data-run')).toBe('run-001');
    expect(Math.abs(Number(await page.locator('button.mark').nth(0).getAttribute('data-offset-ms')) - 5000)).toBeLessThan(50);
  });

  test('a mark in the recess plays from the next recorded moment', async () => {
    const inRecess = page.locator('button.mark').nth(1);
    expect([await inRecess.getAttribute('data-run'), await inRecess.getAttribute('data-offset-ms')]).toEqual(['run-002', '0']);
  });

  test('what has arrived of an unsealed recording plays when asked for, with its hole where it is', async () => {
    await page.goto(address(`/hearings/${partId}`));
    expect(await page.locator('.player-card').textContent()).toContain('жазба әлі мөрленбеген');
    await page.locator('.screen button').click();
    await page.waitForSelector('.player', { timeout: 30_000 });
    await page.evaluate(`new Promise((done) => { const v = document.querySelector('video'); v.onseeked = () => done(true); v.currentTime = 6.5; })`);
    const { picture } = await page.evaluate<{ picture: number }>(pictureSeconds);
    expect(Math.abs(picture - 6.5)).toBeLessThan(0.15);
    await page.goto(address(`/hearings/${wholeId}`));
    await page.waitForSelector('.player');
  });

  test('a gap is told although nobody opened an incident', async () => {
    expect(await page.getByText('Жазбадағы үзік: cam-2').count()).toBe(1);
    expect(await page.getByText('камера үзілді').count()).toBe(1);
  });

  test('one camera can be chosen, and both again', async () => {
    await page.locator('.choose[data-choose="cam-2"]').click();
    expect(await page.locator('figure:visible').count()).toBe(1);
    await page.locator('.choose[data-choose=""]').click();
    expect(await page.locator('figure:visible').count()).toBe(2);
  });

  test('names with markup are text, in three languages, without a complaint from the browser', async () => {
    for (const [lang, word] of [['ru', 'Отметки'], ['en', 'Marks'], ['kk', 'Белгілер']] as const) {
      await page.goto(address(`/hearings/${wholeId}?lang=${lang}`));
      expect(await page.locator('.marks-card h2').textContent()).toContain(word);
    }
    await page.goto(address(`/hearings/${beginningId}`));
    expect(await page.locator('h1').textContent()).toContain("<script>document.title='owned'</script>");
    expect(await page.title()).not.toBe('owned');
    expect(await page.locator('.screen').textContent()).toContain('Жазба әлі келген жоқ');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(1366);
    await page.goto(address('/'));
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(1366);
    expect(complaints).toEqual([]);
  });

  test('files are given with their type, and parts of them', async () => {
    const cookies = (await page.context().cookies()).map((c) => `${c.name}=${c.value}`).join('; ');
    await page.goto(address(`/hearings/${wholeId}`));
    const pdf = await page.locator('.documents a').first().getAttribute('href');
    const document = await fetch(address(pdf ?? ''), { headers: { cookie: cookies } });
    expect([document.headers.get('content-type'), await document.text()]).toEqual(['application/pdf', '%PDF-1.4\n%%EOF']);
    const copy = await page.locator('video').first().getAttribute('src');
    const part = await fetch(address(copy ?? ''), { headers: { cookie: cookies, range: 'bytes=0-99' } });
    expect([part.status, part.headers.get('content-type'), (await part.arrayBuffer()).byteLength]).toEqual([206, 'video/mp4', 100]);
    expect((await fetch(address((copy ?? '').replace('run-001-cam-1.mp4', 'index.json')), { headers: { cookie: cookies } })).status).toBe(404);
  });

  test('a foreign Host is refused before anything else', () => {
    const status = execFileSync('curl', ['-s', '-o', '/dev/null', '-w', '%{http_code}', '-H', 'Host: evil.example', address('/')], { encoding: 'utf8' });
    expect(status).toBe('421');
  });
});
