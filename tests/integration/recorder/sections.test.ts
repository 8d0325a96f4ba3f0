import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { ConsoleClient } from '#main/cli/ctl/client.ts';
import { verifyRecording } from '#main/recorder/media/verifyRecording.ts';
import { consoleStatusSchema } from '#shared/contract/status.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { recordedSpans } from '#shared/domain/timeline.ts';
import { Afterwards } from '../../bench/loss/afterwards.ts';
import { RecordedHearing, waitFor } from '../../bench/loss/hearing.ts';
import { missingMs, type Span } from '../../bench/loss/spans.ts';
import { heldOf, readTracks } from '../../bench/loss/tracks.ts';
import { codedMicrophones } from '../../helpers/soundClock/microphones.ts';

/** One hearing through every kind of section, with clocks in picture and sound: what is there is known to the frame and to the millisecond. */

const picture = { widthPx: 640, heightPx: 360 };
/** Sound goes on for a cluster at most after a border, until the last word is on disk; the rest is what a busy machine takes to end a process. */
const endedWithinMs = 250;
const frameMs = 40;
/** What the coded sound can be read to. */
const soundMs = 2;

let dir: string;
let afterwards: Afterwards;
beforeEach(async () => {
  afterwards = new Afterwards();
  dir = await mkdtemp(join(tmpdir(), 'sections-'));
  afterwards.add(() => rm(dir, { recursive: true, force: true }));
});
afterEach(() => afterwards.clean());

/** Every alarm there is from here on. */
async function alarmsOf(hearing: RecordedHearing): Promise<Set<string>> {
  const connected = await ConsoleClient.connect(hearing.url, null);
  if (!connected.ok) throw new Error(connected.error.detail);
  const { value: client } = connected;
  await client.call('session.resume', { token: hearing.secretary.token });
  const seen = new Set<string>();
  void client.stream('status', {}, (item) => consoleStatusSchema.parse(item).alarms.forEach((alarm) => seen.add(alarm.alarmId)), new AbortController().signal);
  afterwards.add(async () => client.close());
  return seen;
}

const lampSchema = z.object({ open: z.boolean(), atMs: z.number() });
async function lampIsOn(): Promise<boolean> {
  const { open, atMs } = lampSchema.parse(JSON.parse(await readFile(join(dir, 'console', 'state', 'microphones.json'), 'utf8')));
  expect(Date.now() - atMs).toBeLessThan(3000);
  return open;
}

/** Longer than a look at the files takes, and shorter than a capture that hangs is given. */
const behindMs = 1500;

/** Every ffmpeg that was started with this word: a folder, a sound server. */
async function ffmpegsWith(word: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const commands = await Promise.all(pids.map(async (pid) => ({ pid, command: await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '') })));
  return commands.filter(({ command }) => basename(command.split('\0')[0] ?? '') === 'ffmpeg' && command.includes(word)).map(({ pid }) => pid);
}

/** Every file of media with its size. */
async function mediaFiles(recordingDir: string): Promise<Record<string, number>> {
  const names = (await readdir(recordingDir, { recursive: true })).filter((name) => name.endsWith('.mkv'));
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, (await stat(join(recordingDir, name))).size])));
}

const pidsOf = async (hearing: RecordedHearing): Promise<Record<string, number>> => Object.fromEntries((await hearing.writers()).map(({ captureId, pid }) => [captureId, pid]));

