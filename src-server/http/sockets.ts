import { WebSocketServer, type WebSocket } from 'ws';
import { Counted } from './counted.ts';
import type { Upgrade } from './upgrades.ts';

interface Limits {
  maxPayload: number;
  maxLines: number;
  /** Of those that have not said who they are. */
  maxUnknownPerAddress: number;
}

/** WebSockets within limits. `known` is called once it is clear whose one is, or it has gone; `end` ends them all. */
export function socketsWithin({ maxPayload, maxLines, maxUnknownPerAddress }: Limits, opened: (socket: WebSocket, known: () => void) => void): { upgrade: Upgrade; end: () => void } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false });
  const unknown = new Counted();
  return {
    upgrade(request, stream, head) {
      const address = request.socket.remoteAddress ?? '';
      if (sockets.clients.size >= maxLines || unknown.of(address) >= maxUnknownPerAddress) return '429 Too Many Requests';
      const known = unknown.add(address);
      sockets.handleUpgrade(request, stream, head, (socket) => opened(socket, known));
      return null;
    },
    end() {
      sockets.clients.forEach((socket) => socket.terminate());
      sockets.close();
    },
  };
}
