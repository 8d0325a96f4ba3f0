// Is Electron's own binary there, and if not, can it be fetched? Plain Node >= 20, no packages.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinnedNode, projectDir } from './set-up.mjs';

const packageDir = join(projectDir, 'node_modules', 'electron');
const failureFile = join(projectDir, '.set-up', 'electron-not-fetched.json');
const askTimeoutMs = 3_000;
const fetchTimeoutMs = 300_000;
const tryAgainAfterMs = 24 * 3_600_000;

/** The binary's path, or null. */
export function electronBinary() {
  const pathFile = join(packageDir, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const binary = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(packageDir, 'dist'), readFileSync(pathFile, 'utf8'));
  return existsSync(binary) ? binary : null;
}

/**
 * The binary, fetched if its server answers within seconds; null where it cannot be had. A failure is
 * remembered for a day, so that a machine without internet does not wait at every start.
 */
export async function electronOrNull(say) {
  const there = electronBinary();
  if (there || failedLately()) return there;
  if (!(await serverAnswers())) return rememberFailure('its server does not answer');
  say('Fetching Electron (about 120 MB, once) …');
  const done = spawnSync(pinnedNode(), [join(packageDir, 'install.js')], { cwd: projectDir, stdio: ['ignore', process.stderr, process.stderr], timeout: fetchTimeoutMs });
  return electronBinary() ?? rememberFailure(`the download ended with ${done.status ?? done.signal}`);
}

async function serverAnswers() {
  const mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? 'https://github.com/electron/electron/releases/';
  try {
    await fetch(mirror, { method: 'HEAD', signal: AbortSignal.timeout(askTimeoutMs) });
    return true;
  } catch {
    return false; // no network, no such name, or too slow
  }
}

const version = () => JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')).version;

function failedLately() {
  if (!existsSync(failureFile)) return false;
  const failed = JSON.parse(readFileSync(failureFile, 'utf8'));
  return failed.version === version() && Date.now() - failed.atMs < tryAgainAfterMs;
}

function rememberFailure(why) {
  mkdirSync(join(projectDir, '.set-up'), { recursive: true });
  writeFileSync(failureFile, JSON.stringify({ version: version(), atMs: Date.now(), why }));
  return null;
}
