import type { CaptureStatus } from '#shared/contract/status.ts';
import { sectionPolicy, type Hearing } from '#shared/domain/hearing/state.ts';

/** Milliseconds on the hearing's timeline, as the listening copy takes them. */
export interface Stretch {
  fromMs: number;
  toMs: number;
}

/** UTC ms of the newest sound in any file: it is recorded twice, and what one capture lacks is played from another's. */
export function soundUntilMs(captures: readonly Pick<CaptureStatus, 'kind' | 'mediaUntilMs'>[]): number | null {
  const untilMs = captures.flatMap((c) => (c.kind === 'audio' && c.mediaUntilMs !== null ? [c.mediaUntilMs] : []));
  return untilMs.length > 0 ? Math.max(...untilMs) : null;
}

const isOn = (hearing: Hearing): boolean => {
  const last = hearing.sections.at(-1);
  return last !== undefined && last.recorded && last.endedAtMs === null && sectionPolicy[last.kind] !== 'hall_off';
};

/** Up to where there is something to hear: now while it is being recorded, else the end of the last recorded section. */
function heardUntilMs(hearing: Hearing, nowMs: number, mediaUntilMs: number | null): number | null {
  const last = hearing.sections.findLast((s) => s.recorded);
  if (!last || hearing.zeroUtcMs === null) return null;
  const untilUtcMs = isOn(hearing) ? Math.min(nowMs, mediaUntilMs ?? nowMs) : (last.endedAtMs ?? nowMs);
  return Math.max(0, Math.round(untilUtcMs - hearing.zeroUtcMs));
}

/** The last `lengthMs` of what was recorded; null when nothing was. */
export function lastStretch(hearing: Hearing, lengthMs: number, nowMs: number, mediaUntilMs: number | null): Stretch | null {
  const toMs = heardUntilMs(hearing, nowMs, mediaUntilMs);
  return toMs === null || toMs === 0 ? null : { fromMs: Math.max(0, toMs - lengthMs), toMs };
}

/** A little before a mark: people press when they have already heard it. */
const leadMs = 3_000;

export function stretchAt(hearing: Hearing, markAtMs: number, lengthMs: number, nowMs: number, mediaUntilMs: number | null): Stretch | null {
  const untilMs = heardUntilMs(hearing, nowMs, mediaUntilMs);
  if (untilMs === null || hearing.zeroUtcMs === null) return null;
  const fromMs = Math.max(0, Math.round(markAtMs - hearing.zeroUtcMs - leadMs));
  return fromMs >= untilMs ? null : { fromMs, toMs: Math.min(untilMs, fromMs + lengthMs) };
}
