import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { maxMessageBytes } from '#shared/contract/envelope.ts';
import { fromConsole, toConsole } from '#main/shells/electron/channels.ts';
import { runElectronShell } from '#main/shells/electron/index.ts';
import { FakeFace, keptLog } from '../../../fakes/consoleFace.ts';
import * as electron from '../../../fakes/electron.ts';

vi.mock('electron', () => import('../../../fakes/electron.ts'));

const laptop = { id: 1, bounds: { x: 0, y: 0, width: 1366, height: 768 }, workArea: { x: 0, y: 0, width: 1366, height: 728 } };
const wall = { id: 7, bounds: { x: 1366, y: 0, width: 1920, height: 1080 }, workArea: { x: 1366, y: 0, width: 1920, height: 1080 } };

let dataDir: string;
let face: FakeFace;
let log: ReturnType<typeof keptLog>;
let setRecording: (active: boolean) => void;
let stops: number;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'electron-shell-'));
  mkdirSync(join(dataDir, 'renderer'));
  writeFileSync(join(dataDir, 'renderer', 'index.html'), '<title>console</title>');
  writeFileSync(join(dataDir, 'secret.html'), 'secret');
  face = new FakeFace();
  log = keptLog();
  stops = 0;
  electron.resetElectron([laptop, wall]);
});

afterEach(() => {
  vi.useRealTimers();
  rmSync(dataDir, { recursive: true, maxRetries: 10, retryDelay: 20 }); // places may still be being written
});

const options = (start = running) => ({ rendererDir: join(dataDir, 'renderer'), preloadFile: '/app/preload.cjs', dataDir, start });

const running = async () => ({
  face,
  log,
  recordingActive: (listener: (active: boolean) => void) => {
    setRecording = listener;
    listener(false);
    return () => { setRecording = () => undefined; };
  },
  stop: async () => { stops += 1; },
});

interface Opened {
  secretary: electron.BrowserWindow;
  judge: electron.BrowserWindow | undefined;
}

async function start(): Promise<Opened> {
  runElectronShell(options());
  electron.app.becomeReady();
  return vi.waitFor(() => {
    const [secretary, judge] = electron.BrowserWindow.all;
    if (!secretary) throw new Error('no window yet');
    return { secretary, judge };
  });
}

const errors = (): string[] => log.lines.filter((line) => line.level === 'error').map((line) => line.text);
const sendFrom = (window: electron.BrowserWindow, text: unknown, pageId: unknown = 'page-1') =>
  electron.ipcMain.emit(toConsole, electron.ipcFrom(window.webContents), pageId, text);

test('before ready: sandbox, scheme, profile in the data folder', () => {
  runElectronShell(options());
  expect(electron.app.sandboxed).toBe(true);
  expect(electron.protocol.privileged).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } }]);
  expect(electron.app.paths.get('userData')).toBe(join(dataDir, 'electron'));
});

test('a second instance leaves at once and never starts a console; the first shows its window', async () => {
  electron.app.isFirstInstance = false;
  const starting = vi.fn(running);
  runElectronShell(options(starting));
  electron.app.becomeReady();
  await Promise.resolve();
  expect([electron.app.quits, starting.mock.calls.length]).toEqual([1, 0]);

  electron.resetElectron([laptop]);
  const { secretary } = await start();
  secretary.minimized = true;
  electron.app.emit('second-instance');
  expect([secretary.minimized, secretary.focused]).toEqual([false, 1]);
});

test('a console that cannot start says so and ends with an error', async () => {
  runElectronShell(options(async () => { throw new Error('the database is from a newer version'); }));
  electron.app.becomeReady();
  await vi.waitFor(() => expect(electron.app.exitCode).toBe(1));
  expect(electron.shownErrors).toEqual(['the database is from a newer version']);
});

test('every window is isolated, sandboxed and without Node', async () => {
  await start();
  expect(electron.BrowserWindow.all).toHaveLength(2);
  for (const window of electron.BrowserWindow.all) {
    expect(window.options.webPreferences).toMatchObject({
      preload: '/app/preload.cjs', contextIsolation: true, sandbox: true, nodeIntegration: false, nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false, webSecurity: true, allowRunningInsecureContent: false, webviewTag: false,
    });
  }
});

