import { EventEmitter } from 'node:events';

/**
 * The one fake of Electron: what the shell uses, with Electron's own rules about order (schemes before
 * ready, protocol handlers and screens after). Use it as
 * `vi.mock('electron', () => import('../../../fakes/electron.ts'))`, with `resetElectron()` before each test.
 */
interface Rectangle { x: number; y: number; width: number; height: number }
export interface FakeDisplay { id: number; bounds: Rectangle; workArea: Rectangle }

class FakeApp extends EventEmitter {
  isReady = false;
  sandboxed = false;
  accelerated = true;
  readonly dock = undefined;
  isFirstInstance = true;
  exitCode: number | null = null;
  quits = 0;
  readonly paths = new Map<string, string>();
  #ready: (() => void)[] = [];

  enableSandbox(): void {
    if (this.isReady) throw new Error('enableSandbox: too late');
    this.sandboxed = true;
  }
  disableHardwareAcceleration(): void {
    if (this.isReady) throw new Error('disableHardwareAcceleration: too late');
    this.accelerated = false;
  }
  requestSingleInstanceLock(): boolean {
    return this.isFirstInstance;
  }
  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }
  getName(): string {
    return 'Courtroom Console';
  }
  whenReady(): Promise<void> {
    return this.isReady ? Promise.resolve() : new Promise((resolve) => this.#ready.push(resolve));
  }
  becomeReady(): void {
    this.isReady = true;
    this.#ready.forEach((resolve) => resolve());
  }
  /** As Electron: a listener may prevent it; only then do the windows close. */
  quit(): void {
    this.quits += 1;
    const event = new FakeEvent();
    this.emit('before-quit', event);
    if (!event.defaultPrevented) this.exitCode ??= 0;
  }
  exit(code: number): void {
    this.exitCode = code;
  }
}

export class FakeEvent {
  readonly url: string;
  defaultPrevented = false;
  constructor(url = '') {
    this.url = url;
  }
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

export interface FakeFrame { url: string }

export class FakeWebContents extends EventEmitter {
  readonly mainFrame: FakeFrame = { url: '' };
  readonly sent: unknown[][] = [];
  reloads = 0;
  destroyed = false;
  openHandler: ((details: { url: string }) => { action: string }) | null = null;

  getURL(): string {
    return this.mainFrame.url;
  }
  send(...args: unknown[]): void {
    if (this.destroyed) throw new Error('Object has been destroyed');
    this.sent.push(args);
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  reload(): void {
    this.reloads += 1;
  }
  osProcessId = 0;
  getOSProcessId(): number {
    return this.osProcessId;
  }
  /** What the page shows; null: it has crashed. */
  shows: string | null = 'page';
  async capturePage(): Promise<{ isEmpty: () => boolean; toJPEG: (quality: number) => Buffer }> {
    const { shows } = this;
    if (shows === null) throw new Error('page has crashed');
    return { isEmpty: () => shows === '', toJPEG: (quality) => Buffer.from(`${shows} ${quality}`) };
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
}

type WindowOptions = Partial<Rectangle> & { fullscreen?: boolean; show?: boolean; webPreferences?: Record<string, unknown> };

export class BrowserWindow extends EventEmitter {
  static all: BrowserWindow[] = [];
  static getAllWindows = (): BrowserWindow[] => [...BrowserWindow.all];
  readonly webContents = new FakeWebContents();
  readonly options: WindowOptions;
  bounds: Rectangle;
  fullScreen: boolean;
  maximized = false;
  minimized = false;
  visible: boolean;
  focused = 0;

  constructor(options: WindowOptions) {
    super();
    if (!app.isReady) throw new Error('Cannot create BrowserWindow before app is ready');
    this.options = options;
    this.bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 };
    this.fullScreen = options.fullscreen ?? false;
    this.visible = options.show ?? true;
    BrowserWindow.all.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    this.webContents.mainFrame.url = url;
  }
  show(): void { this.visible = true; }
  focus(): void { this.focused += 1; }
  maximize(): void { this.maximized = true; }
  isMaximized(): boolean { return this.maximized; }
  isMinimized(): boolean { return this.minimized; }
  restore(): void { this.minimized = false; }
  getBounds(): Rectangle { return this.bounds; }
  getNormalBounds(): Rectangle { return this.bounds; }
  /** As Electron: a full-screen window stays where it is. */
  setBounds(bounds: Rectangle): void {
    if (this.fullScreen) return;
    this.bounds = bounds;
    this.emit('move');
  }
  setFullScreen(on: boolean): void { this.fullScreen = on; }
  isDestroyed(): boolean { return this.webContents.destroyed; }
  close(): void {
    this.emit('close', new FakeEvent());
    this.webContents.destroyed = true;
    BrowserWindow.all = BrowserWindow.all.filter((window) => window !== this);
    this.webContents.emit('destroyed');
    this.emit('closed');
    if (BrowserWindow.all.length === 0) app.emit('window-all-closed');
  }
}

class FakeProtocol {
  privileged: { scheme: string; privileges: Record<string, boolean> }[] = [];
  readonly handlers = new Map<string, (request: Request) => Promise<Response>>();

