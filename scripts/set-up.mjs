// Brings a fresh machine to the point where everything can run. Plain Node >= 20, no packages:
// it runs before there are any.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectDir = dirname(dirname(fileURLToPath(import.meta.url)));
const stampDir = join(projectDir, '.set-up');

/**
 * What the product and its tests need of the system: a program or file to look for, and Debian's package.
 * What an installed console needs of it is also in electron-builder.yml, as the deb's dependencies.
 */
const systemParts = [
  { program: 'ffmpeg', package: 'ffmpeg', needed: 'run' },
  { program: 'chromium', package: 'chromium', needed: 'run' },
  { program: 'espeak-ng', package: 'espeak-ng', needed: 'run' },
  // Without it a sound server's microphones are not found, and ALSA finds them busy.
  { program: 'pactl', package: 'pulseaudio-utils', needed: 'run' },
  // The machine is prepared for the disc copy (K336-8); no source calls it yet.
  { program: 'xorriso', package: 'xorriso', needed: 'run' },
  // Our own letters are bundled; these are for what Chromium shows besides them: its own dialogs, symbols.
  { file: '/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf', package: 'fonts-noto-core', needed: 'run' },
  { program: 'pulseaudio', package: 'pulseaudio', needed: 'test' },
  { file: '/usr/lib/python3/dist-packages/gi/__init__.py', package: 'python3-gi', needed: 'test' },
  // Libraries lie in a folder named by the machine's kind; their documentation does not.
  { file: '/usr/share/doc/gir1.2-gst-rtsp-server-1.0', package: 'gir1.2-gst-rtsp-server-1.0', needed: 'test' },
  { file: '/usr/share/doc/gstreamer1.0-plugins-base', package: 'gstreamer1.0-plugins-base', needed: 'test' },
  { file: '/usr/share/doc/gstreamer1.0-plugins-good', package: 'gstreamer1.0-plugins-good', needed: 'test' },
  { file: '/usr/share/doc/gstreamer1.0-plugins-ugly', package: 'gstreamer1.0-plugins-ugly', needed: 'test' },
  { program: 'pdftotext', package: 'poppler-utils', needed: 'test' },
  // The distributor of pictures for more than six participants; a test starts its own, and Debian's service is never to run.
  { program: 'janus', package: 'janus', needed: 'test', notAsService: 'janus.service' },
  // What a step of the system clock and a file read from the disk are tested with.
  { file: '/usr/share/doc/libfaketime', package: 'libfaketime', needed: 'test' },
  { program: 'fincore', package: 'util-linux-extra', needed: 'test' },
  // The relay of a videoconference. A test starts its own; Debian's service, which would relay for everybody, is never to run.
  { program: 'turnserver', package: 'coturn', needed: 'test', notAsService: 'coturn.service' },
];

class Unready extends Error {}

/** Does everything that is missing; throws `Unready` with a plain sentence where it cannot. */
export function ensureReady({ tests = false, build = true } = {}) {
  ensureNodeIsRecent();
  ensurePackages();
  ensureSystemParts(tests);
  if (build) ensureBuilt();
}

/** For scripts: readiness, or the sentence and exit code 3. */
export function readyOrExit(options) {
  try {
    ensureReady(options);
  } catch (e) {
    if (!(e instanceof Unready)) throw e;
    console.error(e.message);
    process.exit(3);
  }
}