test('a message of our own page reaches the router, and the answer goes back to that page', async () => {
  const { secretary: window } = await start();
  sendFrom(window, JSON.stringify({ k: 'call', id: 1, name: 'session.time', input: {} }));
  expect(face.connected).toEqual([{ shell: 'electron', remote: 'local' }]);
  expect(window.webContents.sent).toEqual([[fromConsole, { k: 'ok', id: 1, value: { nowMs: 1_770_000_000_000 } }]]);
});

test.each([
  ['another site in the main frame', (w: electron.BrowserWindow) => { w.webContents.mainFrame.url = 'https://evil.example/'; return w.webContents.mainFrame; }],
  ['a site that begins like ours', (w: electron.BrowserWindow) => { w.webContents.mainFrame.url = 'app://console.evil.example/'; return w.webContents.mainFrame; }],
  ['our address with a user before it', (w: electron.BrowserWindow) => { w.webContents.mainFrame.url = 'app://evil@console/'; return w.webContents.mainFrame; }],
  ['a frame inside our page', () => ({ url: 'app://console/' })],
  ['a frame that is gone', () => null],
])('a message from %s is refused loudly', async (_, frameOf) => {
  const { secretary: window } = await start();
  electron.ipcMain.emit(toConsole, electron.ipcFrom(window.webContents, frameOf(window)), 'page-1', '{"k":"call","id":1,"name":"session.time"}');
  expect(face.connected).toEqual([]);
  expect(errors()[0]).toContain('refused a message');
});

test.each([
  ['too large', 'a'.repeat(maxMessageBytes + 1)],
  ['no text', { k: 'call' }],
])('a message that is %s is refused before it is parsed', async (_, text) => {
  const { secretary: window } = await start();
  sendFrom(window, text);
  expect([face.received.length, errors().length]).toEqual([0, 1]);
});

test('a reload is a new connection: nothing of the sign-in before it is left', async () => {
  const { secretary: window } = await start();
  sendFrom(window, '{"k":"unsub","id":1}', 'page-1');
  sendFrom(window, '{"k":"unsub","id":2}', 'page-1');
  expect(face.connected).toHaveLength(1);
  sendFrom(window, '{"k":"unsub","id":1}', 'page-2');
  expect([face.connected.length, face.closed]).toEqual([2, 1]);
  window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
  expect(face.closed).toBe(2);
  window.close();
  face.sends.forEach((send) => send({ k: 'item', id: 1, value: null }));
});

test('nobody navigates anywhere else', async () => {
  const { secretary: window } = await start();
  for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
    const away = new electron.FakeEvent('https://evil.example/');
    window.webContents.emit(event, away);
    expect(away.defaultPrevented, event).toBe(true);
    const home = new electron.FakeEvent('app://console/#/day');
    window.webContents.emit(event, home);
    expect(home.defaultPrevented, event).toBe(false);
  }
  const webview = new electron.FakeEvent();
  window.webContents.emit('will-attach-webview', webview);
  expect(webview.defaultPrevented).toBe(true);
  expect(errors()).toHaveLength(3);
});

test('no page opens windows; asking for the judge display shows the one there is', async () => {
  const { secretary, judge } = await start();
  expect(secretary.webContents.openHandler?.({ url: 'https://evil.example/' })).toEqual({ action: 'deny' });
  expect(secretary.webContents.openHandler?.({ url: 'app://console/#/judge' })).toEqual({ action: 'deny' });
  expect([electron.BrowserWindow.all.length, judge?.focused]).toEqual([2, 1]);
});

test('a page may open the window with the links: never shown, and not gone with the page that opened it; with the secretary\'s window it goes', async () => {
  const { secretary } = await start();
  const answer = secretary.webContents.openHandler?.({ url: 'app://console/#/links' });
  expect(answer).toMatchObject({ action: 'allow', outlivesOpener: true, overrideBrowserWindowOptions: { show: false, webPreferences: { sandbox: true, contextIsolation: true } } });
  expect(secretary.webContents.openHandler?.({ url: 'https://evil.example/#/links' })).toEqual({ action: 'deny' });
  const links = new electron.BrowserWindow({ show: false });
  secretary.close();
  expect(links.isDestroyed()).toBe(true);
});

