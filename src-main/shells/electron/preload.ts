import { contextBridge, ipcRenderer } from 'electron';
import { fromConsole, toConsole } from './channels.ts';

/** Tells one load of a page from the next: every load is a connection of its own. */
const pageId = crypto.randomUUID();

/** All a window ever gets. The message goes as text, so that its size is checked before it is parsed. */
contextBridge.exposeInMainWorld('courtroom', {
  send: (message: unknown) => ipcRenderer.send(toConsole, pageId, JSON.stringify(message)),
  onMessage: (listener: (message: unknown) => void) => {
    ipcRenderer.on(fromConsole, (_event, message) => listener(message));
  },
});
