import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const sourceFolders = ['disk', 'include', 'steadyclock', 'watch'];

/** SHA-256 over what the native parts are made from, as `native/build.mjs` writes it beside what it made. */
export function sourceHash(nativeDir: string): string {
  const files = ['build.mjs', ...sourceFolders.flatMap((folder) => readdirSync(join(nativeDir, folder)).map((name) => `${folder}/${name}`))].toSorted();
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(nativeDir, file))).update('\0');
  return hash.digest('hex');
}

/** Files that are mapped by the system lie beside an Electron package's archive, not in it. */
const outsideArchive = (path: string): string => path.replace(/\bapp\.asar(?=[\\/]|$)/, 'app.asar.unpacked');

/** Made on this machine from the sources as they are now? An installed console has no sources and no such folder. */
function isCurrent(folder: string, nativeDir: string): boolean {
  const recorded = join(folder, 'source.sha256');
  return existsSync(recorded) && readFileSync(recorded, 'utf8').trim() === sourceHash(nativeDir);
}

/** Folder of the native parts for this system: built here, else as delivered. Throws when files cannot be read. */
export function builtFor(nativeDir: string): string {
  const dir = outsideArchive(nativeDir);
  const system = `${process.platform}-${process.arch}`;
  const made = join(dir, 'build', system);
  return isCurrent(made, dir) ? made : join(dir, 'prebuilt', system);
}
