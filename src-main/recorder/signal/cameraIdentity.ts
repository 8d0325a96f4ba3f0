import { readdir, readFile, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';

/**
 * What the kernel calls a camera and, where it has one, its lasting name with maker and serial number: after
 * another plug or another start of the machine `/dev/video0` may be another camera.
 */

/** A file or a folder that is not there says nothing. */
const orNull = <T>(reading: Promise<T>): Promise<T | null> => reading.catch(() => null);

const lastingNames = '/dev/v4l/by-id';

async function lastingName(node: string, rootDir: string): Promise<string | null> {
  const dir = join(rootDir, lastingNames);
  for (const name of (await orNull(readdir(dir)))?.toSorted() ?? []) {
    const target = await orNull(realpath(join(dir, name)));
    if (target !== null && basename(target) === node) return name;
  }
  return null;
}

/**
 * Identity of the camera behind a device path (`/dev/video0` or a link to it); null when there is none.
 * `rootDir` stands for `/`.
 */
export async function cameraIdentity(devicePath: string, rootDir = '/'): Promise<string | null> {
  const resolved = await orNull(realpath(join(rootDir, devicePath)));
  if (resolved === null) return null;
  const node = basename(resolved);
  const name = await orNull(readFile(join(rootDir, 'sys/class/video4linux', node, 'name'), 'utf8'));
  if (name === null) return null;
  const lasting = await lastingName(node, rootDir);
  return lasting === null ? name.trim() : `${name.trim()} (${lasting})`;
}

/** Of two identities. One without a lasting name may be the same camera: the system makes that name a moment after the device. */
export function isAnotherCamera(first: string, now: string): boolean {
  return now !== first && !first.startsWith(`${now} (`) && !now.startsWith(`${first} (`);
}
