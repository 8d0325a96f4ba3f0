import { ipcMain, type IpcMainEvent, type WebContents } from 'electron';
import { maxMessageBytes } from '#shared/contract/envelope.ts';
import type { Log } from '../../app/ports/index.ts';
import type { Router, RouterConnection } from '../../app/ports/shell.ts';
import { fromConsole, toConsole } from './channels.ts';
import { isConsoleUrl } from './origin.ts';

interface Page {
  pageId: string;
  connection: RouterConnection;
}

/**
 * One router connection per load of a page. A message is heard only from the main frame of one of our
 * own pages; anything else is a sign that something has gone very wrong, and is logged as an error.
 */
export function serveIpc({ router, log }: { router: Router; log: Log }): void {
  const pages = new WeakMap<WebContents, Page>();

  const leave = (contents: WebContents) => {
    pages.get(contents)?.connection.close();
    pages.delete(contents);
  };
  const pageOf = (contents: WebContents, pageId: string): Page => {
    const known = pages.get(contents);
    if (known?.pageId === pageId) return known;
    if (known) leave(contents);
    else contents.on('render-process-gone', () => leave(contents)).once('destroyed', () => leave(contents));
    const page = { pageId, connection: connect(contents, router) };
    pages.set(contents, page);
    return page;
  };

  ipcMain.on(toConsole, (event, pageId: unknown, text: unknown) => {
    const refusal = refusalOf(event, pageId, text);
    if (refusal) return log.error('electron', `refused a message: ${refusal}`, { from: event.senderFrame?.url });
    pageOf(event.sender, String(pageId)).connection.receive(parseJson(String(text)));
  });
}

function refusalOf({ senderFrame, sender }: IpcMainEvent, pageId: unknown, text: unknown): string | null {
  if (!senderFrame || senderFrame !== sender.mainFrame) return 'not from a main frame';
  if (!isConsoleUrl(senderFrame.url)) return 'not from a page of the console';
  if (typeof pageId !== 'string' || typeof text !== 'string') return 'not a text';
  return Buffer.byteLength(text) > maxMessageBytes ? 'larger than a message may be' : null;
}

const connect = (contents: WebContents, router: Router): RouterConnection =>
  router.connect({ shell: 'electron', remote: 'local' }, (message) => {
    if (!contents.isDestroyed()) contents.send(fromConsole, message);
  });

/** `undefined` is no envelope: the router refuses it as any other nonsense. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
