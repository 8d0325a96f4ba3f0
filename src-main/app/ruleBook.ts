import type { CalendarYear } from '#shared/domain/calendar/workingDays.ts';
import { WorkingCalendar } from '#shared/domain/calendar/workingDays.ts';
import { procedureOf, type Procedure } from '#shared/domain/procedure/procedure.ts';
import type { Result } from '#shared/domain/result.ts';
import type { ScheduleEntry } from '#shared/domain/schedule.ts';
import { holidays } from '#shared/rules/holidays.ts';
import { rules } from '#shared/rules/index.ts';
import type { RuleFile } from '#shared/rules/schema/ruleFile.ts';
import { zoneOffsetMs } from './courtDay.ts';
import { courtTimeZone } from './settings.ts';

export const courtOffset = (utcMs: number): number => zoneOffsetMs(courtTimeZone, utcMs);

/** The rules and the calendar that this console goes by. */
export class RuleBook {
  readonly #delivered: readonly RuleFile[] = rules.ok ? rules.value : [];
  readonly #years: readonly CalendarYear[] = holidays;

  files = (): readonly RuleFile[] => this.#delivered;

  calendar = (): WorkingCalendar => new WorkingCalendar(this.#years);

  /** What the orders in force on its day demand of such a hearing. */
  procedureOf = (schedule: ScheduleEntry): Result<Procedure> => procedureOf(schedule, this.files(), courtOffset);
}
