import { appError } from '../domain/errors.ts';
import type { Day } from '../domain/calendar/day.ts';
import type { ProceedingsKind } from '../domain/schedule.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { RuleFile } from './schema/ruleFile.ts';

/** By what a hearing is judged, and what had to be done without. */
export interface InForce {
  files: readonly RuleFile[];
  /** Orders of which only a later edition is known: it was taken instead of the one of that day. */
  takenFromLater: readonly RuleFile[];
}

const byDay = (a: RuleFile, b: RuleFile): number => a.order.inForceFrom.localeCompare(b.order.inForceFrom);

/** Of every order for this kind of proceedings the edition that is in force on this day. */
export function inForceOn(day: Day, proceedings: ProceedingsKind, files: readonly RuleFile[]): Result<InForce> {
  const orders = [...Map.groupBy(files.filter((file) => file.proceedings.includes(proceedings)), ({ id }) => id).values()];
  if (orders.length === 0) return err(appError('rules.no_edition', { params: { proceedings, day } }));
  const chosen = orders.map((editions) => {
    const sorted = editions.toSorted(byDay);
    return { file: sorted.findLast(({ order }) => order.inForceFrom <= day), earliest: sorted[0] };
  });
  return ok({
    files: chosen.flatMap(({ file, earliest }) => file ?? earliest ?? []),
    takenFromLater: chosen.flatMap(({ file, earliest }) => (file || !earliest ? [] : [earliest])),
  });
}
