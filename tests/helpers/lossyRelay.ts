import { createSocket, type Socket } from 'node:dgram';
import { networkInterfaces } from 'node:os';

/** What befalls packets on the way; those of each direction alike. */
export interface Weather {
  lossPercent: number;
  delayMs: number;
  /** Null: as much as comes. What does not fit into a queue of a third of a second is dropped, as in a router. */
  kbit: number | null;
}

export const fairWeather: Weather = { lossPercent: 0, delayMs: 0, kbit: null };

export interface LossyRelay {
  /** The port at which whatever is sent goes on to this one of the machine's, through the weather. */
  portFor(port: number): Promise<number>;
  /** As seen from the hall's browser. */
  host: string;
  weather(now: Weather): void;
  close(): void;
}

const queueMs = 333;

/** Stands between two browsers of one machine, whose network card loses nothing. Needs no rights and no kernel module. */
export function createLossyRelay(random: () => number): LossyRelay {
  const host = Object.values(networkInterfaces()).flat().find((one) => one?.family === 'IPv4' && !one.internal)?.address ?? '127.0.0.1';
  const sockets: Socket[] = [];
  const known = new Map<number, Promise<number>>();
  let now = fairWeather;

  /** One direction. */
  const through = (): ((send: () => void, bytes: number) => void) => {
    let freeAtMs = 0;
    return (send, bytes) => {
      if (random() * 100 < now.lossPercent) return;
      const nowMs = performance.now();
      freeAtMs = Math.max(freeAtMs, nowMs) + (now.kbit === null ? 0 : (bytes * 8) / now.kbit);
      if (freeAtMs - nowMs > queueMs) { freeAtMs -= now.kbit === null ? 0 : (bytes * 8) / now.kbit; return; }
      const waitMs = now.delayMs + freeAtMs - nowMs;
      if (waitMs < 1) send();
      else setTimeout(send, waitMs);
    };
  };

  const open = async (target: number): Promise<number> => {
    const [near, far] = [createSocket('udp4'), createSocket('udp4')];
    sockets.push(near, far);
    let back: { address: string; port: number } | null = null;
    const [there, here] = [through(), through()];
    const unlessClosed = (socket: Socket, data: Buffer, port: number, address: string) => () => { if (sockets.length > 0) socket.send(data, port, address); };
    near.on('message', (data, from) => {
      back = from;
      there(unlessClosed(far, data, target, host), data.length);
    });
    far.on('message', (data) => { if (back) here(unlessClosed(near, data, back.port, back.address), data.length); });
    await Promise.all([near, far].map((socket) => new Promise<void>((resolve) => { socket.bind(0, host, resolve); })));
    return near.address().port;
  };

  return {
    host,
    portFor(port) {
      const relayed = known.get(port) ?? open(port);
      known.set(port, relayed);
      return relayed;
    },
    weather(next) { now = next; },
    close() { for (const socket of sockets.splice(0)) socket.close(); },
  };
}