  registerSchemesAsPrivileged(schemes: FakeProtocol['privileged']): void {
    if (app.isReady) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    this.privileged = schemes;
  }
  handle(scheme: string, handler: (request: Request) => Promise<Response>): void {
    if (!app.isReady) throw new Error('protocol.handle: not ready');
    this.handlers.set(scheme, handler);
  }
}

type PermissionAnswer = (granted: boolean) => void;

class FakeSession {
  onPermission: (page: FakeWebContents, permission: string, answer: PermissionAnswer, details: { mediaTypes?: string[] }) => void = () => undefined;
  onPermissionCheck: (page: FakeWebContents | null, permission: string, origin: string, details: { mediaType?: string }) => boolean = () => true;
  onDevice: () => boolean = () => true;
  onDisplayMedia: (request: object, answer: (streams: object) => void) => void = () => undefined;
  onRequest: { urls: string[]; listener: (details: { url: string }, answer: (response: { cancel?: boolean }) => void) => void } | null = null;

  setPermissionRequestHandler(handler: FakeSession['onPermission']): void { this.onPermission = handler; }
  setPermissionCheckHandler(handler: FakeSession['onPermissionCheck']): void { this.onPermissionCheck = handler; }
  setDevicePermissionHandler(handler: () => boolean): void { this.onDevice = handler; }
  setDisplayMediaRequestHandler(handler: FakeSession['onDisplayMedia']): void { this.onDisplayMedia = handler; }
  readonly webRequest = {
    onBeforeRequest: ({ urls }: { urls: string[] }, listener: NonNullable<FakeSession['onRequest']>['listener']) => { this.onRequest = { urls, listener }; },
  };
}

class FakeScreen extends EventEmitter {
  displays: FakeDisplay[] = [];
  getAllDisplays(): FakeDisplay[] { return this.displays; }
  getPrimaryDisplay(): FakeDisplay { return this.displays[0] as FakeDisplay; }
  getDisplayMatching(bounds: Rectangle): FakeDisplay {
    const inside = (d: FakeDisplay) => bounds.x >= d.bounds.x && bounds.x < d.bounds.x + d.bounds.width;
    return this.displays.find(inside) ?? this.getPrimaryDisplay();
  }
}

class FakePowerSaveBlocker {
  readonly active = new Map<number, string>();
  #last = 0;
  start(kind: string): number {
    this.#last += 1;
    this.active.set(this.#last, kind);
    return this.#last;
  }
  stop(id: number): void {
    if (!this.active.delete(id)) throw new Error(`no blocker ${id}`);
  }
}

export let app = new FakeApp();
export let protocol = new FakeProtocol();
export let session = { defaultSession: new FakeSession() };
export let screen = new FakeScreen();
export let powerSaveBlocker = new FakePowerSaveBlocker();
export let ipcMain = new EventEmitter();
export let ipcRenderer = Object.assign(new EventEmitter(), { sent: [] as unknown[][], send: (...args: unknown[]) => void ipcRenderer.sent.push(args) });
export const exposed: Record<string, unknown> = {};
export const contextBridge = { exposeInMainWorld: (name: string, api: unknown) => { exposed[name] = api; } };
export const shownErrors: string[] = [];
export const dialog = { showErrorBox: (_title: string, text: string) => void shownErrors.push(text) };
export const Menu = { setApplicationMenu: (_menu: null) => undefined };

/** A message as it would arrive from a window's main frame, unless another frame is given. */
export const ipcFrom = (contents: FakeWebContents, frame: FakeFrame | null = contents.mainFrame) => ({ sender: contents, senderFrame: frame });

export function resetElectron(displays: FakeDisplay[]): void {
  app = new FakeApp();
  protocol = new FakeProtocol();
  session = { defaultSession: new FakeSession() };
  screen = new FakeScreen();
  screen.displays = displays;
  powerSaveBlocker = new FakePowerSaveBlocker();
  ipcMain = new EventEmitter();
  BrowserWindow.all = [];
  shownErrors.length = 0;
}
