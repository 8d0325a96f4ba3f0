import { describe, expect, it } from 'vitest';
import { reconnectPauseMs } from '../../../src-renderer/transport/reconnect.ts';
import { webSocketLink } from '../../../src-renderer/transport/webSocketLink.ts';

interface Socket {
  onopen?: () => void;
  onclose?: () => void;
  onmessage?: (event: { data: unknown }) => void;
  sent: string[];
  send(text: string): void;
}

function world() {
  const sockets: Socket[] = [];
  const timers: { run: () => void; delayMs: number; cancelled: boolean }[] = [];
  const goodMoments: (() => void)[] = [];
  const log: string[] = [];
  const messages: unknown[] = [];
  const link = webSocketLink({
    open: () => {
      const socket: Socket = { sent: [], send(text) { this.sent.push(text); } };
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
    setTimer: (run, delayMs) => {
      const timer = { run, delayMs, cancelled: false };
      timers.push(timer);
      return () => { timer.cancelled = true; };
    },
    onGoodMoment: (listener) => { goodMoments.push(listener); },
  });
  link.start({ onUp: () => log.push('up'), onDown: () => log.push('down'), onMessage: (m) => messages.push(m) });
  return { link, sockets, timers, log, messages, goodMoment: () => goodMoments.forEach((g) => g()) };
}

describe('WebSocket link', () => {
  it('pauses longer and longer, never longer than 3 s', () => {
    expect([0, 1, 2, 3, 50].map(reconnectPauseMs)).toEqual([250, 1000, 3000, 3000, 3000]);
  });

  it('opens again after each loss, with growing pauses, and starts over once it was open', () => {
    const w = world();
    w.sockets[0]?.onopen?.();
    w.sockets[0]?.onclose?.();
    w.timers[0]?.run();
    w.sockets[1]?.onclose?.();
    w.timers[1]?.run();
    w.sockets[2]?.onopen?.();
    w.sockets[2]?.onclose?.();
    expect(w.timers.map((t) => t.delayMs)).toEqual([250, 1000, 250]);
    expect(w.log).toEqual(['up', 'down', 'up', 'down']);
  });

  it('tries at once when the window comes into view, and only once', () => {
    const w = world();
    w.sockets[0]?.onclose?.();
    w.goodMoment();
    expect(w.sockets).toHaveLength(2);
    expect(w.timers[0]?.cancelled).toBe(true);
    w.goodMoment();
    expect(w.sockets).toHaveLength(2);
  });

  it('turns messages into JSON and back; what is no JSON is passed on for the client to refuse', () => {
    const w = world();
    w.sockets[0]?.onopen?.();
    w.link.send({ k: 'unsub', id: 3 });
    w.sockets[0]?.onmessage?.({ data: '{"k":"ok","id":1}' });
    w.sockets[0]?.onmessage?.({ data: 'nonsense' });
    expect(w.sockets[0]?.sent).toEqual(['{"k":"unsub","id":3}']);
    expect(w.messages).toEqual([{ k: 'ok', id: 1 }, 'nonsense']);
  });
});
