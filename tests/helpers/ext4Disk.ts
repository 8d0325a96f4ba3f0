import { access, constants, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startProgram } from '#main/process/program.ts';
import { runToEnd } from '#main/process/runner.ts';

/** A disk of its own on a loop device, which can fail in several ways. */
export interface Ext4Disk {
  root: string;
  /** Makes it read-only while files are open on it, as ext4 does by itself after an error. */
  fail: () => Promise<void>;
  /** From here on nobody who writes to it, or opens a file for it, gets an answer: not even SIGKILL ends them. */
  hang: () => Promise<void>;
  /** It answers again, also those who have waited. Without effect on a disk that does not hang. */
  answer: () => Promise<void>;
  /** Takes it away, and puts another one in its place; between them only the folder is there. */
  replace: (emptyForMs?: number) => Promise<void>;
  remove: () => Promise<void>;
}

export async function runOk(file: string, ...args: string[]): Promise<string> {
  const done = await runToEnd(file, args, { timeoutMs: 20_000 });
  if (!done.ok || done.value.code !== 0) throw new Error(`${file} ${args.join(' ')}: ${done.ok ? done.value.stderr : done.error.detail ?? ''}`);
  return done.value.stdout.toString().trim();
}

/** Needs root and loop devices: see `whyNoExt4Disk`. */
export async function ext4Disk(sizeMb = 400): Promise<Ext4Disk> {
  const dir = await mkdtemp(join(tmpdir(), 'ext4-'));
  const root = join(dir, 'root');
  await mkdir(root);
  const mountNew = async (name: string): Promise<void> => {
    const image = join(dir, name);
    await runOk('truncate', '-s', `${sizeMb}M`, image);
    await runOk('mkfs.ext4', '-q', image);
    await runOk('mount', '-o', 'loop', image, root);
  };
  const answer = async (): Promise<void> => void (await runToEnd('fsfreeze', ['--unfreeze', root], { timeoutMs: 20_000 }));
  const remove = async (): Promise<void> => {
    await answer();
    await runToEnd('umount', ['-l', root], { timeoutMs: 10_000 });
    await rm(dir, { recursive: true, force: true });
  };
  try {
    await mountNew('first image');
  } catch (e) {
    await remove();
    throw e;
  }
  return {
    root, answer, remove,
    fail: async () => void (await runOk('mount', '-o', 'remount,abort', root)),
    hang: async () => void (await runOk('fsfreeze', '--freeze', root)),
    async replace(emptyForMs = 0) {
      await runOk('umount', '-l', root);
      await sleep(emptyForMs);
      await mountNew('second image');
    },
  };
}

const diskProgram = fileURLToPath(new URL('loggedDisk/diskProcess.ts', import.meta.url));

/** An ext4 disk whose drive stops answering: then neither what is to be brought to it nor what is to be read from it ever returns. */
export async function stoppingDisk(sizeMb = 400): Promise<Pick<Ext4Disk, 'root' | 'hang' | 'answer' | 'remove'>> {
  const dir = await mkdtemp(join(tmpdir(), 'stopping-'));
  const [image, log, drive, root] = ['image', 'log', 'drive', 'root'].map((name) => join(dir, name)) as [string, string, string, string];
  await Promise.all([mkdir(root), writeFile(drive, ''), runOk('truncate', '-s', `${sizeMb}M`, image)]);
  await runOk('mkfs.ext4', '-q', '-F', image);
  const program = await startProgram({ file: process.execPath, args: [diskProgram, image, log, drive], apart: true });
  const signalDrive = (name: 'SIGSTOP' | 'SIGCONT'): void => void process.kill(program.pid ?? 0, name);
  const device = await runOk('losetup', '--find', '--show', '--direct-io=on', drive);
  await runOk('mount', device, root);
  return {
    root,
    hang: async () => signalDrive('SIGSTOP'),
    answer: async () => signalDrive('SIGCONT'),
    async remove() {
      signalDrive('SIGCONT');
      await runToEnd('umount', [root], { timeoutMs: 10_000 });
      await runToEnd('losetup', ['--detach', device], { timeoutMs: 10_000 });
      await runToEnd('umount', [drive], { timeoutMs: 10_000 });
      await program.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Why there can be no such disks on this machine; null when there can. */
export async function whyNoExt4Disk(): Promise<string | null> {
  if (process.getuid?.() !== 0) return 'only root may mount disks';
  if (await access('/dev/fuse', constants.R_OK | constants.W_OK).then(() => false, () => true)) return '/dev/fuse cannot be used';
  const disk = await ext4Disk(20).catch(String);
  if (typeof disk === 'string') return disk;
  try {
    await disk.hang();
    return null;
  } catch (e) {
    return String(e);
  } finally {
    await disk.remove();
  }
}
