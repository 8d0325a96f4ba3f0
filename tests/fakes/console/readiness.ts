import type { Handlers } from '#main/app/caller.ts';
import { readinessHandlers } from '#main/app/handlers/readiness.ts';
import type { LastReadiness } from '#main/app/settings.ts';
import { appError } from '#shared/domain/errors.ts';
import { judgeReadiness, type DeviceMeasured } from '#shared/domain/readiness/judge.ts';
import { err, ok } from '#shared/domain/result.ts';
import { hall } from './data.ts';
import type { Memory } from './memory.ts';
import type { Weather } from './status.ts';

const fine: DeviceMeasured = { missing: null, conditions: [], fps: 25, peakDb: -14.2 };

/** A hall as the weather has it, judged by the real judge; nothing is recorded. */
export function readinessOver(memory: Memory, weather: Weather): Handlers<'readiness.get' | 'readiness.check' | 'readiness.pattern'> & { isCheckedToday: () => Promise<boolean> } {
  let last: LastReadiness | null = null;
  const isCheckedToday = async () => last !== null;
  const hallCheck: Parameters<typeof readinessHandlers>[0]['hallCheck'] = {
    notHeard: () => null, last: async () => last, isCheckedToday,
    check: async ({ hearingId, plannedHours, monitorsSeen }, by) => {
      const hearing = memory.hearings.get(hearingId);
      if (!hearing) return err(appError('hearing.not_found'));
      const devices = Object.fromEntries([...hall.cameras, ...hall.microphones].map(({ id }) => [id, weather.lost.some((lost) => lost.includes(id)) ? { ...fine, missing: 'gone' } : fine]));
      const readBackMs = Object.fromEntries(['audio', ...hall.cameras.map(({ id }) => id)].map((id) => [id, 7900]));
      const items = judgeReadiness({
        hall, trial: { lengthMs: 8000, devices, readBackMs, damagedFiles: 0 }, hoursLeft: 312.4, plannedHours,
        line: { serverAheadMs: 40, roundTripMs: 12, upMbit: 48.3 }, monitorsSeen,
      });
      last = { hearingId, caseNumber: hearing.schedule.caseNumber, atMs: Date.now(), by: by.name, items };
      return ok({ items });
    },
  };
  return { ...readinessHandlers({ hallCheck, status: { showPattern: (untilMs) => { weather.patternUntilMs = untilMs; } }, clock: { nowMs: Date.now } }), isCheckedToday };
}
