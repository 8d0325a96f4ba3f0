import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { watchMachine } from '../../helpers/machineWitness/witness.ts';
import { codedMicrophones } from '../../helpers/soundClock/microphones.ts';
import { cleanly } from '../loss/afterwards.ts';
import { accuracy, driftMs, linesOf, spread } from '../loss/figures.ts';
import { RecordedHearing, waitFor, type Mark } from '../loss/hearing.ts';
import { captureFolders, readTracks } from '../loss/tracks.ts';
import { round } from '../percentiles.ts';
import { longestPacketStepMs } from './packets.ts';
import { look, memoryFigures, troublesOf, type Look } from './looks.ts';

const wishes = z.object({ HOURS_MINUTES: z.coerce.number().positive().default(60) });
const picture = { widthPx: 1280, heightPx: 720 };
const microphones = 4;
const lookEveryMs = 30_000;

/** Three files in a row, half a minute, of every thirty: all of them would be decoded for longer than they were recorded. */
const isExamined = (file: string): boolean => Number.parseInt(basename(file), 10) % 30 < 3;

/**
 * One hearing recorded for an hour (`HOURS_MINUTES`) that nobody touches but for a mark every half minute: memory of
 * every process over it, what was dropped, lost or told, and by the coded clocks in picture and sound how far the tracks
 * are from the wall clock and from each other, at its beginning, its end and in between.
 */
export const run = (): Promise<object> => cleanly(async (afterwards) => {
  const { HOURS_MINUTES } = wishes.parse(process.env);
  const dir = await mkdtemp(join(tmpdir(), 'bench-hours-'));
  afterwards.add(() => rm(dir, { recursive: true, force: true }));
  const sources = await codedMicrophones(microphones);
  afterwards.add(sources.stop);
  const hearing = await RecordedHearing.open(afterwards, join(dir, 'console'), picture, sources.microphones);
  const untilMs = performance.now() + HOURS_MINUTES * 60_000;
  const looks: Look[] = [];
  const machine = watchMachine();
  afterwards.add(machine.stop);
  while (performance.now() < untilMs) {
    await sleep(lookEveryMs);
    await hearing.mark();
    looks.push(look(hearing.dataDir, await hearing.status()));
  }
  const machineStoodStillMs = spread(machine.standstills().map(({ lateMs }) => lateMs));
  const stored = await hearing.secretary.do('hearing.get', { hearingId: hearing.hearingId });
  const { zeroUtcMs, lostMarks } = await hearing.look(hearing.marks);
  await hearing.secretary.do('hearing.close', { hearingId: hearing.hearingId });
  await waitFor('the end of the recording', async () => (await hearing.writers()).length === 0);
  const steps = await Promise.all((await captureFolders(hearing.recordingDir)).map(async ({ captureId, files }) => [captureId, round(await longestPacketStepMs(files))] as const));
  const { tracks, unreadable } = await readTracks(hearing.recordingDir, zeroUtcMs, isExamined);
  const figures = {
    minutes: HOURS_MINUTES, memory: memoryFigures(looks), troubles: troublesOf(looks), gapsTold: stored.hearing.gaps.length, machineStoodStillMs,
    marks: { kept: hearing.marks.length, lost: lostMarks, placeOffMs: spread(placesOffMs(hearing.marks, stored.hearing.marks)) },
    longestPacketStepMs: Object.fromEntries(steps), unreadable, accuracy: accuracy(tracks, zeroUtcMs), drift: driftMs(tracks, zeroUtcMs),
  };
  return process.argv.includes('--json') ? figures : linesOf(figures);
});

/** From the command to its answer: the mark's place lies between, and is this far from the middle. */
const placesOffMs = (made: readonly Mark[], stored: readonly { markId: string; atMs: number }[]): number[] => made.flatMap(({ markId, askedAtMs, keptAtMs }) => {
  const mark = stored.find((s) => s.markId === markId);
  return mark ? [Math.abs(mark.atMs - (askedAtMs + keptAtMs) / 2)] : [];
});
