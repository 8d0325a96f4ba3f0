import { app, type Session, type WebContents } from 'electron';
import type { Log } from '../../app/ports/index.ts';
import { isConsoleUrl, isJudgeUrl } from './origin.ts';

/** All a page may ask for: the judge display fills its screen, technical details are copied. */
const granted = new Set(['fullscreen', 'clipboard-sanitized-write']);

/** The renderer talks to the console by IPC and app:// alone; the network is not its business. */
const network = { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file:///*'] };

/** Every page there will ever be: no permission, no network, no way to anywhere else. */
export function lockDown({ session, log, openJudgeDisplay }: { session: Session; log: Log; openJudgeDisplay: () => void }): void {
  denyPermissions(session);
  session.webRequest.onBeforeRequest(network, ({ url }, answer) => {
    log.error('electron', `refused a network request: ${url}`);
    answer({ cancel: true });
  });
  app.on('web-contents-created', (_, page) => confine(page, log, openJudgeDisplay));
}

function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((page, permission, answer) => answer(granted.has(permission) && isConsoleUrl(page.getURL())));
  session.setPermissionCheckHandler((_, permission, origin) => granted.has(permission) && isConsoleUrl(origin));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_, answer) => answer({}));
}

function confine(page: WebContents, log: Log, openJudgeDisplay: () => void): void {
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
    if (isJudgeUrl(url)) openJudgeDisplay();
    else log.error('electron', `refused a new window: ${url}`);
    return { action: 'deny' };
  });
}
