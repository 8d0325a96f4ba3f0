import { BrowserWindow, screen, type BrowserWindowConstructorOptions } from 'electron';
import type { Log } from '../../app/ports/index.ts';
import type { CaptureWindows } from '../../app/ports/shell.ts';
import { consoleUrl, judgeUrl } from './origin.ts';
import { placeJudge, placeSecretary, type Monitor, type Rectangle } from './placement.ts';
import type { PlacementFile } from './placementFile.ts';

const comeBackAfterMs = 500;
const comeBackAtMostMs = 10_000;
/** A page that has held so long has recovered: the next crash is answered quickly again. */
const settledAfterMs = 60_000;

interface WindowDeps {
  preloadFile: string;
  places: PlacementFile;
  log: Log;
}

/** The secretary's window on her monitor, and the judge's display full screen on another one. */
export class ConsoleWindows {
  readonly #deps: WindowDeps;
  #secretary: BrowserWindow | null = null;
  #judge: BrowserWindow | null = null;

  constructor(deps: WindowDeps) {
    this.#deps = deps;
  }

  /** Opens what belongs on the monitors there are; a monitor plugged in later gets the judge's display. */
  open(): void {
    this.#openSecretary();
    this.#openJudgeOn(this.#judgeMonitor());
    screen.on('display-added', () => { if (!this.#judge) this.#openJudgeOn(this.#judgeMonitor()); });
    screen.on('display-removed', () => this.#moveJudge());
  }

  /** Somebody started the console a second time: they want to see it. */
  showSecretary(): void {
    const window = this.#secretary;
    if (!window) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  }

  /** Asked for by a person: on the second monitor, or as an ordinary window where there is only one. */
  showJudge(): void {
    if (this.#judge) return this.#judge.focus();
    const monitor = this.#judgeMonitor();
    if (monitor) this.#openJudgeOn(monitor);
    else this.#openJudge(primary().workArea, false);
  }

  /** Each as it stands now; a window that cannot be drawn has no picture. */
  pictures: CaptureWindows = () => {
    const open = [['secretary', this.#secretary] as const, ['judge', this.#judge] as const];
    return Promise.all(open.flatMap(([name, window]) => (window ? [pictureOf(window).then((jpeg) => ({ name, jpeg }))] : [])));
  };

  /** Resolves when the secretary's place is on disk. */
  async rememberPlaces(): Promise<void> {
    const window = this.#secretary;
    if (window) await this.#deps.places.remember({ secretary: { bounds: window.getNormalBounds(), maximized: window.isMaximized() } });
    await this.#deps.places.written;
  }

  #openSecretary(): void {
    const { bounds, maximized } = placeSecretary(this.#deps.places.current, monitors(), primary());
    const window = this.#create(bounds, consoleUrl);
    this.#secretary = window;
    if (maximized) window.maximize();
    window.on('close', () => void this.rememberPlaces());
    // The console is the secretary's window: with it go the judge's display and the links, and then the program ends.
    window.on('closed', () => {
      this.#secretary = null;
      for (const other of BrowserWindow.getAllWindows()) other.close();
    });
  }

  #openJudgeOn(monitor: Monitor | null): void {
    if (monitor) this.#openJudge(monitor.bounds, true);
  }

  #openJudge(bounds: Rectangle, fullscreen: boolean): void {
    const window = this.#create(bounds, judgeUrl, fullscreen);
    this.#judge = window;
    window.on('move', () => this.#rememberJudgeMonitor(window));
    window.on('closed', () => { this.#judge = null; });
  }

  /** A person chooses the judge's monitor by moving the display there. */
  #rememberJudgeMonitor(window: BrowserWindow): void {
    const { id, bounds } = screen.getDisplayMatching(window.getBounds());
    if (id === primary().id || id === this.#deps.places.current.judgeMonitor?.id) return;
    void this.#deps.places.remember({ judgeMonitor: { id, bounds } });
  }

  /** Its monitor is gone: to another one, or away until there is one. */
  #moveJudge(): void {
    const [window, monitor] = [this.#judge, this.#judgeMonitor()];
    if (!window) return;
    if (!monitor) return window.close();
    window.setFullScreen(false); // a full-screen window cannot be moved
    window.setBounds(monitor.bounds);
    window.setFullScreen(true);
  }

  #judgeMonitor(): Monitor | null {
    return placeJudge(this.#deps.places.current, monitors(), primary());
  }

  #create(bounds: Rectangle, url: string, fullscreen = false): BrowserWindow {
    const window = new BrowserWindow({ ...windowOptions(this.#deps.preloadFile), ...bounds, fullscreen });
    window.once('ready-to-show', () => window.show());
    comeBackAfterCrash(window, this.#deps.log);
    void window.loadURL(url);
    return window;
  }
}

const jpegQuality = 80;

async function pictureOf({ webContents }: BrowserWindow): Promise<Uint8Array | null> {
  const image = await webContents.capturePage().catch(() => null); // a crashed page has none: that is a value of its own
  return image && !image.isEmpty() ? image.toJPEG(jpegQuality) : null;
}

const monitors = (): Monitor[] => screen.getAllDisplays();
const primary = (): Monitor => screen.getPrimaryDisplay();

/** Not shown until it is ready; the window with the links never is: there is nothing to do in it. */
export const windowOptions = (preload: string): BrowserWindowConstructorOptions => ({
  show: false,
  backgroundColor: '#f3f4f5',
  autoHideMenuBar: true,
  webPreferences: {
    preload,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    // Meters and the state bar stay true while another window covers this one, and alarms sound by themselves.
    backgroundThrottling: false,
    autoplayPolicy: 'no-user-gesture-required',
  },
});

/** The recording does not depend on a window; the window comes back by itself, ever more patiently. */
function comeBackAfterCrash(window: BrowserWindow, log: Log): void {
  let delayMs = comeBackAfterMs;
  let settled: NodeJS.Timeout | undefined;
  window.webContents.on('render-process-gone', (_, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log.error('electron', `a window crashed: ${reason}`, { exitCode });
    clearTimeout(settled);
    setTimeout(() => { if (!window.isDestroyed()) window.webContents.reload(); }, delayMs);
    delayMs = Math.min(2 * delayMs, comeBackAtMostMs);
    settled = setTimeout(() => { delayMs = comeBackAfterMs; }, settledAfterMs);
  });
  window.on('closed', () => clearTimeout(settled));
}
