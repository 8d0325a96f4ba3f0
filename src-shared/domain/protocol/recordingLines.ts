import { statementCitation } from '../../rules/index.ts';
import { lengthText } from '../courtTime.ts';
import type { ErrorCode } from '../errors.ts';
import { gapLine } from '../gaps.ts';
import type { Section } from '../hearing/state.ts';
import { oneLine, row } from '../officialText.ts';
import { recordedMs } from '../timeline.ts';
import { words } from '../words.ts';
import type { ProtocolScope } from './compose.ts';
import { protocolWords } from './words.ts';

const damagedSegment: ErrorCode = 'recorder.segment_damaged';

/** What identifies the recording, how much of the hearing it holds, and why it does not hold the rest. */
export function recordingLines(scope: ProtocolScope): string[] {
  const { hearing, language, orders, time, nowMs } = scope;
  const t = protocolWords[language];
  if (hearing.zeroUtcMs === null) return [row(t.basis, statementCitation(orders, 'recorded', language)), t.nothingRecorded];
  const losses = lossLines(scope);
  return [
    row(t.basis, statementCitation(orders, 'recorded', language)),
    row(t.identity, hearing.hearingId),
    row(t.zero, `${time.shortDate(hearing.zeroUtcMs)} ${time.second(hearing.zeroUtcMs)}`),
    row(t.recorded, lengthText(recordedMs(hearing.sections, nowMs))),
    ...hearing.sections.filter((s) => !s.recorded).map((s) => row(t.unrecorded, unrecorded(s, scope))),
    ...(losses.length > 0 ? losses : [t.noGaps]),
    t.sealedLater,
  ];
}

/** Everything known to be missing from the recording; only when there is nothing may the protocol say so. */
function lossLines({ hearing, language, time, tracks }: ProtocolScope): string[] {
  const t = protocolWords[language];
  const damaged = hearing.faults.filter((f) => f.code === damagedSegment).length;
  return [
    ...hearing.gaps.map((gap) => row(t.gap, gapLine(gap, tracks, time, t.lasting))),
    ...(damaged > 0 ? [row(t.damaged, String(damaged))] : []),
  ];
}

function unrecorded(section: Section, { language, time }: ProtocolScope): string {
  const t = protocolWords[language];
  const until = section.endedAtMs === null ? t.lasting : `${time.second(section.endedAtMs)} (${lengthText(section.endedAtMs - section.startedAtMs)})`;
  const reason = oneLine(section.reason);
  return `${time.second(section.startedAtMs)} – ${until}: ${words.sectionKind[section.kind][language].toLowerCase()}${reason ? `, ${reason}` : ''}`;
}
