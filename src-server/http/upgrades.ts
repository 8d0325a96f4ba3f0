import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { hostName } from './hosts.ts';

/** Takes over a connection that asks for a WebSocket, or says with which status it is refused. */
export type Upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer) => string | null;

/** WebSockets on the server's own port, by their paths; everything else that wants to be one is refused. */
export function serveUpgrades(server: Server, allowed: ReadonlySet<string>, ways: Readonly<Record<string, Upgrade>>): void {
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const path = request.url?.split('?')[0] ?? '';
    const way = Object.hasOwn(ways, path) ? ways[path] : undefined;
    const refusal = way ? foreign(request, allowed) ?? way(request, stream, head) : '404 Not Found';
    if (refusal !== null) refuse(stream, refusal);
  });
}

function foreign({ headers }: IncomingMessage, allowed: ReadonlySet<string>): string | null {
  if (!allowed.has(hostName(headers.host))) return '421 Misdirected Request';
  const { origin } = headers; // a browser sends it; then it must be this server's own page
  return origin !== undefined && URL.parse(origin)?.host !== headers.host ? '403 Forbidden' : null;
}

function refuse(stream: Duplex, status: string): void {
  stream.on('error', () => stream.destroy());
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
