import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Operator } from '#main/cli/demo/operator.ts';
import { verifyRecording } from '#main/recorder/media/verifyRecording.ts';
import { remoteCaptureId, remotePictureId } from '#shared/domain/hall.ts';
import { manifestSchema, type Manifest } from '#shared/domain/manifest.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { seededRandom } from '../crash/seededRandom.ts';
import { exampleSchedule } from '../fakes/schedule.ts';
import { withSound } from '../helpers/chromium.ts';
import { decodeFrames } from '../helpers/frames.ts';
import { createLossyRelay, fairWeather, type LossyRelay } from '../helpers/lossyRelay.ts';
import { compareHz, samplesOf } from '../helpers/spokenSource.ts';
import { hearingOf, startHall, type Hall } from './fixture.ts';
import { farEnd } from './farEnd.ts';
import { shells } from './shells.ts';

const participants: Participant[] = [{ id: 'phone', name: 'Образцова Проба Тестовна', role: 'defendant', attendance: 'own_device' }];
const [picture, sound] = [remotePictureId('phone'), remoteCaptureId('phone')];
const sentFps = 20;
const cutMs = 5000;

const shell = shells.find(({ name }) => name === 'web') ?? expect.fail('no web shell');
let hall: Hall;
let secretary: Operator;
let browser: Browser;
let relay: LossyRelay;
let links: Page;

/** In the participant's page: every two seconds the picture is white and a tone is heard, for a fifth of a second, at the same moment. */
function flashAndBeep(fps: number): void {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [640, 360];
  const context = canvas.getContext('2d');
  const audio = new AudioContext();
  const voice = new GainNode(audio, { gain: 0 });
  const out = audio.createMediaStreamDestination();
  voice.connect(out);
  let painted = 0;
  setInterval(() => {
    if (!context) return;
    painted += 1;
    const isOn = performance.now() % 2000 < 200;
    context.fillStyle = isOn ? '#fff' : '#222';
    context.fillRect(0, 0, 640, 360);
    context.fillStyle = `hsl(${(painted * 7) % 360} 60% 40%)`;
    context.fillRect((painted * 11) % 600, 10, 40, 40);
    voice.gain.value = isOn ? 0.3 : 0;
  }, 1000 / fps);
  navigator.mediaDevices.getUserMedia = async () => {
    const tone = new OscillatorNode(audio, { frequency: 880 });
    tone.connect(voice);
    tone.start();
    return new MediaStream([...canvas.captureStream(fps).getTracks(), ...out.stream.getTracks()]);
  };
}

async function comeIn(hearingId: string): Promise<Page> {
  const { url } = await secretary.do('conference.invite', { hearingId, participantId: 'phone' });
  const phone = await (await browser.newContext({ locale: 'kk-KZ' })).newPage();
  await phone.exposeFunction('relayedPort', (port: number) => relay.portFor(port));
  await phone.addInitScript(farEnd, relay.host);
  await phone.addInitScript(flashAndBeep, sentFps);
  await phone.goto(url);
  await phone.getByRole('button', { name: 'Мен дайынмын' }).click();
  return phone;
}

const remote = async (hearingId: string) => (await hearingOf(secretary, hearingId)).remotes[0];

async function letIn(hearingId: string): Promise<void> {
  await expect.poll(async () => (await remote(hearingId))?.here.length, { timeout: 30_000 }).toBeGreaterThan(0);
  await secretary.do('conference.admit', { hearingId, participantId: 'phone', admitted: true });
  await expect.poll(async () => (await remote(hearingId))?.soundSinceMs, { timeout: 30_000 }).toEqual(expect.any(Number));
}

