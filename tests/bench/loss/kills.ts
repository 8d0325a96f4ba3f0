import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { between } from '../../crash/seededRandom.ts';
import { codedMicrophones } from '../../helpers/soundClock/microphones.ts';
import { cleanly } from './afterwards.ts';
import { comes, courtServerFor, RecordedHearing, waitFor, type Device, type Picture } from './hearing.ts';
import { readTracks, type Tracks } from './tracks.ts';
import type { Writer } from './processes.ts';

/** In the order of their turns. */
const victimKinds = ['joint sound', 'own sound', 'camera', 'console', 'recorder', 'live pictures', 'court server'] as const;
export type VictimKind = typeof victimKinds[number];

export interface Kill {
  kind: VictimKind;
  /** What it wrote; null when it wrote nothing. */
  captureId: string | null;
  /** UTC ms. */
  killedAtMs: number;
  /** UTC ms at which it, or the one in its place, was seen at work again, or was given up. */
  backAtMs: number;
  isBack: boolean;
}

export interface KillRun extends Tracks {
  devices: Device[];
  kills: Kill[];
  zeroUtcMs: number;
  marks: number;
  lostMarks: number;
}

interface Victim {
  kind: VictimKind;
  captureId: string | null;
  kill: () => Promise<unknown>;
  /** Resolves when it, or another in its place, is at work again; false when that does not happen. */
  back: () => Promise<boolean>;
}

const kindOf = (writer: Writer): VictimKind => (writer.microphones === 0 ? 'camera' : writer.microphones > 1 ? 'joint sound' : 'own sound');
/** Console and court server are started again by somebody, not by themselves. */
const longestAbsenceMs = 2500;

const kill9 = async (pid: number): Promise<unknown> => process.kill(pid, 'SIGKILL');

/** Everything that can be killed now, as it stands there without looking inside. */
async function victimsOf(hearing: RecordedHearing, courtServer: { kill: () => Promise<unknown>; startAgain: () => Promise<unknown> }, random: () => number): Promise<Victim[]> {
  const afterAWhile = (start: () => Promise<unknown>) => async (): Promise<boolean> => {
    await sleep(between(random, 0, longestAbsenceMs));
    await start();
    return true;
  };
  const captures = (await hearing.writers()).toSorted((a, b) => a.captureId.localeCompare(b.captureId)).map((writer): Victim => ({
    kind: kindOf(writer), captureId: writer.captureId, kill: () => kill9(writer.pid),
    back: () => comes(async () => (await hearing.writers()).some((w) => w.captureId === writer.captureId && w.pid !== writer.pid)),
  }));
  const services = (await hearing.status()).services.flatMap(({ name, pid }): Victim[] => {
    const kind = ({ media_edge: 'live pictures', recorder: 'recorder' } as const)[name as string];
    if (kind === undefined || pid === null || pid === hearing.consolePid) return [];
    const another = async () => (await hearing.status()).services.some((s) => s.name === name && s.state === 'running' && s.pid !== null && s.pid !== pid);
    return [{ kind, captureId: null, kill: () => kill9(pid), back: () => comes(another) }];
  });
  return [
    ...captures, ...services,
    { kind: 'console', captureId: null, kill: () => hearing.killConsole(), back: afterAWhile(() => hearing.startConsole()) },
    { kind: 'court server', captureId: null, kill: courtServer.kill, back: afterAWhile(courtServer.startAgain) },
  ];
}

/** So long before a kill and after the return everything has to be there. */
export const aroundMs = 2000;

/**
 * One hearing in which `count` processes are killed, at random moments and one at a time, every kind in
 * turn; then all that is in its files.
 */
export const killTrials = (count: number, random: () => number, picture: Picture, microphoneCount: number): Promise<KillRun> =>
  cleanly(async (afterwards) => {
    const dir = await mkdtemp(join(tmpdir(), 'loss-kills-'));
    afterwards.add(() => rm(dir, { recursive: true, force: true }));
    const sources = await codedMicrophones(microphoneCount);
    afterwards.add(sources.stop);
    const hearing = await RecordedHearing.open(afterwards, join(dir, 'console'), picture, sources.microphones);
    const courtServer = await courtServerFor(afterwards, hearing, join(dir, 'court'));
    const there = new Set((await victimsOf(hearing, courtServer, random)).map((victim) => victim.kind));
    const kinds = victimKinds.filter((kind) => there.has(kind));
    await sleep(aroundMs);
    const kills: Kill[] = [];
    for (let i = 0; i < count; i++) {
      await sleep(between(random, aroundMs, 2 * aroundMs));
      await hearing.mark();
      const ofThisKind = (await victimsOf(hearing, courtServer, random)).filter((victim) => victim.kind === kinds[i % kinds.length]);
      const victim = ofThisKind[between(random, 0, ofThisKind.length)];
      if (victim) kills.push(await killOne(victim));
    }
    await sleep(2 * aroundMs);
    const { zeroUtcMs, lostMarks } = await hearing.look(hearing.marks);
    await hearing.secretary.do('hearing.close', { hearingId: hearing.hearingId });
    await waitFor('the end of the recording', async () => (await hearing.writers()).length === 0);
    return { kills, zeroUtcMs, devices: hearing.devices, marks: hearing.marks.length, lostMarks, ...(await readTracks(hearing.recordingDir, zeroUtcMs)) };
  });

async function killOne(victim: Victim): Promise<Kill> {
  const killedAtMs = performance.timeOrigin + performance.now();
  await victim.kill();
  const isBack = await victim.back();
  return { kind: victim.kind, captureId: victim.captureId, killedAtMs, isBack, backAtMs: Date.now() };
}
