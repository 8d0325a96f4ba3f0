import { lengthText } from '../courtTime.ts';
import type { Mark, Section } from '../hearing/state.ts';
import { isMarkTemplateId } from '../markTemplates.ts';
import { oneLine, row } from '../officialText.ts';
import type { DemandRule } from '../../rules/schema/ruleFile.ts';
import { holds } from '../../rules/schema/when.ts';
import { demandText } from '../procedure/demands.ts';
import { hearingFacts } from '../procedure/facts.ts';
import { words } from '../words.ts';
import type { ProtocolScope } from './compose.ts';
import { protocolWords } from './words.ts';

interface Happening {
  atMs: number;
  text: string;
}

/** Sections and marks as they followed each other: clock, position in the recording, what. */
export function courseLines(scope: ProtocolScope): string[] {
  const { hearing, time } = scope;
  const sections = hearing.sections.map((s): Happening => ({ atMs: s.startedAtMs, text: sectionText(s, scope) }));
  const marks = hearing.marks.filter((m) => m.withdrawn === null).map((m): Happening => ({ atMs: m.atMs, text: markText(m, scope) }));
  return [...sections, ...marks, ...answered(scope), ...unrecorded(scope)]
    .toSorted((a, b) => a.atMs - b.atMs)
    .map(({ atMs, text }) => row(time.second(atMs), position(atMs, hearing.zeroUtcMs), text));
}

/** What was asked at a decision because an order demands it, and what was answered. */
function answered({ hearing, language, orders, time }: ProtocolScope): Happening[] {
  const demands = new Map(orders.flatMap((file) => file.demands.map((demand): [string, DemandRule] => [`${file.id}/${demand.id}`, demand])));
  return hearing.steps.flatMap(({ step, values, atMs }) => {
    const demand = demands.get(step);
    return demand ? [{ atMs, text: demandText(demand, values, hearing, language, time) }] : [];
  });
}

/** Why a hearing was never recorded, when an order says that it is not to be (CPC-281). */
function unrecorded({ hearing, language, orders }: ProtocolScope): Happening[] {
  if (hearing.sections.length > 0) return [];
  const facts = hearingFacts(hearing);
  const atMs = hearing.steps.at(-1)?.atMs ?? hearing.schedule.startsAtMs;
  return orders.flatMap(({ demands }) => demands)
    .filter(({ on, effect, when }) => on === 'open' && effect === 'no_recording' && (!when || holds(when, facts)))
    .map(({ text }) => ({ atMs, text: text[language] }));
}

/** Of a moment, in the recording; a dash before there was one. */
export const position = (atMs: number, zeroUtcMs: number | null): string =>
  zeroUtcMs === null || atMs < zeroUtcMs ? '–' : lengthText(atMs - zeroUtcMs);

/** Unrecorded time always bears its explanation (K336-5). */
export function sectionText(section: Section, { language }: ProtocolScope): string {
  const t = protocolWords[language];
  const reason = oneLine(section.reason);
  const recorded = section.recorded ? t.recordedOn : t.notRecorded;
  return `— ${words.sectionKind[section.kind][language]} (${recorded}${reason ? `; ${t.reason}: ${reason}` : ''})`;
}

/** An edited mark in its last text. */
export function markText(mark: Mark, { language }: ProtocolScope): string {
  const label = isMarkTemplateId(mark.template) ? words.marks[mark.template][language] : mark.template;
  const text = oneLine(mark.text);
  return text ? `${label}: ${text}` : label;
}
