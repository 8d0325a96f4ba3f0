import type { RuleFile, StepRule } from '../../rules/schema/ruleFile.ts';
import type { Hearing, Incident } from '../hearing/state.ts';
import { isOver } from '../hearing/transitions.ts';
import type { Procedure, Ruled } from './procedure.ts';

const isAbout = ({ notices, acts }: RuleFile, { subject }: Incident): boolean => [...notices, ...acts].some(({ subjects }) => subjects.includes(subject));

/** Failures that an order is about: one asks for a link that broke, another for a camera. */
export function failuresOf({ orders }: Procedure, { orderId }: Ruled<StepRule>, { incidents }: Hearing): Incident[] {
  const file = orders.find(({ id }) => id === orderId);
  return file ? incidents.filter((incident) => isAbout(file, incident)) : [];
}

/** When everybody had been told whom this order wants told of this failure; null while somebody has not. */
function toldAtMs({ notices }: Procedure, { orderId }: Ruled<StepRule>, incident: Incident): number | null {
  const demanded = notices.filter((rule) => rule.orderId === orderId && rule.fulfilledBy === 'notice' && rule.subjects.includes(incident.subject));
  const told = demanded.map(({ key }) => incident.notices.find(({ notice }) => notice === key)?.toldAtMs ?? null);
  return latest(told);
}

/** Somebody said by when it would work again, or it does. */
const expectedAtMs = ({ expectedRestorationMs, resolved, startedAtMs }: Incident): number | null => resolved?.atMs ?? (expectedRestorationMs === null ? null : startedAtMs);

/** The hearing began or went on after it, or is over. */
function decidedAtMs({ sections, phase }: Hearing, { startedAtMs }: Incident): number | null {
  const wentOn = sections.find((section) => section.kind !== 'technical_break' && section.startedAtMs > startedAtMs);
  return wentOn?.startedAtMs ?? (isOver(phase.name) && 'atMs' in phase ? phase.atMs : null);
}

const latest = (moments: readonly (number | null)[]): number | null =>
  (moments.length > 0 && moments.every((moment) => moment !== null) ? Math.max(...moments) : null);

/** Of a step that a failure asks for: when the hearing itself shows that it was done for each. Null: it does not, or nobody can see it. */
export function failureSeenMs(procedure: Procedure, rule: Ruled<StepRule>, hearing: Hearing): number | null {
  const failures = failuresOf(procedure, rule, hearing);
  if (rule.does === 'notice') return latest(failures.map((incident) => toldAtMs(procedure, rule, incident)));
  if (rule.does === 'restoration') return latest(failures.map(expectedAtMs));
  if (rule.does === 'course') return latest(failures.map((incident) => decidedAtMs(hearing, incident)));
  const finalOf = ({ incidentId }: Incident): number | null => hearing.acts.find((act) => act.incidentId === incidentId && act.final !== null)?.final?.atMs ?? null;
  return rule.does === 'act' ? latest(failures.map(finalOf)) : null;
}
