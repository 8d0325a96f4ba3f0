import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SoundBeside } from '#main/app/observers/soundBeside.ts';
import { avcPacket, bodyOf, FlvTags, timestampOf, type FlvTag } from '#shared/conference/flvTags.ts';
import { opusConfiguration } from '#shared/conference/opusTags.ts';
import { watchPaths, type PublishHello } from '#shared/conference/watching.ts';
import { chromiumOptions } from '../../helpers/chromium.ts';
import { startCourtServer, type TestCourtServer } from '../../helpers/courtServer.ts';
import { flvTag } from '../../helpers/flv.ts';
import { call } from './support.ts';
import { TestPublisher } from './watchers.ts';

const patiently = { timeout: 40_000 };
const frameMs = 100;

let server: TestCourtServer;
let browser: Browser;
let picture: { configuration: FlvTag; frames: FlvTag[] };

beforeAll(async () => {
  server = await startCourtServer();
  browser = await chromium.launch(chromiumOptions);
  const { stdout } = await promisify(execFile)('ffmpeg', [
    '-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=10:d=2', '-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-g', '10', '-bf', '0', '-pix_fmt', 'yuv420p', '-f', 'flv', '-',
  ], { encoding: 'buffer' });
  const tags = new FlvTags().take(stdout);
  const [configuration] = tags.filter((tag) => avcPacket(tag) === 'configuration');
  if (!configuration) throw new Error('ffmpeg wrote no H.264');
  picture = { configuration, frames: tags.filter((tag) => avcPacket(tag) === 'key' || avcPacket(tag) === 'picture') };
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** A hall that shows a moving test picture with its (silent) sound, from the middle of its timeline on, until stopped. */
function show(hall: TestPublisher, fromMs = 3_600_000): () => void {
  const sound = new SoundBeside();
  hall.send(picture.configuration, opusConfiguration());
  let number = 0;
  const timer = setInterval(() => {
    const frame = picture.frames[number % picture.frames.length];
    if (!frame) return;
    const tag = flvTag(9, fromMs + number * frameMs, bodyOf(frame));
    number += 1;
    hall.send(tag, ...sound.upTo(timestampOf(tag)));
  }, frameMs);
  return () => clearInterval(timer);
}

const framesOf = (page: Page): Promise<number> => page.evaluate(() => document.querySelector('video')?.getVideoPlaybackQuality().totalVideoFrames ?? 0);
const soundOf = (page: Page): Promise<number> => page.evaluate(() => document.querySelector<HTMLVideoElement & { webkitAudioDecodedByteCount?: number }>('video')?.webkitAudioDecodedByteCount ?? 0);

async function moves(page: Page): Promise<void> {
  const before = await framesOf(page);
  await expect.poll(() => framesOf(page), patiently).toBeGreaterThan(before + 10);
}

test('the page waits, plays picture and sound, comes back after breaks, cuts and new beginnings, and says why it has ended', async () => {
  const hello: PublishHello = { type: 'hello', token: server.token, hearingId: randomUUID(), watchId: randomUUID(), caseNumber: '7599-26-00-2/1', startsAtMs: Date.now(), state: 'waiting' };
  const complaints: string[] = [];
  const page = await (await browser.newContext({ locale: 'kk-KZ', viewport: { width: 390, height: 844 } })).newPage();
  page.on('pageerror', (e) => complaints.push(e.message));
  page.on('console', (m) => { if (/Content.Security.Policy|Refused to/i.test(m.text())) complaints.push(m.text()); });
  const sent: string[] = [];
  page.on('request', (request) => { if (request.method() !== 'GET' || request.postData() !== null) sent.push(request.url()); });
  const stands = (state: string) => page.locator(`[data-watch="${state}"]`).waitFor(patiently);

  await page.goto(`${server.url}${watchPaths.page}/${hello.watchId}`);
  await stands('unknown');
  const waiting = await TestPublisher.live(server.url, hello);
  await stands('waiting');
  expect(await page.locator('h1').innerText()).toContain('7599-26-00-2/1');

  const first = await TestPublisher.live(server.url, { ...hello, state: 'live' });
  expect(await waiting.ended()).toBe('replaced');
  const stopFirst = show(first);
  await stands('live');
  await moves(page);
  await page.getByRole('button', { name: 'Дыбысты қосу' }).click();
  await expect.poll(() => soundOf(page), patiently).toBeGreaterThan(100);
  await moves(page);

  stopFirst();
  const stopAgain = show(first, 5000); // the camera was begun anew, earlier on the timeline
  await page.waitForTimeout(1500);
  await moves(page);
  stopAgain();
  const other = await TestPublisher.live(server.url, { ...hello, state: 'live' }); // and the hall's line as well, with nothing between
  const stopOther = show(other);
  await page.waitForTimeout(1500);
  await moves(page);
  stopOther();
  const pausing = await TestPublisher.live(server.url, { ...hello, state: 'paused' });
  await stands('paused');
  expect(await page.locator('video').count()).toBe(0);
  const second = await TestPublisher.live(server.url, { ...hello, state: 'live' });
  const stopSecond = show(second);
  await moves(page);
  stopSecond();
  second.close();
  await stands('interrupted');
  const third = await TestPublisher.live(server.url, { ...hello, state: 'live' });
  const stopThird = show(third);
  await moves(page);

  await call(server, server.token, 'POST', '/api/v1/watches/end', { hearingId: hello.hearingId, watchId: hello.watchId, why: 'closed_to_public' });
  await page.getByText('Сот жабық отырысқа көшті').waitFor(patiently);
  expect(await page.locator('video').count()).toBe(0);
  stopThird();
  expect([complaints, sent, pausing.closed]).toEqual([[], [], 'replaced']);
});