test('permissions: full screen and copying for our own pages, the microphone without a camera, nothing else for anybody', async () => {
  const { secretary: window } = await start();
  const { defaultSession } = electron.session;
  const asked = (permission: string, mediaTypes?: string[]): boolean => {
    let granted = false;
    defaultSession.onPermission(window.webContents, permission, (answer) => { granted = answer; }, mediaTypes ? { mediaTypes } : {});
    return granted;
  };
  expect(['fullscreen', 'clipboard-sanitized-write', 'media', 'geolocation', 'notifications', 'openExternal', 'hid', 'clipboard-read'].filter((permission) => asked(permission)))
    .toEqual(['fullscreen', 'clipboard-sanitized-write']);
  expect([['audio'], ['video'], ['audio', 'video'], []].map((types) => asked('media', types))).toEqual([true, false, false, false]);
  expect(defaultSession.onPermissionCheck(null, 'fullscreen', 'app://console/', {})).toBe(true);
  expect(defaultSession.onPermissionCheck(null, 'fullscreen', 'https://evil.example/', {})).toBe(false);
  expect(defaultSession.onPermissionCheck(null, 'media', 'app://console/', { mediaType: 'video' })).toBe(false);
  expect(defaultSession.onPermissionCheck(null, 'media', 'app://console/', { mediaType: 'audio' })).toBe(true);
  expect(defaultSession.onPermissionCheck(null, 'media', 'https://evil.example/', { mediaType: 'audio' })).toBe(false);
  expect(defaultSession.onDevice()).toBe(false);
  defaultSession.onDisplayMedia({}, (streams) => expect(streams).toEqual({}));
});

test('a page has no network', async () => {
  await start();
  const { onRequest } = electron.session.defaultSession;
  expect(onRequest?.urls).toEqual(expect.arrayContaining(['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*']));
  onRequest?.listener({ url: 'https://evil.example/' }, (answer) => expect(answer).toEqual({ cancel: true }));
  expect(errors()).toHaveLength(1);
});

async function ask(path: string, init?: RequestInit): Promise<Response> {
  const handler = electron.protocol.handlers.get('app');
  if (!handler) throw new Error('no handler');
  return handler(new Request(path, init));
}

test('app:// serves the renderer under the same headers as the web shell', async () => {
  await start();
  const page = await ask('app://console/');
  expect([page.status, await page.text(), page.headers.get('content-type')]).toEqual([200, '<title>console</title>', 'text/html; charset=utf-8']);
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
});

test.each(['/../secret.html', '/%2e%2e/secret.html', '/..%2fsecret.html', '/..%5csecret.html', '/%00', '/%', '/missing.js', '/renderer', '/'.concat('a/'.repeat(50), 'b.js')])(
  'app:// never leaves its folder: %s', async (path) => {
    await start();
    const answer = await ask(`app://console${path}`);
    expect([answer.status, await answer.text()]).toEqual([404, '']);
  });

test('app:// answers only for its own host, and only GET', async () => {
  await start();
  expect((await ask('app://other/')).status).toBe(404);
  expect((await ask('app://console/', { method: 'POST' })).status).toBe(405);
});

test('media is streamed from the console and cancelled with its reader', async () => {
  await start();
  let cancelled = 0;
  async function* endless(): AsyncIterable<Uint8Array> { for (;;) yield Buffer.from('x'); }
  face.mediaAnswer = { status: 200, headers: { 'content-type': 'video/x-flv' }, body: endless(), cancel: () => { cancelled += 1; } };
  const media = await ask('app://console/media/live/judge.flv?ticket=t');
  expect(face.mediaAsked).toEqual(['/media/live/judge.flv?ticket=t']);
  const reader = media.body?.getReader();
  expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('x');
  await reader?.cancel();
  expect(cancelled).toBe(1);
});

test('the computer stays awake exactly while recording', async () => {
  await start();
  const { active } = electron.powerSaveBlocker;
  expect(active.size).toBe(0);
  setRecording(true);
  setRecording(true);
  expect([...active.values()]).toEqual(['prevent-display-sleep']);
  setRecording(false);
  setRecording(false);
  expect(active.size).toBe(0);
});

test('secretary on the primary monitor, judge full screen on the other', async () => {
  const { secretary, judge } = await start();
  expect([secretary.webContents.getURL(), secretary.bounds, secretary.maximized]).toEqual(['app://console/', laptop.workArea, true]);
  expect([judge?.webContents.getURL(), judge?.bounds, judge?.fullScreen]).toEqual(['app://console/#/judge', wall.bounds, true]);
  expect(secretary.visible).toBe(false);
  secretary.emit('ready-to-show');
  expect(secretary.visible).toBe(true);
});