async function sealed(hearingId: string): Promise<{ dir: string; manifest: Manifest }> {
  await secretary.do('hearing.close', { hearingId });
  await expect.poll(async () => (await hearingOf(secretary, hearingId)).phase.name, { timeout: 90_000 }).toMatch(/sealed|handed_over/);
  const dir = join(hall.dataDir, 'recordings', hearingId);
  return { dir, manifest: manifestSchema.parse(JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8'))) };
}

beforeAll(async () => {
  relay = createLossyRelay(seededRandom(7));
  hall = await startHall(shell);
  browser = await chromium.launch(withSound);
  secretary = await hall.operator('secretary');
  links = await hall.window('secretary', '#/links');
});
afterAll(async () => {
  relay?.close();
  await browser?.close();
  await hall?.end();
});

/** Of the renderers of the hall's browser together, ms. */
async function rendererCpuMs(cdp: CDPSession): Promise<number> {
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
}

test('K7-2(3): in a civil hearing the picture of who was let in is sealed as it arrived, with one gap where the link was cut', async () => {
  const { hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ startsAtMs: Date.now(), participants }) });
  await secretary.do('hearing.connect', { hearingId });
  await secretary.do('hearing.open', { hearingId });
  const phone = await comeIn(hearingId);
  await letIn(hearingId);
  await expect.poll(async () => (await remote(hearingId))?.pictureSinceMs, { timeout: 30_000 }).toEqual(expect.any(Number));
  const cdp = await links.context().browser()?.newBrowserCDPSession() ?? expect.fail('no browser');
  const [cpuMs, sinceMs] = [await rendererCpuMs(cdp), performance.now()];
  await pause(14_000);
  console.log(`renderers of the hall: ${(((await rendererCpuMs(cdp)) - cpuMs) / (performance.now() - sinceMs) * 100).toFixed(1)} % of a core`);
  relay.weather({ ...fairWeather, lossPercent: 100 });
  await pause(cutMs);
  relay.weather(fairWeather);
  await expect.poll(async () => (await remote(hearingId))?.cuts.map(({ toMs }) => toMs !== null), { timeout: 60_000 }).toEqual([true]);
  await pause(6000);
  const { dir, manifest } = await sealed(hearingId);
  await phone.close();

  expect(manifest.tracks).toContainEqual(expect.objectContaining({ captureId: picture, kind: 'video', label: 'Образцова Проба Тестовна' }));
  const own = manifest.segments.filter(({ captureId }) => captureId === picture).toSorted((a, b) => a.startMs - b.startMs);
  expect(own.map(({ state }) => state)).toEqual(own.map(() => 'verified'));
  const gaps = manifest.gaps.filter(({ captureId }) => captureId === picture);
  expect(gaps.length).toBe(1);
  expect((gaps[0]?.toMs ?? 0) - (gaps[0]?.fromMs ?? 0)).toBeGreaterThan(cutMs - 1500);
  const shown = await brightnessOf(dir, own);
  const lengthMs = own.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  console.log(`${shown.length} pictures in ${own.length} files, ${(shown.length / lengthMs * 1000).toFixed(1)} a second, ${Math.round(own.reduce((sum, { bytes }) => sum + bytes, 0) * 8 / lengthMs)} kbit/s`);
  expect(shown.length / lengthMs * 1000).toBeGreaterThan(sentFps * 0.5); // what a busy machine encodes; sent were twenty
  compareWithSound(shown, await loudnessOf(dir, manifest.segments.filter(({ captureId }) => captureId === sound)));
  const verified = await verifyRecording(dir);
  expect(verified).toMatchObject({ ok: true, value: { problems: [] } });
});

test('K336-15: where the orders want the sound alone, no picture is kept', async () => {
  const { hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ startsAtMs: Date.now(), proceedings: 'criminal', participants }) });
  await secretary.do('hearing.connect', { hearingId });
  await secretary.do('hearing.open', { hearingId });
  await comeIn(hearingId);
  await letIn(hearingId);
  await pause(5000);
  const { manifest } = await sealed(hearingId);
  expect(manifest.tracks.map(({ captureId }) => captureId)).toContain(sound);
  expect(manifest.tracks.map(({ captureId }) => captureId)).not.toContain(picture);
  expect(manifest.segments.some(({ captureId }) => captureId === picture)).toBe(false);
});

interface Level { atMs: number; level: number }

/** Every picture's mean brightness: decoded from the first one of every file on. */
async function brightnessOf(dir: string, segments: Manifest['segments']): Promise<Level[]> {
  const levels: Level[] = [];
  for (const { path, startMs } of segments) {
    const frames = await decodeFrames(join(dir, path), 'v:0', 'scale=1:1,format=gray', 'split', ['-c:v', 'rawvideo']);
    expect(frames[0]?.ptsMs, path).toBeCloseTo(startMs, -1);
    levels.push(...frames.map(({ ptsMs, data }) => ({ atMs: ptsMs, level: data[0] ?? 0 })));
  }
  return levels;
}

/** Loudness of every 5 ms. */
async function loudnessOf(dir: string, segments: Manifest['segments']): Promise<Level[]> {
  const step = compareHz / 200;
  const levels: Level[] = [];
  for (const { path, startMs } of segments.toSorted((a, b) => a.startMs - b.startMs)) {
    const samples = await samplesOf(join(dir, path));
    for (let i = 0; i + step <= samples.length; i += step) levels.push({ atMs: startMs + (i / compareHz) * 1000, level: samples.subarray(i, i + step).reduce((max, one) => Math.max(max, Math.abs(one)), 0) });
  }
  return levels;
}

/** Where it becomes loud, or bright. */
const rises = (levels: readonly Level[], over: number): number[] => levels.flatMap(({ atMs, level }, i) => (i > 0 && level > over && (levels[i - 1]?.level ?? 0) <= over ? [atMs] : []));

/** Flash and beep began at one moment; in between lie the painting, the picture's rate and both devices. */
function compareWithSound(shown: readonly Level[], heard: readonly Level[]): void {
  const beeps = rises(heard, 0.05);
  const apart = rises(shown, 128).map((flash) => beeps.map((beep) => flash - beep).toSorted((a, b) => Math.abs(a) - Math.abs(b))[0] ?? Infinity).toSorted((a, b) => a - b);
  console.log(`picture after sound, ms: ${apart.map(Math.round).join(' ')}`);
  expect(apart.length).toBeGreaterThan(3);
  expect(Math.abs(apart[Math.floor(apart.length / 2)] ?? Infinity)).toBeLessThan(250); // machines that stall place neither well
}
