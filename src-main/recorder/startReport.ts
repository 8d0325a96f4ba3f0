import type { AppError } from '#shared/domain/errors.ts';
import type { StartReport } from '#main/app/ports/index.ts';
import type { KeptCapture } from './capture/keptCapture.ts';
import { deviceIdsOf, isJoint, type Capture } from './captures.ts';
import type { Cover } from './cover.ts';

/** How long a start waits for every device's first media. */
const comeUpLimitMs = 6000;

interface Start {
  wanted: readonly Capture[];
  kept: readonly KeptCapture[];
  cover: Cover;
  /** Why something could not be started at all. */
  fault: AppError | null;
  /** Something else is wanted meanwhile. */
  superseded: AbortSignal;
}

/**
 * Who is there and who is missing, by device: a device is there as soon as one of its captures has media. The joint
 * sound, slower with every microphone, is not waited for. Null when nobody wants to know any more.
 */
export async function startReport(start: Start): Promise<StartReport | null> {
  const { wanted, kept, fault, superseded } = start;
  await Promise.all(kept.filter(({ capture }) => !isJoint(capture)).map((each) => each.up(fault ? 0 : comeUpLimitMs, superseded)));
  if (superseded.aborted) return null;
  const deviceIds = [...new Set(wanted.flatMap(deviceIdsOf))];
  const firsts = deviceIds.map((id) => firstMediaMs(kept, id));
  const present = firsts.filter((ms) => ms !== null);
  return { mediaFromMs: present.length > 0 ? Math.max(...present) : null, missing: deviceIds.filter((_, i) => firsts[i] === null).map((id) => missing(start, id)) };
}

function firstMediaMs(kept: readonly KeptCapture[], deviceId: string): number | null {
  const firsts = kept.filter((each) => each.isUp() && each.deliveredIds().includes(deviceId)).map((each) => each.firstMediaUtcMs()).filter((ms) => ms !== null);
  return firsts.length > 0 ? Math.min(...firsts) : null;
}

/** A device that cannot even be tried is missing like one that does not deliver. */
function missing({ kept, cover, fault }: Start, deviceId: string): StartReport['missing'][number] {
  const captures = kept.filter((each) => deviceIdsOf(each.capture).includes(deviceId));
  const [cause = fault?.detail ?? ''] = captures.map((each) => each.toldMissing());
  cover.toldMissing(deviceId);
  const untils = captures.map((each) => each.mediaUntilMs()).filter((ms) => ms !== null);
  return { captureId: deviceId, cause, mediaUntilMs: untils.length > 0 ? Math.max(...untils) : null };
}
