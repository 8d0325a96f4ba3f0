import type { CaptureStatus, ConsoleStatus, RecorderStatus } from '../contract/status.ts';
import { sectionPolicy, sectionKinds, type PhaseName, type SectionKind } from './hearing/state.ts';

/** The gravest first, and told in this order. */
export type SafetyReason = 'nothing_captured' | 'no_target' | 'capture_lost' | 'not_verified' | 'disk_full' | 'segments_damaged';

export interface RecordSafety {
  level: 'safe' | 'starting' | 'danger' | 'not_recorded';
  reasons: SafetyReason[];
}

/** Segments of 10 s are gathered for 20 s and read back together; much longer without one means that nobody knows. */
const verifiedWithinMs = 45_000;
const diskDangerHours = 0.5;

const isSection = (phase: PhaseName): phase is SectionKind => (sectionKinds as readonly string[]).includes(phase);

const mustRecord = (phase: PhaseName): boolean => isSection(phase) && sectionPolicy[phase] !== 'hall_off';

/**
 * Is the record safe? One word for the state bar, and every reason for danger at once.
 * `recordedSinceMs`: since when it has been recorded without a break, null when it is not
 * (`recordedSinceMs` of `timeline.ts`).
 */
export function recordSafety(status: ConsoleStatus, phase: PhaseName, recordedSinceMs: number | null): RecordSafety {
  if (!mustRecord(phase)) return { level: 'not_recorded', reasons: [] };
  const reasons = dangers(status, recordedSinceMs);
  if (reasons.length > 0) return { level: 'danger', reasons };
  const starting = status.recorder.captures.some((c) => c.state === 'starting');
  return { level: starting ? 'starting' : 'safe', reasons: [] };
}

function dangers({ recorder, storage, nowMs }: ConsoleStatus, recordedSinceMs: number | null): SafetyReason[] {
  const checks: Record<SafetyReason, boolean> = {
    nothing_captured: recorder.mode !== 'record' || !recorder.captures.some((c) => c.state === 'running' || c.state === 'starting'),
    no_target: hasNoTarget(recorder),
    capture_lost: lostDeviceIds(recorder).length > 0,
    not_verified: isUnverified(recorder.lastVerifiedAtMs, recordedSinceMs, nowMs),
    disk_full: !hasNoTarget(recorder) && storage.hoursLeft < diskDangerHours,
    segments_damaged: recorder.segmentsDamaged > 0,
  };
  return (Object.keys(checks) as SafetyReason[]).filter((reason) => checks[reason]);
}

/** There are places to record to, and none of them can be written. */
export const hasNoTarget = ({ targets }: Pick<RecorderStatus, 'targets'>): boolean => targets.length > 0 && targets.every((t) => t.state !== 'ok');

type Captures = Pick<RecorderStatus, 'captures'>;

/** Captures that record this device, whatever becomes of them. */
const capturesFor = ({ captures }: Captures, deviceId: string): CaptureStatus[] => captures.filter((c) => c.deviceIds.includes(deviceId));

const delivers = (capture: CaptureStatus, deviceId: string): boolean => capture.state !== 'lost' && !capture.absentDeviceIds.includes(deviceId);

/** A device may be recorded by several captures: it is lost where none of them has it. Null: nobody captures it. */
export function deviceState(recorder: Captures, deviceId: string): CaptureStatus['state'] | null {
  const all = capturesFor(recorder, deviceId);
  const good = all.filter((c) => delivers(c, deviceId));
  return (good.find((c) => c.state === 'running') ?? good[0])?.state ?? (all.length > 0 ? 'lost' : null);
}

/** Devices of which nothing is recorded now. */
export const lostDeviceIds = (recorder: Captures): string[] =>
  [...new Set(recorder.captures.flatMap((c) => c.deviceIds))].filter((id) => deviceState(recorder, id) === 'lost');

/** Captures that are down or incomplete while every one of their devices is recorded by another: nothing is lost yet. */
export const spareCapturesDown = (recorder: Captures): CaptureStatus[] =>
  recorder.captures.filter((c) => c.deviceIds.some((id) => !delivers(c, id)) && c.deviceIds.every((id) => deviceState(recorder, id) !== 'lost'));

/** A recording that begins in the future began before the clock was set back: it has not only just begun. */
function isUnverified(lastVerifiedAtMs: number | null, recordedSinceMs: number | null, nowMs: number): boolean {
  if (recordedSinceMs === null) return false;
  const recordedForMs = nowMs - recordedSinceMs;
  if (recordedForMs >= 0 && recordedForMs <= verifiedWithinMs) return false;
  return lastVerifiedAtMs === null || nowMs - lastVerifiedAtMs > verifiedWithinMs;
}
