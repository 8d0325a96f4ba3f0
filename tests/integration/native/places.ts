import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runToEnd } from '#main/process/runner.ts';

/** Where space is reserved: a file system of the test's own, which nobody else fills, or just a folder. */
export interface Place {
  dir: string;
  /** Free bytes count here: nobody else takes or gives any. */
  ownFileSystem: boolean;
  /** Nothing can be written from now on. */
  makeReadOnly(): Promise<void>;
  clean(): Promise<void>;
}

const timeoutMs = 20_000;

async function succeeds(program: string, args: string[]): Promise<boolean> {
  const done = await runToEnd(program, args, { timeoutMs });
  return done.ok && done.value.code === 0;
}

const mounted = {
  ext4: async (scratch: string, dir: string) => {
    const image = join(scratch, 'image');
    return await succeeds('truncate', ['-s', '256M', image]) && await succeeds('mkfs.ext4', ['-q', '-F', '-m', '0', image]) && succeeds('mount', ['-o', 'loop', image, dir]);
  },
  tmpfs: (_scratch: string, dir: string) => succeeds('mount', ['-t', 'tmpfs', '-o', 'size=128m', 'none', dir]),
};

export type FileSystem = keyof typeof mounted;

/** Mounting takes a privileged user; anybody else tests in a plain folder, and it is said aloud. */
export async function placeOn(fileSystem: FileSystem): Promise<Place> {
  const scratch = await mkdtemp(join(tmpdir(), 'disk-'));
  const dir = await mkdtemp(join(tmpdir(), 'place-'));
  const own = process.getuid?.() === 0 && await mounted[fileSystem](scratch, dir);
  if (!own) console.error(`\n*** NOT TESTED on ${fileSystem}, which could not be mounted here; in ${dir} instead. ***\n`);
  return {
    dir, ownFileSystem: own,
    makeReadOnly: async () => { if (!await succeeds('mount', ['-o', 'remount,ro', dir])) throw new Error(`${dir} stays writable`); },
    clean: async () => {
      if (own && !await succeeds('umount', [dir])) throw new Error(`${dir} stays mounted`);
      for (const each of [scratch, dir]) await rm(each, { recursive: true, force: true });
    },
  };
}
