import { bytesPerHour, type Hall } from '#shared/domain/hall.ts';
import { sectionPolicy, type Hearing } from '#shared/domain/hearing/state.ts';
import type { RecorderWish } from '../ports/index.ts';

/** A sitting from its opening to the lunch break, or from there to its end. */
const plannedHours = 4;
/** Whoever only tries the console out shall not find the disk full meanwhile. */
const demoHours = 0.1;

/** What the recorder is to do, given where the hearing is. Pure: the hearing's events are the only authority. */
export function wishFor(hearing: Hearing | null, hall: Hall | null): RecorderWish {
  if (!hearing || !hall) return { mode: 'off' };
  if (shouldRecord(hearing)) {
    const zeroUtcMs = hearing.zeroUtcMs ?? hearing.starting?.requestedAtMs ?? 0;
    return { mode: 'record', hall, hearingId: hearing.hearingId, runId: runName(runNumber(hearing)), zeroUtcMs, plannedBytes: Math.round(bytesPerHour(hall) * (hall.demo ? demoHours : plannedHours)) };
  }
  return hearing.phase.name === 'connecting' ? { mode: 'preview', hall } : { mode: 'off', untilMs: recordedUntilMs(hearing) };
}

const recordedUntilMs = ({ sections }: Hearing): number | undefined => sections.findLast((section) => section.recorded)?.endedAtMs ?? undefined;

function shouldRecord(hearing: Hearing): boolean {
  if (hearing.starting) return sectionPolicy[hearing.starting.kind] !== 'hall_off';
  const current = hearing.sections.at(-1);
  return current !== undefined && current.endedAtMs === null && current.recorded;
}

/**
 * Runs are counted by the sections that begin recording after something that was not recorded.
 * The number of the run that is on, or that is coming up.
 */
export function runNumber(hearing: Hearing): number {
  const begins = hearing.sections.filter((s, i) => s.recorded && !hearing.sections[i - 1]?.recorded).length;
  return begins + (hearing.starting ? 1 : 0);
}

export const runName = (n: number): string => `run-${String(n).padStart(3, '0')}`;

/** The run that was on at a moment. */
export const runAt = (hearing: Pick<Hearing, 'sections'>, atMs: number): number =>
  Math.max(1, hearing.sections.filter((s, i) => s.recorded && !hearing.sections[i - 1]?.recorded && s.startedAtMs <= atMs).length);
