import type { Link, LinkHandlers } from './link.ts';
import { reconnectPauseMs } from './reconnect.ts';

export interface SocketWorld {
  open(): WebSocket;
  setTimer(run: () => void, delayMs: number): () => void;
  /** The window came back into view, or the network did. */
  onGoodMoment(listener: () => void): void;
}

/** A WebSocket that is opened again, with growing pauses, for as long as the window lives. */
export function webSocketLink(world: SocketWorld): Link {
  let socket: WebSocket | null = null;
  let cancelTimer: (() => void) | null = null;
  let attempt = 0;

  const connect = (handlers: LinkHandlers) => {
    cancelTimer?.();
    cancelTimer = null;
    const opening = world.open();
    socket = opening;
    let wasUp = false;
    opening.onopen = () => {
      wasUp = true;
      attempt = 0;
      handlers.onUp();
    };
    opening.onmessage = (event: MessageEvent<unknown>) => handlers.onMessage(parse(event.data));
    opening.onclose = () => {
      if (socket !== opening) return;
      socket = null;
      cancelTimer = world.setTimer(() => connect(handlers), reconnectPauseMs(attempt));
      attempt += 1;
      if (wasUp) handlers.onDown();
    };
  };

  return {
    start(handlers) {
      world.onGoodMoment(() => {
        if (!socket) connect(handlers);
      });
      connect(handlers);
    },
    send: (message) => socket?.send(JSON.stringify(message)),
  };
}

/** What is no JSON is passed on as it is; the client's schema refuses it. */
function parse(data: unknown): unknown {
  try {
    return typeof data === 'string' ? JSON.parse(data) : data;
  } catch {
    return data;
  }
}

/** The real world: same origin, path `/ws`. */
export function browserSockets(location: Location): SocketWorld {
  const url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`;
  return {
    open: () => new WebSocket(url),
    setTimer: (run, delayMs) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    onGoodMoment: (listener) => {
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'visible') listener();
      });
      window.addEventListener('online', listener);
    },
  };
}
