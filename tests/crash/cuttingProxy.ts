import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { between } from './seededRandom.ts';

export interface CuttingProxy {
  port: number;
  cuts: number;
  /** From now on nothing is cut. */
  behave(): void;
  close(): Promise<void>;
}

const shareCut = 0.3;
const longestBeforeCutBytes = 1_500_000;

/** A TCP line that breaks: some of its connections end after a random number of bytes, in the middle of whatever it was. */
export async function startCuttingProxy(targetPort: number, random: () => number): Promise<CuttingProxy> {
  let honest = false;
  const open = new Set<Socket>();
  const server = createServer((inner) => {
    const outer = connect(targetPort, '127.0.0.1');
    let leftBytes = !honest && random() < shareCut ? between(random, 0, longestBeforeCutBytes) : Number.POSITIVE_INFINITY;
    const end = () => { inner.destroy(); outer.destroy(); };
    const count = (bytes: number) => {
      leftBytes -= bytes;
      if (leftBytes > 0 || honest) return;
      proxy.cuts += 1;
      end();
    };
    for (const [from, to] of [[inner, outer], [outer, inner]] as const) {
      open.add(from);
      from.on('data', (chunk: Buffer) => count(chunk.length)).on('error', end).on('close', () => { open.delete(from); end(); });
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: CuttingProxy = {
    port: (server.address() as AddressInfo).port,
    cuts: 0,
    behave: () => { honest = true; },
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
    }),
  };
  return proxy;
}
