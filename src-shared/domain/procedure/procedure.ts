import { cite } from '../../rules/index.ts';
import { inForceOn } from '../../rules/editions.ts';
import type { ConditionRule, DemandRule, NoticeRule, RuleFile, StepRule } from '../../rules/schema/ruleFile.ts';
import { dayOf } from '../calendar/day.ts';
import type { ZoneOffset } from '../courtTime.ts';
import { ok, type Result } from '../result.ts';
import type { ScheduleEntry } from '../schedule.ts';

/** A rule with where it stands. */
export type Ruled<T> = T & {
  /** Told apart from rules of the same name in other orders; the same in every edition: `civil-k7/application`. */
  key: string;
  orderId: string;
  /** What it implements: `K7-12`. */
  requirements: string[];
  /** The same as people are shown it: of an order whose clauses are another's, the order alone. */
  shown: string[];
  /** As it may be cited in a document. */
  citation: { kk: string; ru: string };
};

/** Everything that the orders in force demand of one hearing. */
export interface Procedure {
  steps: Ruled<StepRule>[];
  conditions: Ruled<ConditionRule>[];
  demands: Ruled<DemandRule>[];
  notices: Ruled<NoticeRule>[];
  statements: Ruled<RuleFile['protocol'][number]>[];
  documents: Ruled<RuleFile['documents'][number]>[];
  /** The editions in force on the hearing's day. */
  orders: readonly RuleFile[];
  /** Orders of which only an edition later than the hearing's day is known. */
  takenFromLater: readonly RuleFile[];
}

const requirementsOf = ({ order }: RuleFile, { clauses }: { clauses: string[] }): string[] => clauses.map((clause) => `${order.prefix}-${clause}`);

const ruled = <T extends { id: string; clauses: string[] }>(files: readonly RuleFile[], rules: (file: RuleFile) => readonly T[]): Ruled<T>[] =>
  files.flatMap((file) => rules(file).map((rule) => ({
    ...rule,
    key: `${file.id}/${rule.id}`,
    orderId: file.id,
    requirements: requirementsOf(file, rule),
    shown: file.order.clausesAreItsOwn || rule.clauses.length === 0 ? requirementsOf(file, rule) : [`№ ${file.order.number.split('/').at(-1) ?? ''}`],
    citation: { kk: cite(file, rule.clauses, 'kk'), ru: cite(file, rule.clauses, 'ru') },
  })));

/** By the edition of each order in force on the hearing's day at the court. */
export function procedureOf(schedule: ScheduleEntry, files: readonly RuleFile[], offset: ZoneOffset): Result<Procedure> {
  const inForce = inForceOn(dayOf(schedule.startsAtMs, offset), schedule.proceedings, files);
  if (!inForce.ok) return inForce;
  const { files: orders, takenFromLater } = inForce.value;
  return ok({
    steps: ruled(orders, (file) => file.steps), conditions: ruled(orders, (file) => file.conditions), demands: ruled(orders, (file) => file.demands),
    notices: ruled(orders, (file) => file.notices), statements: ruled(orders, (file) => file.protocol), documents: ruled(orders, (file) => file.documents),
    orders, takenFromLater,
  });
}
