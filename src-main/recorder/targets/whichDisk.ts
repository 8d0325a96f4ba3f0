import { access, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Which disk a folder lies on, as text that only means something when compared: on Linux the disk itself, where that can be seen, elsewhere the file system. */
export async function whichDisk(path: string): Promise<string> {
  const { dev } = await stat(path, { bigint: true });
  if (process.platform !== 'linux') return String(dev);
  return linuxDisk(dev).catch(() => String(dev)); // a network folder, memory
}

/** The kernel has a folder for each disk, and in it one for each of its partitions. */
async function linuxDisk(dev: bigint): Promise<string> {
  const major = ((dev >> 8n) & 0xfffn) | ((dev >> 32n) & 0xfffff000n);
  const minor = (dev & 0xffn) | ((dev >> 12n) & 0xffffff00n);
  const device = await realpath(`/sys/dev/block/${major}:${minor}`);
  return access(join(device, 'partition')).then(() => dirname(device), () => device);
}