/** The Node that the product runs on: the one pinned in package.json (the version Electron embeds), else this one if it is recent enough. */
export function pinnedNode() {
  const pinned = join(projectDir, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  if (existsSync(pinned) && process.platform === 'linux') return pinned;
  if (Number(process.versions.node.split('.')[0]) >= 22) return process.execPath;
  throw new Unready(`Node 22 or later is needed on ${process.platform} (this is ${process.versions.node}).`);
}

function ensureNodeIsRecent() {
  if (Number(process.versions.node.split('.')[0]) < 20) throw new Unready(`Node 20 or later is needed; this is ${process.versions.node}.`);
}

function ensurePackages() {
  const stamp = hashOf([join(projectDir, 'package-lock.json'), join(projectDir, 'package.json')]);
  if (existsSync(join(projectDir, 'node_modules')) && readStamp('packages') === stamp) return;
  say('Installing npm packages …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const done = spawnSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: projectDir, stdio: ['ignore', process.stderr, process.stderr] });
  if (done.status !== 0) throw new Unready('The npm packages could not be installed: see the lines above. `npm ci --ignore-scripts` must work in this folder.');
  writeStamp('packages', stamp);
}

function ensureSystemParts(tests) {
  if (process.platform !== 'linux') return;
  const parts = systemParts.filter((p) => (tests || p.needed === 'run') && !isThere(p));
  const missing = parts.map((p) => p.package);
  if (missing.length === 0) return;
  const install = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  const asRoot = process.getuid?.() === 0 ? [] : canSudo() ? ['sudo', '-n'] : null;
  if (!onPath('apt-get') || asRoot === null) throw new Unready(`Please install what is missing, then start again:\n  sudo ${install}`);
  say(`Installing system packages: ${missing.join(' ')} …`);
  const services = parts.flatMap((p) => p.notAsService ?? []);
  if (services.length > 0 && onPath('systemctl')) runAs(asRoot, 'systemctl', ['mask', '--quiet', ...services]);
  runAs(asRoot, 'apt-get', ['update', '-qq']);
  const done = runAs(asRoot, 'apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing]);
  if (done.status !== 0) throw new Unready(`The system packages could not be installed. Please run:\n  sudo ${install}`);
}

const bundles = ['vite.config.ts', 'vite.participant.config.ts', 'vite.node.config.ts', 'vite.preload.config.ts'];

function ensureBuilt() {
  const stamp = hashOf(sourceFiles());
  if (existsSync(join(projectDir, 'dist', 'node', 'console.js')) && readStamp('build') === stamp) return;
  say('Building …');
  const vite = join(projectDir, 'node_modules', 'vite', 'bin', 'vite.js');
  for (const config of bundles) {
    const done = spawnSync(pinnedNode(), [vite, 'build', '--logLevel', 'warn', '-c', config], { cwd: projectDir, stdio: ['ignore', process.stderr, process.stderr] });
    if (done.status !== 0) throw new Unready(`The build (${config}) failed: see the lines above.`);
  }
  writeStamp('build', stamp);
}

const runAs = (prefix, program, args) => {
  const [file, ...rest] = [...prefix, program, ...args];
  return spawnSync(file, rest, { stdio: ['ignore', process.stderr, process.stderr], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
};

const isThere = (part) => (part.program ? onPath(part.program) : existsSync(part.file));
const canSudo = () => onPath('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;

function onPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((dir) => {
    try {
      accessSync(join(dir, program), constants.X_OK);
      return true;
    } catch {
      return false; // not in this folder
    }
  });
}

function sourceFiles() {
  const roots = ['src-shared', 'src-main', 'src-renderer', 'src-peer', 'src-participant', 'src-server'].map((d) => join(projectDir, d));
  const configs = ['package.json', ...bundles].map((f) => join(projectDir, f));
  return [...configs, ...roots.flatMap(filesUnder)];
}

const filesUnder = (dir) =>
  readdirSync(dir, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(join(dir, entry.name)) : [join(dir, entry.name)]));

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

const stampFile = (name) => join(stampDir, name);
const readStamp = (name) => (existsSync(stampFile(name)) ? readFileSync(stampFile(name), 'utf8') : '');
function writeStamp(name, value) {
  mkdirSync(stampDir, { recursive: true });
  writeFileSync(stampFile(name), value);
}

// Progress goes to stderr: stdout belongs to the command's own output (`--json`).
const say = (text) => console.error(text);

if (process.argv[1] === fileURLToPath(import.meta.url)) readyOrExit({ tests: process.argv.includes('--tests') });
