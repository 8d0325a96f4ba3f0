import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';

const port = z.int().min(1).max(65_535);

/** Ports and secret outlive the edge's process, so that captures find its successor at the address they were given. */
export const addressesSchema = z.object({
  rtmpPort: port,
  httpPort: port,
  /** 32 random bytes. Anything less and node-media-server would accept the word "undefined" as the key. */
  secret: z.string().regex(/^[0-9a-f]{64}$/),
});

const stateSchema = addressesSchema.extend({
  process: z.object({ pid: z.int().positive(), startedAt: z.string().nullable() }).nullable(),
});

export type EdgeAddresses = z.infer<typeof addressesSchema>;
export type EdgeState = z.infer<typeof stateSchema>;

export const statePathIn = (stateDir: string): string => join(stateDir, 'media-edge.json');

/** What is written down; null when there is nothing, or nothing that can be used. */
export async function readState(path: string): Promise<EdgeState | null> {
  try {
    return stateSchema.safeParse(JSON.parse(await readFile(path, 'utf8'))).data ?? null;
  } catch {
    return null; // first start, or a file that a crash left half done: new ports and a new secret do no harm
  }
}

/** Whole or not at all, and for this user's eyes only. */
export async function writeState(path: string, state: EdgeState): Promise<void> {
  const unfinished = `${path}.part`;
  const file = await open(unfinished, 'w', 0o600);
  try {
    await file.chmod(0o600);
    await file.writeFile(JSON.stringify(state));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
}

/** A loopback port that nobody has; with a wish, null when somebody has it. */
function freePort(wish: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(wish, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : null));
    });
  });
}

/** The addresses to start with: the last ones while their ports are free, new ones otherwise. */
export async function chooseAddresses(last: EdgeAddresses | null): Promise<EdgeAddresses | null> {
  if (last && (await freePort(last.rtmpPort)) !== null && (await freePort(last.httpPort)) !== null)
    return addressesSchema.parse(last);
  const [rtmpPort, httpPort] = await Promise.all([freePort(0), freePort(0)]);
  if (rtmpPort === null || httpPort === null) return null;
  return { rtmpPort, httpPort, secret: randomBytes(32).toString('hex') };
}

export const ensureDir = (dir: string): Promise<unknown> => mkdir(dir, { recursive: true, mode: 0o700 });
