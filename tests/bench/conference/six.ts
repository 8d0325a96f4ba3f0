import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { demoHall } from '../../../src-main/app/demoHall.ts';
import type { Camera } from '../../../src-shared/domain/hall.ts';
import type { Participant } from '../../../src-shared/domain/schedule.ts';
import { startCourtServer } from '../../helpers/courtServer.ts';
import { readPictureClock } from '../../helpers/pictureClock.ts';
import { cpuByRole, processesOf } from '../cpu.ts';
import { packetTimesMs } from '../hours/packets.ts';
import { captureFolders } from '../loss/tracks.ts';
import { cleanly, type Afterwards } from '../loss/afterwards.ts';
import { clipS, networkCamera } from '../networkCamera.ts';
import { percentiles, round } from '../percentiles.ts';
import { joinFrom, openLinks, startHall, type BenchHall } from './hall.ts';
import { receivedBetween, receivedBy, type Received } from './received.ts';

/** `SIX_SECONDS`: how long it is recorded alone, and then with everybody. `SIX_PARTICIPANTS`: of how many. */
const watchedS = Number(process.env['SIX_SECONDS'] ?? 60);
const count = Number(process.env['SIX_PARTICIPANTS'] ?? 6);
const settledAfterS = 10;
const pictureMs = 40;
/** Longer than this, and a picture came late. */
const longestStepMs = 60;

const participants = Array.from({ length: count }, (_, i): Participant => ({ id: `far${i}`, name: `Үлгі Қатысушыұлы ${i + 1}`, role: 'defendant', attendance: 'own_device' }));

/**
 * Two IP cameras of 1080p25 and four microphones are recorded, alone and then with so many participants who are connected directly and let in; all of it,
 * the participants' browsers too, on this one machine. What of the recording is missing, and what arrives at both ends. Each picture of
 * the network cameras shows its number, so to speak: one that is missing is known, whenever the others came.
 */
export const run = (): Promise<object> => cleanly(async (afterwards) => {
  const dir = await mkdtemp(join(tmpdir(), 'bench-six-'));
  afterwards.add(() => rm(dir, { recursive: true, force: true }));
  const hall = await hallWithTwoCameras(afterwards, dir);
  const { links } = await openLinks((end) => afterwards.add(end), hall.url);
  const openedMs = Date.now();
  await hall.secretary.do('hearing.open', { hearingId: hall.hearingId });
  const alone = await watch(hall, async () => [], 'alone');
  const pages = await joinFrom((end) => afterwards.add(end), hall, participants);
  const joinedMs = Date.now();
  await sleep(settledAfterS * 1000);
  const [atHall, atFar] = [
    () => Promise.all(participants.map(({ id }) => receivedBy(links, `window.courtroomLinks.stats('${id}')`))),
    () => Promise.all(pages.map((page) => receivedBy(page, 'window.lastPeer.getStats()'))),
  ];
  const farBefore = await atFar();
  const together = await watch(hall, atHall, 'together');
  const farAfter = await atFar();
  await hall.secretary.do('hearing.close', { hearingId: hall.hearingId });
  await sleep(3000);
  return { alone, together, participantsReceive: receivedBetween(farBefore, farAfter, watchedS), recorded: await recorded(join(hall.dataDir, 'recordings', hall.hearingId), joinedMs - openedMs) };
});

async function hallWithTwoCameras(afterwards: Afterwards, dir: string): Promise<BenchHall> {
  const source = await networkCamera(dir);
  afterwards.add(source.stop);
  const court = await startCourtServer({ dataDir: join(dir, 'court') });
  afterwards.add(court.stop);
  const cameras = demoHall.cameras.map((camera): Camera => ({ ...camera, widthPx: 1920, heightPx: 1080, source: { type: 'rtsp', url: source.url } }));
  return startHall((end) => afterwards.add(end), { dataDir: join(dir, 'console'), court, hall: { ...demoHall, cameras }, participants });
}

/** What the recording needs of the processor, and what arrives at the hall. */
async function watch({ dataDir }: BenchHall, received: () => Promise<Received[]>, when: string): Promise<object> {
  const pids = processesOf(dataDir);
  const [before, cpuBefore] = [await received(), cpuByRole(pids)];
  await sleep(watchedS * 1000);
  const after = await received();
  const cpu = Object.fromEntries(Object.entries(cpuByRole(pids)).map(([role, usedS]) => [role, round((usedS - (cpuBefore[role] ?? 0)) / watchedS)]));
  console.error(`${when} is over`);
  return { cores: cpu, ...(after.length > 0 ? { hallReceives: receivedBetween(before, after, watchedS) } : {}) };
}

/** Pictures that are not there, and such as could not be read: by the clock they show, which begins anew with the camera's clip. */
async function missingIn(files: readonly string[]): Promise<{ missing: number; unreadable: number }> {
  const clocks: (number | null)[] = [];
  for (const file of files) clocks.push(...(await readPictureClock(file)).map(({ clockMs }) => clockMs));
  const read = clocks.filter((clockMs) => clockMs !== null);
  const clipMs = clipS * 1000;
  const missing = read.slice(1).map((clockMs, i) => Math.round(((clockMs - (read[i] ?? 0) + clipMs) % clipMs) / pictureMs) - 1);
  const unreadable = clocks.length - read.length;
  return { missing: missing.reduce((sum, n) => sum + n, 0) - unreadable, unreadable };
}

/** Of each camera: how many pictures a second, how many came late and how many not at all, and the worst of it: s after the opening, ms. */
async function recorded(recordingDir: string, joinedAfterMs: number): Promise<object> {
  const cameras: Record<string, object> = {};
  for (const { captureId, files } of await captureFolders(recordingDir)) {
    if (!demoHall.cameras.some(({ id }) => id === captureId)) continue;
    const timesMs = await packetTimesMs(files);
    const steps = timesMs.slice(1).map((atMs, i) => ({ atMs: atMs - (timesMs[0] ?? 0), stepMs: atMs - (timesMs[i] ?? atMs) }));
    const late = steps.filter(({ stepMs }) => stepMs > longestStepMs);
    cameras[captureId] = { perSecond: round((1000 * steps.length) / (steps.at(-1)?.atMs ?? 1)), stepMs: percentiles(steps.map(({ stepMs }) => stepMs)), late: late.length, ...(await missingIn(files)), worst: late.toSorted((a, b) => b.stepMs - a.stepMs).slice(0, 10).map(({ atMs, stepMs }) => [round(atMs / 1000), Math.round(stepMs)]) };
  }
  return { joinedAfterS: round(joinedAfterMs / 1000), ...cameras };
}
