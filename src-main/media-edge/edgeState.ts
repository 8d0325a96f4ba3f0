import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { freePort } from '#main/process/freePort.ts';
import { readServiceState, statePathOf } from '#main/process/keptService.ts';

export const edgeName = 'media-edge';

const port = z.int().min(1).max(65_535);

/** Ports and secret outlive the edge's process, so that captures find its successor at the address they were given. */
export const addressesSchema = z.object({
  rtmpPort: port,
  httpPort: port,
  /** 32 random bytes. Anything less and node-media-server would accept the word "undefined" as the key. */
  secret: z.string().regex(/^[0-9a-f]{64}$/),
});

export type EdgeAddresses = z.infer<typeof addressesSchema>;

/** What the edge was last given, wherever it is asked; null when it was never started. */
export const readAddresses = async (stateDir: string): Promise<EdgeAddresses | null> =>
  (await readServiceState(statePathOf(stateDir, edgeName), addressesSchema)).address;

/** The addresses to start with: the last ones while their ports are free, new ones otherwise. */
export async function chooseAddresses(last: EdgeAddresses | null): Promise<EdgeAddresses | null> {
  if (last && (await freePort(last.rtmpPort)) !== null && (await freePort(last.httpPort)) !== null) return last;
  const [rtmpPort, httpPort] = await Promise.all([freePort(), freePort()]);
  if (rtmpPort === null || httpPort === null) return null;
  return { rtmpPort, httpPort, secret: randomBytes(32).toString('hex') };
}
