import { randomBytes } from 'node:crypto';
import type { LineMeasured } from '#shared/domain/readiness/judge.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Clock } from '#main/app/ports/index.ts';
import type { CourtClient } from './courtClient.ts';
import type { Failure } from './policy.ts';

/** At 1 Mbit/s, the least that is fit for a hearing, this takes four seconds. */
const sentBytes = 512 * 1024;

/** The line to the court server, and how far its clock is from this one. Random bytes: no proxy can make them fewer. */
export async function measureLine(client: Pick<CourtClient, 'info' | 'measure'>, clock: Clock): Promise<Result<LineMeasured, Failure>> {
  const askedMs = clock.monotonicMs();
  const info = await client.info();
  const roundTripMs = clock.monotonicMs() - askedMs;
  if (!info.ok) return info;
  const serverAheadMs = info.value.nowMs + roundTripMs / 2 - clock.nowMs();
  const padding = randomBytes((sentBytes * 3) / 4).toString('base64');
  const sentMs = clock.monotonicMs();
  const sent = await client.measure(padding);
  if (!sent.ok) return err(sent.error);
  const tookMs = Math.max(1, clock.monotonicMs() - sentMs);
  return ok({ serverAheadMs, roundTripMs, upMbit: (padding.length * 8) / tookMs / 1000 });
}