test('one monitor: no judge display by itself, an ordinary window when asked', async () => {
  electron.resetElectron([laptop]);
  const { secretary } = await start();
  expect(electron.BrowserWindow.all).toHaveLength(1);
  secretary.webContents.openHandler?.({ url: 'app://console/#/judge' });
  expect(electron.BrowserWindow.all[1]?.fullScreen).toBe(false);
});

test('a monitor plugged in gets the judge display; one pulled out gives it up', async () => {
  electron.resetElectron([laptop]);
  await start();
  electron.screen.displays = [laptop, wall];
  electron.screen.emit('display-added');
  expect(electron.BrowserWindow.all[1]?.bounds).toEqual(wall.bounds);
  const third = { ...wall, id: 9, bounds: { ...wall.bounds, x: 4000 } };
  electron.screen.displays = [laptop, third];
  electron.screen.emit('display-removed');
  expect([electron.BrowserWindow.all[1]?.bounds, electron.BrowserWindow.all[1]?.fullScreen]).toEqual([third.bounds, true]);
  electron.screen.displays = [laptop];
  electron.screen.emit('display-removed');
  expect(electron.BrowserWindow.all).toHaveLength(1);
});

test('places are remembered over a restart', async () => {
  const third = { ...wall, id: 9, bounds: { ...wall.bounds, x: 4000 }, workArea: { ...wall.workArea, x: 4000 } };
  electron.resetElectron([laptop, wall, third]);
  const { secretary, judge } = await start();
  judge?.setFullScreen(false);
  judge?.setBounds(third.bounds);
  secretary.maximized = false;
  secretary.bounds = { x: 10, y: 20, width: 900, height: 700 };
  secretary.close();
  await vi.waitFor(() => expect(electron.app.exitCode).toBe(0));
  expect(JSON.parse(readFileSync(join(dataDir, 'windows.json'), 'utf8'))).toMatchObject({ judgeMonitor: { id: 9 } });

  electron.resetElectron([laptop, wall, third]);
  const { secretary: again, judge: display } = await start();
  expect([again.bounds, again.maximized, display?.bounds]).toEqual([{ x: 10, y: 20, width: 900, height: 700 }, false, third.bounds]);
});

test('every window can be looked at as it stands; one that has crashed has no picture', async () => {
  const { secretary, judge } = await start();
  const looked = async () => (await face.captureWindows?.())?.map(({ name, jpeg }) => [name, jpeg === null ? null : Buffer.from(jpeg).toString()]);
  expect(await looked()).toEqual([['secretary', 'page 80'], ['judge', 'page 80']]);
  secretary.webContents.shows = null;
  if (judge) judge.webContents.shows = ''; // nothing drawn yet
  expect(await looked()).toEqual([['secretary', null], ['judge', null]]);
  judge?.close();
  expect(await looked()).toEqual([['secretary', null]]);
});

test('a crashed window comes back by itself, ever more patiently', async () => {
  const { secretary: window } = await start();
  vi.useFakeTimers();
  const crash = () => window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
  crash();
  vi.advanceTimersByTime(500);
  expect(window.webContents.reloads).toBe(1);
  crash();
  vi.advanceTimersByTime(500);
  expect(window.webContents.reloads).toBe(1);
  vi.advanceTimersByTime(500);
  expect(window.webContents.reloads).toBe(2);
  window.webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
  vi.advanceTimersByTime(60_000);
  expect(window.webContents.reloads).toBe(2);
});

test('closing the secretary\'s window ends the program: the console is stopped once, nothing is asked', async () => {
  const { secretary } = await start();
  setRecording(true);
  secretary.close();
  await vi.waitFor(() => expect(electron.app.exitCode).toBe(0));
  electron.app.quit();
  expect([stops, electron.powerSaveBlocker.active.size]).toEqual([1, 0]);
});

test('what a window shows stands back behind the recording, as soon as there is a page in it', async () => {
  const { secretary } = await start();
  const page = spawn('sleep', ['60'], { stdio: 'ignore' });
  try {
    await once(page, 'spawn');
    secretary.webContents.osProcessId = page.pid ?? 0;
    secretary.webContents.emit('did-finish-load');
    expect(getPriority(page.pid)).toBe(Math.max(7, getPriority()));
  } finally {
    page.kill('SIGKILL');
  }
});
