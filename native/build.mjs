// Compiles the native parts. Plain Node >= 20 and the system's C compiler, nothing else.
//   node native/build.mjs             for this machine, into native/build/<platform>-<arch>/
//   node native/build.mjs --prebuilt  what is committed, on linux-x64 with gcc-mingw-w64-x86-64, into native/prebuilt/
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const nativeDir = dirname(fileURLToPath(import.meta.url));
const mingw = 'x86_64-w64-mingw32-';

const strict = ['-O2', '-std=c17', '-Wall', '-Wextra', '-Werror', '-fvisibility=hidden', '-Iinclude'];
const shared = [...strict, '-shared', '-s'];
const elf = [...shared, '-fPIC', '-Wl,-z,relro,-z,now,--build-id=none'];
const posixDisk = ['disk/addon.c', 'disk/posix.c'];
const watch = ['addon', 'flushing', 'ends', 'inbox', 'reading'].map((part) => `watch/${part}.c`);
const windowsDisk = ['disk/addon.c', 'disk/windows.c', 'disk/host_program.c'];

/** Commands that make everything for one platform in `out`, in their order. */
const recipes = {
  linux: (out) => [
    ['cc', ...elf, '-o', join(out, 'disk.node'), ...posixDisk],
    ['cc', ...elf, '-o', join(out, 'libsteadyclock.so'), 'steadyclock/steadyclock.c'],
    ['cc', ...elf, '-pthread', '-o', join(out, 'watch.node'), ...watch],
  ],
  darwin: (out) => [['cc', ...strict, '-bundle', '-undefined', 'dynamic_lookup', '-o', join(out, 'disk.node'), ...posixDisk]],
  win32: (out) => [
    [`${mingw}dlltool`, '--input-def', 'disk/node_api.def', '--output-delaylib', join(out, 'node_api.a')],
    [`${mingw}gcc`, ...shared, '-static-libgcc', '-Wl,--no-insert-timestamp', '-o', join(out, 'disk.node'), ...windowsDisk, join(out, 'node_api.a'), '-ldelayimp'],
  ],
};

function run([program, ...args]) {
  const done = spawnSync(program, args, { cwd: nativeDir, stdio: 'inherit' });
  if (done.error?.code === 'ENOENT') throw new Error(`${program} is not installed`);
  if (done.status !== 0) throw new Error(`${program} failed: see the lines above`);
}

/** What everything is made from, as one hash; src-main/disk/builtFor.ts computes the same. */
function sourceHash() {
  const inFolder = (folder) => readdirSync(join(nativeDir, folder)).map((name) => `${folder}/${name}`);
  const files = ['build.mjs', ...['disk', 'include', 'steadyclock', 'watch'].flatMap(inFolder)].toSorted();
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(nativeDir, file))).update('\0');
  return hash.digest('hex');
}

/** The hash comes last: a folder that has one is whole. */
function build(platform, arch, kind) {
  const out = join(nativeDir, kind, `${platform}-${arch}`);
  const recipe = recipes[platform];
  if (recipe === undefined) throw new Error(`there is nothing to build for ${platform}`);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  for (const command of recipe(out)) run(command);
  rmSync(join(out, 'node_api.a'), { force: true });
  writeFileSync(join(out, 'source.sha256'), `${sourceHash()}\n`);
  console.log(out);
}

try {
  if (process.argv.includes('--prebuilt')) for (const platform of ['linux', 'win32']) build(platform, 'x64', 'prebuilt');
  else build(process.platform, process.arch, 'build');
} catch (e) {
  console.error(e.message);
  process.exit(1);
}
