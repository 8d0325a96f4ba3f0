// `npm start`: the console for real use. Electron where its binary is, else the console's web shell in an
// application window of Chromium, else just its address. Plain Node >= 20, no packages.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { setPriority } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { electronOrNull } from './electron.mjs';
import { pinnedNode, projectDir, readyOrExit } from './set-up.mjs';

const usage = `npm start -- [--web [--host H] [--port P]] [--data-dir DIR]
  --web       only serve: opens no window
  --host      beyond this computer: the court's network, with TLS and sign-in
  --data-dir  where recordings and the queue are kept
Where a console already works with that data, its window opens; with --web its address is said, and the exit code is 1.`;

/** Ctrl-C, a polite kill, the terminal closed. */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'];

const say = (text) => console.error(text);
const isRoot = process.getuid?.() === 0;

function options() {
  const text = { type: 'string' };
  try {
    const { values } = parseArgs({ options: { web: { type: 'boolean', default: false }, host: text, port: text, 'data-dir': text } });
    if (!values.web && values.host !== undefined) throw new Error('--host goes with --web');
    return values;
  } catch (e) {
    say(`${e.message}\n${usage}`);
    return process.exit(2);
  }
}

async function main() {
  const asked = options();
  readyOrExit();
  const electron = asked.web || !hasScreen() ? null : await electronOrNull(say);
  if (electron) return runElectron(electron, asked);
  const { child, url } = await startConsole(asked);
  const window = asked.web ? null : openWindow(url, asked);
  if (child) stopOnRequest(child, window);
  else showOnly(window);
}

const hasScreen = () => process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

function runElectron(binary, asked) {
  const args = [projectDir, ...(isRoot ? ['--no-sandbox'] : [])];
  const env = { ...process.env, ...(asked['data-dir'] ? { COURTROOM_DATA_DIR: asked['data-dir'] } : {}) };
  const child = spawn(binary, args, { cwd: projectDir, stdio: 'inherit', env });
  for (const signal of endings) process.on(signal, () => child.kill('SIGTERM'));
  child.once('exit', (code) => process.exit(sayFarewell(code ?? 1)));
}

/**
 * Resolves with the address once the console listens, without a `child` where it is another console that has
 * the data already; ends this program with the console's words when there is nothing to show.
 */
function startConsole(asked) {
  const passed = ['host', 'port', 'data-dir'].flatMap((name) => (asked[name] === undefined ? [] : [`--${name}`, asked[name]]));
  // A group of its own: Ctrl-C in the terminal must reach the console once, from here, and not the rest of its family.
  const child = spawn(pinnedNode(), [join(projectDir, 'dist', 'node', 'console.js'), '--web', '--json', ...passed], { stdio: ['ignore', 'pipe', 'inherit'], detached: process.platform !== 'win32' });
  // `close`, not `exit`: its last line has been read by then.
  child.once('close', (code) => process.exit(code || 1));
  for (const signal of endings) process.once(signal, () => child.kill('SIGTERM'));
  return new Promise((resolve) => {
    createInterface({ input: child.stdout }).once('line', (line) => {
      const { listening, already } = JSON.parse(line);
      if (listening) console.log(['The console answers at', listening.url, ...listening.lanUrls].join('\n  '));
      else if (asked.web) return; // the console has said where the other one answers: nothing to serve
      child.removeAllListeners('close');
      resolve(listening ? { child, url: listening.url } : { child: null, url: already.url });
    });
  });
}

/** What is looked at stands back behind what is recorded. */
function standBack({ pid }) {
  if (pid === undefined) return; // it did not start
  try {
    setPriority(pid, 7);
  } catch { /* ended at once */ }
}

/** The window's process, or null where there is nothing to open it with. */
function openWindow(url, asked) {
  const chromium = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'].map(onPath).find(Boolean);
  if (!hasScreen() || !chromium) {
    say(`${hasScreen() ? 'Neither Electron nor Chromium is here' : 'There is no screen here'}: open the address above in a browser.`);
    return null;
  }
  say('Electron\'s binary is not here and could not be fetched: the console opens in a window of Chromium.');
  const window = spawn(chromium, windowArguments(url, asked['data-dir']), { stdio: 'ignore' });
  standBack(window);
  return window;
}

/** A profile of its own keeps the window apart from anything else the person does in Chromium. */
function windowArguments(url, dataDir) {
  const profile = dataDir ? join(dataDir, 'window') : join(projectDir, '.set-up', 'window');
  return [
    `--app=${url}`, `--user-data-dir=${profile}`, '--no-first-run', '--no-default-browser-check', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required', ...(isRoot ? ['--no-sandbox'] : []),
  ];
}

/** One of the endings, or the window closed: the console stops. Captures are processes of their own and do not. */
function stopOnRequest(child, window) {
  const stop = () => {
    window?.kill('SIGTERM');
    child.kill('SIGTERM');
  };
  child.once('close', (code) => {
    window?.kill('SIGTERM');
    process.exit(sayFarewell(code ?? 1));
  });
  window?.once('exit', stop);
  for (const signal of endings) process.removeAllListeners(signal).on(signal, stop);
}

/** A window of a console that something else started, and that something else stops. */
function showOnly(window) {
  if (!window) process.exit(1);
  say('Closing this window leaves that console running.');
  window.once('exit', () => process.exit(0));
  for (const signal of endings) process.removeAllListeners(signal).on(signal, () => window.kill('SIGTERM'));
}

function sayFarewell(code) {
  say(code === 0
    ? 'The console has stopped. If a hearing is being recorded, its recording goes on; start the console again to return to it.'
    : `The console ended with ${code}. A recording under way goes on; start the console again to return to it.`);
  return code;
}

function onPath(program) {
  const found = (process.env.PATH ?? '').split(delimiter).map((dir) => join(dir, program)).find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false; // not in this folder
    }
  });
  return found ?? null;
}

await main();
