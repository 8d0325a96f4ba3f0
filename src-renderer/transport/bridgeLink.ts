import type { FromClient } from '#shared/contract/envelope.ts';
import type { Link } from './link.ts';

/** The two functions the preload puts on `window`. */
export interface CourtroomBridge {
  send(message: FromClient): void;
  onMessage(listener: (message: unknown) => void): void;
}

declare global {
  interface Window {
    readonly courtroom?: CourtroomBridge;
  }
}

/** Electron's IPC: there for as long as the window is. */
export const bridgeLink = (bridge: CourtroomBridge): Link => ({
  start(handlers) {
    bridge.onMessage(handlers.onMessage);
    handlers.onUp();
  },
  send: (message) => bridge.send(message),
});
