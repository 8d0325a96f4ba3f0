import { app, type BrowserWindowConstructorOptions, type Session, type WebContents } from 'electron';
import type { Log } from '../../app/ports/index.ts';
import { isConsoleUrl, isJudgeUrl, isLinksUrl } from './origin.ts';

/** All a page may ask for: the judge display fills its screen, technical details are copied. */
const granted = new Set(['fullscreen', 'clipboard-sanitized-write']);

/** The renderer talks to the console by IPC and app:// alone; the network is not its business. */
const network = { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file:///*'] };

/** Every page there will ever be: no permission, no network, no way to anywhere else. */
interface LockDown {
  session: Session;
  log: Log;
  openJudgeDisplay: () => void;
  linksWindow: BrowserWindowConstructorOptions;
}

export function lockDown({ session, log, ...windows }: LockDown): void {
  denyPermissions(session);
  session.webRequest.onBeforeRequest(network, ({ url }, answer) => {
    log.error('electron', `refused a network request: ${url}`);
    answer({ cancel: true });
  });
  app.on('web-contents-created', (_, page) => confine(page, log, windows));
}

function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((page, permission, answer, details) =>
    answer(isConsoleUrl(page.getURL()) && (granted.has(permission) || (permission === 'media' && isSoundAlone('mediaTypes' in details ? details.mediaTypes : undefined)))));
  session.setPermissionCheckHandler((_, permission, origin, details) =>
    isConsoleUrl(origin) && (granted.has(permission) || (permission === 'media' && details.mediaType === 'audio')));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_, answer) => answer({}));
}

/** The hall's microphone, for those elsewhere; cameras are the recorder's. */
const isSoundAlone = (mediaTypes: readonly string[] | undefined): boolean => mediaTypes?.length === 1 && mediaTypes[0] === 'audio';

function confine(page: WebContents, log: Log, { openJudgeDisplay, linksWindow }: Pick<LockDown, 'openJudgeDisplay' | 'linksWindow'>): void {
  const stay = (event: { url: string; preventDefault(): void }) => {
    if (isConsoleUrl(event.url)) return;
    event.preventDefault();
    log.error('electron', `refused a navigation: ${event.url}`);
  };
  page.on('will-navigate', stay);
  page.on('will-frame-navigate', stay);
  page.on('will-redirect', stay);
  page.on('will-attach-webview', (event) => event.preventDefault());
  page.setWindowOpenHandler(({ url }) => {
    if (isLinksUrl(url)) return { action: 'allow', outlivesOpener: true, overrideBrowserWindowOptions: linksWindow };
    if (isJudgeUrl(url)) openJudgeDisplay();
    else log.error('electron', `refused a new window: ${url}`);
    return { action: 'deny' };
  });
}
