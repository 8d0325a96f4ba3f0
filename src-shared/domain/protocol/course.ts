import { lengthText } from '../courtTime.ts';
import type { Mark, Section } from '../hearing/state.ts';
import { isMarkTemplateId } from '../markTemplates.ts';
import { oneLine, row } from '../officialText.ts';
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
  return [...sections, ...marks]
    .toSorted((a, b) => a.atMs - b.atMs)
    .map(({ atMs, text }) => row(time.second(atMs), position(atMs, hearing.zeroUtcMs), text));
}

const position = (atMs: number, zeroUtcMs: number | null): string =>
  zeroUtcMs === null || atMs < zeroUtcMs ? '–' : lengthText(atMs - zeroUtcMs);

/** Unrecorded time always bears its explanation (K336-5). */
function sectionText(section: Section, { language }: ProtocolScope): string {
  const t = protocolWords[language];
  const reason = oneLine(section.reason);
  const recorded = section.recorded ? t.recordedOn : t.notRecorded;
  return `— ${words.sectionKind[section.kind][language]} (${recorded}${reason ? `; ${t.reason}: ${reason}` : ''})`;
}

/** An edited mark in its last text. */
function markText(mark: Mark, { language }: ProtocolScope): string {
  const label = isMarkTemplateId(mark.template) ? words.marks[mark.template][language] : mark.template;
  const text = oneLine(mark.text);
  return text ? `${label}: ${text}` : label;
}
