import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands in front of a server and counts what goes to it over connections that begin with a path. */
export interface CountingRelay {
  url: string;
  /** Bytes from the client's side, over all such connections. */
  bytes(): number;
  /** Of those, how many are open. */
  open(): number;
  close(): Promise<void>;
}

export async function countingRelay(target: string, path: string): Promise<CountingRelay> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let bytes = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const [one, other] of [[client, upstream], [upstream, client]] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
    client.once('data', (first: Buffer) => {
      if (first.toString('latin1').startsWith(`GET ${path}`)) open.add(client);
    });
    client.on('data', (chunk: Buffer) => { if (open.has(client)) bytes += chunk.length; });
    client.on('close', () => open.delete(client));
    client.pipe(upstream);
    upstream.pipe(client);
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bytes: () => bytes,
    open: () => open.size,
    close: () => new Promise((resolve) => { server.close(() => resolve()); for (const socket of open) socket.destroy(); resolve(); }),
  };
}