test('sections that are recorded have no hole at their borders; in those that are not, nothing is recorded at all', { timeout: 180_000 }, async () => {
  const sources = await codedMicrophones(2);
  afterwards.add(sources.stop);
  const soundServer = sources.microphones[0]?.source.type === 'pulse' ? (sources.microphones[0].source.server ?? '') : '';
  const hearing = await RecordedHearing.open(afterwards, join(dir, 'console'), picture, sources.microphones);
  const { hearingId, recordingDir, secretary } = hearing;
  const state = async (): Promise<Hearing> => (await secretary.do('hearing.get', { hearingId })).hearing;
  const alarms = await alarmsOf(hearing);
  const pauses: Span[] = [];

  /** Nobody listens, no file grows, the lamp is off; then the hearing goes on with a run of its own. */
  const expectNothingRecorded = async (): Promise<void> => {
    const fromMs = (await state()).sections.at(-1)?.startedAtMs ?? 0;
    await waitFor('the lamp to go out', async () => !(await lampIsOn()));
    expect(await ffmpegsWith(soundServer)).toEqual([]);
    await waitFor('the end of every capture', async () => (await hearing.writers()).length === 0);
    const before = await mediaFiles(recordingDir);
    await sleep(2000);
    expect(await mediaFiles(recordingDir)).toEqual(before);
    expect(await ffmpegsWith(soundServer)).toEqual([]);
    expect((await hearing.status()).recorder).toMatchObject({ mode: 'off', captures: [] });
    expect(await lampIsOn()).toBe(false);
    pauses.push({ fromMs: fromMs + endedWithinMs, toMs: Date.now() });
    await secretary.do('hearing.resume', { hearingId });
    await waitFor('the section', async () => (await state()).starting === null);
    expect(await lampIsOn()).toBe(true);
    await sleep(2000);
  };

  await sleep(1000);
  const firstRun = await pidsOf(hearing);
  await secretary.do('hearing.technicalBreak', { hearingId, reason: 'микрофон' });
  await sleep(1000);
  await secretary.do('hearing.resume', { hearingId });
  await sleep(1000);
  await secretary.do('hearing.closeToPublic', { hearingId, reason: 'құпия' });
  await sleep(1000);
  expect(await pidsOf(hearing)).toEqual(firstRun);
  expect(await lampIsOn()).toBe(true);
  await secretary.do('hearing.deliberate', { hearingId });
  await expectNothingRecorded();
  await secretary.do('hearing.recess', { hearingId, reason: 'түскі үзіліс' });
  await expectNothingRecorded();
  await secretary.do('hearing.close', { hearingId });
  await waitFor('the seal', async () => (await state()).phase.name === 'sealed');

  const { sections, gaps, faults, zeroUtcMs } = await state();
  expect(sections.map(({ kind, recorded }) => `${kind} ${recorded}`)).toEqual([
    'in_session true', 'technical_break true', 'in_session true', 'closed_section true', 'deliberation false', 'closed_section true', 'recess false', 'closed_section true',
  ]);
  expect({ gaps, faults }).toEqual({ gaps: [], faults: [] });
  expect([...alarms].filter((id) => !id.startsWith('signal_') && !id.startsWith('disk_'))).toEqual([]);
  expect((await readdir(recordingDir)).filter((name) => name.startsWith('run-')).toSorted()).toEqual(['run-001', 'run-002', 'run-003']);
  const spans = recordedSpans(sections, 0);
  expect(spans).toHaveLength(3);
  const { tracks } = await readTracks(recordingDir, zeroUtcMs ?? 0);
  for (const device of hearing.devices) {
    const held = heldOf(tracks, device.deviceId);
    for (const span of spans) expect(missingMs(span, held), `${device.deviceId}: missing up to the last word`).toBeLessThan(device.kind === 'picture' ? frameMs : soundMs);
    for (const span of pauses) expect(missingMs(span, held), `${device.deviceId}: not recorded in a break`).toBe(span.toMs - span.fromMs);
  }
  const verified = await verifyRecording(recordingDir);
  expect(verified.ok && verified.value).toMatchObject({ whole: true, problems: [], explainedHoles: [] });
});

test('a hearing that is closed while a camera is behind has its picture to the end', { timeout: 120_000 }, async () => {
  const sources = await codedMicrophones(1);
  afterwards.add(sources.stop);
  const hearing = await RecordedHearing.open(afterwards, join(dir, 'console'), picture, sources.microphones);
  const { hearingId, recordingDir, secretary } = hearing;
  await sleep(2000);
  const pid = (await pidsOf(hearing))['cam1'] ?? 0;
  process.kill(pid, 'SIGSTOP');
  await sleep(behindMs);
  process.kill(pid, 'SIGCONT');
  await secretary.do('hearing.close', { hearingId });
  await waitFor('the seal', async () => (await secretary.do('hearing.get', { hearingId })).hearing.phase.name === 'sealed');
  const { sections, gaps, zeroUtcMs } = (await secretary.do('hearing.get', { hearingId })).hearing;
  expect(gaps).toEqual([]);
  const { tracks } = await readTracks(recordingDir, zeroUtcMs ?? 0);
  for (const span of recordedSpans(sections, 0)) expect(missingMs(span, heldOf(tracks, 'cam1'))).toBeLessThan(frameMs);
});
