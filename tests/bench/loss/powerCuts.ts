import { setTimeout as sleep } from 'node:timers/promises';
import { readFile, open, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { between } from '../../crash/seededRandom.ts';
import { loggedDisk, type LoggedDisk } from '../../helpers/loggedDisk/disk.ts';
import type { DriveCache, Pace } from '../../helpers/loggedDisk/writeLog.ts';
import { watchMachine } from '../../helpers/machineWitness/witness.ts';
import { codedMicrophones } from '../../helpers/soundClock/microphones.ts';
import { cleanly, type Afterwards } from './afterwards.ts';
import { comes, RecordedHearing, type Device, type Picture } from './hearing.ts';
import { killAllIn, writersIn } from './processes.ts';
import { lastBefore } from './spans.ts';
import { heldOf, readTracks } from './tracks.ts';

export interface PowerCut {
  cutAtMs: number;
  cache: DriveCache;
  /** From the newest moment that can be seen or heard to the cut; of nothing, everything. */
  lost: (Device & { lostMs: number })[];
  disk: Pace;
  /** The longest time for which a processor of this machine did not run, in the two seconds before. */
  machineStoodStillMs: number;
  keptMarks: number;
  lostMarks: number;
  unreadable: string[];
  /** A console started on what was left: the phase of the hearing it came up with, and whether every capture writes again. */
  phaseAfterwards: string;
  recordsAgain: boolean;
}

/** A file that was brought to the disk has to be in the image, one that was not must not: else the image is not what a power cut leaves. */
export interface Control { syncedThere: boolean; unsyncedThere: boolean }

export interface PowerCutRun { cuts: PowerCut[]; controls: Control[] }

const cutsPerRecording = 6;
const recordedMs = 20_000;
const warmUpMs = 4000;
const betweenMarksMs = 100;
const caches: DriveCache[] = ['kept', 'lost'];

/** `count` power cuts at random moments of as many recordings as it takes, by turns with the drive's cache kept and lost. */
export async function powerCutTrials(count: number, random: () => number, picture: Picture, microphoneCount: number): Promise<PowerCutRun> {
  const all: PowerCutRun = { cuts: [], controls: [] };
  while (all.cuts.length < count) {
    const { cuts, control } = await oneRecording(Math.min(cutsPerRecording, count - all.cuts.length), random, picture, microphoneCount);
    all.cuts.push(...cuts);
    all.controls.push(control);
  }
  return all;
}

const oneRecording = (count: number, random: () => number, picture: Picture, microphoneCount: number): Promise<{ cuts: PowerCut[]; control: Control }> =>
  cleanly(async (afterwards) => {
    const sources = await codedMicrophones(microphoneCount);
    afterwards.add(sources.stop);
    const disk = await loggedDisk();
    afterwards.add(disk.remove);
    const hearing = await RecordedHearing.open(afterwards, join(disk.dir, 'console'), picture, sources.microphones);
    const machine = watchMachine();
    afterwards.add(machine.stop);
    const { zeroUtcMs } = await hearing.look([]);
    const devices = await captured(hearing);
    const fromMs = Date.now() + warmUpMs;
    const controlAtMs = await recordWithMarks(hearing, disk.dir, fromMs + recordedMs);
    await machine.stop();
    await killAllIn(disk.dir);
    await disk.unplug();
    const cuts: PowerCut[] = [];
    for (let i = 0; i < count; i++) {
      const cut = { cutAtMs: between(random, fromMs, fromMs + recordedMs), cache: caches[i % caches.length] as DriveCache };
      const machineStoodStillMs = machine.longestMs(cut.cutAtMs - machineLookedAtMs, cut.cutAtMs);
      cuts.push({ machineStoodStillMs, ...await lookAfter(afterwards, disk, cut, hearing, devices, zeroUtcMs, random) });
    }
    return { cuts, control: await controlAt(disk, controlAtMs, random) };
  });

/** A standstill so long before a cut can still be seen in what is lost. */
const machineLookedAtMs = 2000;

const captured = async (hearing: RecordedHearing): Promise<string[]> => (await hearing.writers()).map((writer) => writer.captureId).toSorted();

/** Marks all the time; in between the control's two files. Resolves to the moment at which they can be asked for. */
async function recordWithMarks(hearing: RecordedHearing, dir: string, untilMs: number): Promise<number> {
  let controlAtMs = 0;
  while (Date.now() < untilMs) {
    await hearing.mark();
    await sleep(betweenMarksMs);
    if (controlAtMs === 0) controlAtMs = await writeControl(dir);
  }
  return controlAtMs;
}

const controlFiles = { synced: 'control-synced', unsynced: 'control-unsynced' };
const controlText = 'control'.repeat(20_000);

async function writeControl(dir: string): Promise<number> {
  await writeFile(join(dir, controlFiles.unsynced), controlText);
  const file = await open(join(dir, controlFiles.synced), 'w');
  await file.writeFile(controlText);
  await file.sync();
  await file.close();
  return Date.now();
}

async function controlAt(disk: LoggedDisk, atMs: number, random: () => number): Promise<Control> {
  const unmount = await disk.mountAsCutAt(atMs, 'kept', random);
  try {
    const there = async (name: string): Promise<boolean> => (await readFile(join(disk.dir, name), 'utf8').catch(() => '')) === controlText;
    return { syncedThere: await there(controlFiles.synced), unsyncedThere: await there(controlFiles.unsynced) };
  } finally {
    await unmount();
  }
}

async function lookAfter(
  afterwards: Afterwards, disk: LoggedDisk, { cutAtMs, cache }: Pick<PowerCut, 'cutAtMs' | 'cache'>,
  before: RecordedHearing, captureIds: string[], zeroUtcMs: number, random: () => number,
): Promise<Omit<PowerCut, 'machineStoodStillMs'>> {
  const unmount = await disk.mountAsCutAt(cutAtMs, cache, random);
  let mounted = true;
  const off = async (): Promise<void> => {
    if (!mounted) return;
    mounted = false;
    await killAllIn(disk.dir);
    await unmount();
  };
  afterwards.add(off);
  const { tracks, unreadable } = await readTracks(before.recordingDir, zeroUtcMs);
  const newestMs = ({ deviceId }: Device): number => Math.max(before.recordingSinceMs, lastBefore(heldOf(tracks, deviceId), cutAtMs));
  const lost = before.devices.map((device) => ({ ...device, lostMs: cutAtMs - newestMs(device) }));
  const kept = before.marks.filter((mark) => mark.keptAtMs <= cutAtMs);
  const after = await comesBack(before, kept, captureIds);
  await off();
  return { cutAtMs, cache, lost, disk: disk.paceBefore(cutAtMs), unreadable, keptMarks: kept.length, ...after };
}

/** Starts a console on what the power cut left, as after a reboot. */
async function comesBack(before: RecordedHearing, kept: RecordedHearing['marks'], captureIds: string[]): Promise<Pick<PowerCut, 'lostMarks' | 'phaseAfterwards' | 'recordsAgain'>> {
  const again = new RecordedHearing(before.dataDir);
  again.hearingId = before.hearingId;
  await again.startConsole();
  const { phase, lostMarks } = await again.look(kept);
  const recordsAgain = await comes(() => allGrow(before.dataDir, captureIds));
  return { lostMarks, phaseAfterwards: phase, recordsAgain };
}

const growthMs = 500;

/** Has each of these captures a writer whose file grows? */
async function allGrow(dataDir: string, captureIds: string[]): Promise<boolean> {
  const writers = await writersIn(dataDir);
  if (!captureIds.every((captureId) => writers.some((writer) => writer.captureId === captureId))) return false;
  const sizes = (): Promise<number[]> => Promise.all(writers.map(async ({ path }) => (await stat(path)).size));
  const first = await sizes();
  await sleep(growthMs);
  const second = await sizes();
  return second.every((size, i) => size > (first[i] ?? 0));
}
