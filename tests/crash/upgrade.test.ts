import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Operator } from '#main/cli/demo/operator.ts';
import { processIdentitySchema, type ProcessIdentity } from '#main/process/runner.ts';
import { verifyRecording } from '#main/recorder/media/verifyRecording.ts';
import { z } from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import { waitFor } from '../bench/loss/hearing.ts';
import { killAllIn, writersIn } from '../bench/loss/processes.ts';
import { exampleSchedule } from '../fakes/schedule.ts';
import { clockOfCapture, longestStepMs } from '../helpers/captureClock.ts';
import { startBuiltConsole, type RunningConsole } from '../helpers/console.ts';

const newerVersion = '999.0.0';
const project = new URL('../..', import.meta.url).pathname;
/** A restarted capture leaves a hole of a third of a second and more; frames that a busy machine skipped, less. */
const holeMs = 250;

let dir: string;
let dataDir: string;
let console_: RunningConsole | null;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'upgrade-'));
  dataDir = join(dir, 'data');
  console_ = null;
});
afterEach(async () => {
  await console_?.stop();
  await killAllIn(dir);
  await rm(dir, { recursive: true, force: true });
});

/** The built product once more, under the next version's number; resolves to its console. */
async function newerProduct(): Promise<string> {
  const product = join(dir, 'newer');
  await mkdir(join(product, 'dist'), { recursive: true });
  await cp(join(project, 'dist', 'node'), join(product, 'dist', 'node'), { recursive: true });
  for (const name of ['assets', 'native', 'node_modules', 'package.json', 'dist/renderer']) await symlink(join(project, name), join(product, name));
  const bundles = (await readdir(join(product, 'dist', 'node'), { recursive: true })).filter((name) => name.endsWith('.js'));
  const changed = await Promise.all(bundles.map((name) => renumber(join(product, 'dist', 'node', name))));
  expect(changed).toContain(true);
  return join(product, 'dist', 'node', 'console.js');
}

async function renumber(bundle: string): Promise<boolean> {
  const text = await readFile(bundle, 'utf8');
  const newer = text.replaceAll(`version: "${packageJson.version}"`, `version: "${newerVersion}"`);
  await writeFile(bundle, newer);
  return newer !== text;
}

async function recorderProcess(): Promise<ProcessIdentity> {
  const text = await readFile(join(dataDir, 'state', 'recorder.json'), 'utf8');
  return z.object({ process: processIdentitySchema }).parse(JSON.parse(text)).process;
}

const capturePids = async (): Promise<Record<string, number>> => Object.fromEntries((await writersIn(dataDir)).map(({ captureId, pid }) => [captureId, pid]));
const captureCount = 7; // of the demonstration hall: two cameras, four microphones, all of these together

/** A hearing is opened and recorded; then `meanwhile` befalls the old recorder, and a console of the next version is started. */
async function upgraded(meanwhile: (recorder: ProcessIdentity) => void): Promise<{ before: Record<string, number>; hearingId: string; secretary: Operator }> {
  console_ = await startBuiltConsole(dataDir);
  let secretary = await Operator.signIn(console_.url, 'secretary');
  const { hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ startsAtMs: Date.now() }) });
  await secretary.do('hearing.open', { hearingId });
  await waitFor('all captures', async () => Object.keys(await capturePids()).length === captureCount);
  const before = await capturePids();
  const old = await recorderProcess();
  const newer = await newerProduct();
  secretary.close();
  await console_.stop();
  meanwhile(old);
  console_ = await startBuiltConsole(dataDir, [], newer);
  secretary = await Operator.signIn(console_.url, 'secretary');
  const recorder = await recorderProcess();
  expect(recorder.pid).not.toBe(old.pid);
  expect(await readFile(`/proc/${recorder.pid}/cmdline`, 'utf8')).toContain(join(dir, 'newer'));
  await waitFor('the end of the old recorder', async () => (await readFile(`/proc/${old.pid}/cmdline`, 'utf8').catch(() => '')) === '');
  return { before, hearingId, secretary };
}

async function expectNothingLost({ before, hearingId, secretary }: Awaited<ReturnType<typeof upgraded>>): Promise<void> {
  await sleep(2000);
  expect(await capturePids()).toEqual(before);
  await secretary.do('hearing.close', { hearingId });
  const hearing = async () => (await secretary.do('hearing.get', { hearingId })).hearing;
  await waitFor('the seal', async () => (await hearing()).phase.name === 'sealed');
  expect(await hearing()).toMatchObject({ gaps: [], faults: [], sections: [{ kind: 'in_session' }] });
  const { dir: recordingDir } = await secretary.do('recording.info', { hearingId });
  const verified = await verifyRecording(recordingDir);
  expect(verified.ok && verified.value).toMatchObject({ whole: true, problems: [], explainedHoles: [] });
  for (const camera of ['cam1', 'cam2']) expect(longestStepMs(await clockOfCapture(join(recordingDir, 'run-001', camera)))).toBeLessThan(holeMs);
  secretary.close();
}

test('a console of the next version is started in the middle of a hearing: its recorder takes over the same captures, nothing is lost', async () => {
  await expectNothingLost(await upgraded(() => undefined));
});

test('the old recorder hangs meanwhile: it is ended, and its captures are taken over all the same', async () => {
  await expectNothingLost(await upgraded(({ pid }) => process.kill(pid, 'SIGSTOP')));
});
