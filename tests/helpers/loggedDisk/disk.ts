import { access, constants, mkdtemp, mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startProgram, type Program } from '#main/process/program.ts';
import { runToEnd } from '#main/process/runner.ts';
import { emptyFile, paceBefore, readLog, replay, type DriveCache, type Pace } from './writeLog.ts';

/** An ext4 disk whose power can be cut at any moment, afterwards: every write that reached it was written down. */
export interface LoggedDisk {
  /** Where it is mounted, and later each disk that a power cut left. */
  dir: string;
  /** Takes the disk away; what happened on it can now be looked at. Nobody may be using it any more. */
  unplug: () => Promise<void>;
  /** Mounts what a power cut at this moment (UTC ms) left, repaired by nothing but the file system's journal. Resolves to how it is unmounted. */
  mountAsCutAt: (cutMs: number, cache: DriveCache, random: () => number) => Promise<() => Promise<void>>;
  /** How the disk kept up before this moment (UTC ms). */
  paceBefore: (cutMs: number) => Pace;
  remove: () => Promise<void>;
}

const diskProgram = fileURLToPath(new URL('diskProcess.ts', import.meta.url));
const diskBytes = 2 * 1024 ** 3;
/** Image, copy and log: the disk is mostly empty. */
const takesBytes = 1024 ** 3;
const memoryDir = '/dev/shm';

/** In memory where there is room: a machine whose own disk pauses would make this one pause, which then looks like a loss of what was recorded on it. */
async function placeForDisk(): Promise<string> {
  const memory = await statfs(memoryDir).catch(() => null);
  return mkdtemp(join(memory && memory.bavail * memory.bsize > takesBytes ? memoryDir : tmpdir(), 'logged-disk-'));
}

async function run(file: string, args: string[]): Promise<string> {
  const done = await runToEnd(file, args, { timeoutMs: 60_000 });
  if (!done.ok) throw new Error(done.error.detail);
  if (done.value.code !== 0) throw new Error(`${file} ${args.join(' ')}: ${done.value.stderr.trim()}`);
  return done.value.stdout.toString().trim();
}

const unmountWithinMs = 10_000;

/** A process that was killed a moment ago may still hold the disk. */
async function unmount(dir: string): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += 100) {
    const done = await runToEnd('umount', [dir], { timeoutMs: unmountWithinMs });
    if (done.ok && done.value.code === 0) return;
    if (waitedMs >= unmountWithinMs) {
      await run('umount', ['--lazy', dir]);
      throw new Error(`${dir} was still in use: ${done.ok ? done.value.stderr.trim() : String(done.error.detail)}`);
    }
    await sleep(100);
  }
}

/** Takes steps back in reverse order, each once, all of them even when one fails. */
function stepsBack() {
  let steps: (() => Promise<unknown>)[] = [];
  return {
    add: (step: () => Promise<unknown>) => void steps.unshift(step),
    async take() {
      const [taken, failures] = [steps, [] as unknown[]];
      steps = [];
      for (const step of taken) await step().catch((e: unknown) => failures.push(e));
      if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('; '));
    },
  };
}

/** Needs root, loop devices, FUSE and mkfs.ext4: see `whyNoLoggedDisk`. */
export async function loggedDisk(): Promise<LoggedDisk> {
  const root = await placeForDisk();
  const [base, live, log, file, dir] = ['base.img', 'live.img', 'writes.log', 'disk', 'mounted'].map((name) => join(root, name)) as [string, string, string, string, string];
  const plugged = stepsBack();
  const remove = async (): Promise<void> => {
    await plugged.take();
    await rm(root, { recursive: true, force: true });
  };
  try {
    await mkdir(dir);
    await writeFile(file, '');
    emptyFile(base, diskBytes);
    await run('mkfs.ext4', ['-q', '-F', '-E', 'lazy_itable_init=0,lazy_journal_init=0', base]);
    await run('cp', ['--sparse=always', base, live]);
    const program: Program = await startProgram({ file: process.execPath, args: [diskProgram, live, log, file], apart: true });
    plugged.add(() => program.stop());
    plugged.add(() => unmount(file));
    const loop = await run('losetup', ['--find', '--show', '--direct-io=on', file]);
    plugged.add(() => run('losetup', ['--detach', loop]));
    await run('mount', ['-t', 'ext4', loop, dir]);
    plugged.add(() => unmount(dir));
  } catch (e) {
    await remove();
    throw e;
  }
  return {
    dir, unplug: () => plugged.take(), remove,
    paceBefore: (cutMs) => paceBefore(readLog(log, Infinity), cutMs),
    async mountAsCutAt(cutMs, cache, random) {
      const image = join(root, 'cut.img');
      await run('cp', ['--sparse=always', base, image]);
      replay(log, readLog(log, cutMs), image, cache, random);
      await run('mount', ['-t', 'ext4', '-o', 'loop', image, dir]);
      const cut = async (): Promise<void> => {
        await unmount(dir);
        await rm(image);
      };
      return cut;
    },
  };
}

/** Why there can be no logged disk on this machine; null when there can. */
export async function whyNoLoggedDisk(): Promise<string | null> {
  if (process.getuid?.() !== 0) return 'only root may mount disks';
  for (const path of ['/dev/loop-control', '/dev/fuse']) {
    if (await access(path, constants.R_OK | constants.W_OK).then(() => false, () => true)) return `${path} cannot be used`;
  }
  const disk = await loggedDisk().catch((e: unknown) => String(e));
  if (typeof disk === 'string') return disk;
  await disk.remove();
  return null;
}
