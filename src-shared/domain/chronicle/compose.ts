import { courtTime, lengthText } from '../courtTime.ts';
import type { Incident } from '../hearing/state.ts';
import { blocks, heading, oneLine, row } from '../officialText.ts';
import { beganAtMs, caseLines, linkLines, type ProtocolInput, type ProtocolScope } from '../protocol/compose.ts';
import { position } from '../protocol/course.ts';
import { recordingLines } from '../protocol/recordingLines.ts';
import type { Participant } from '../schedule.ts';
import { words } from '../words.ts';
import { happenings, stepText } from './happenings.ts';
import { chronicleWords } from './words.ts';

/**
 * The chronicle: everything that is known of a hearing, moment by moment, with who wrote it down – also what the short
 * protocol leaves out: earlier texts, withdrawn marks, checks, notices, papers, what the machine reported.
 */
export function composeChronicle(input: ProtocolInput): { title: string; text: string } {
  const t = chronicleWords[input.language];
  const scope: ProtocolScope = { ...input, time: courtTime(input.language, input.offset) };
  const { hearing } = input;
  const text = blocks(
    hearing.demo ? [heading(t.demo)] : [],
    [heading(t.title)],
    [row(oneLine(hearing.schedule.court), scope.time.longDate(beganAtMs(hearing)))],
    caseLines(scope),
    [heading(t.participants), ...hearing.schedule.participants.flatMap((participant) => participantLines(participant, scope))],
    [heading(t.remote), ...remoteLines(scope)],
    [heading(t.course), ...courseLines(scope)],
    [heading(t.recording), ...recordingLines(scope)],
  );
  return { title: t.title, text };
}

function participantLines({ id, name, role, attendance, place }: Participant, scope: ProtocolScope): string[] {
  const { hearing, language } = scope;
  const checks = hearing.steps.filter(({ participantId }) => participantId === id).map((record) => `– ${scope.time.second(record.atMs)} ${stepText(record, scope)}`);
  const where = [words.attendance[attendance][language], oneLine(place?.name ?? '')].filter((word) => word !== '').join(', ');
  return [row(words.participantRole[role][language], oneLine(name), where), ...(checks.length > 0 ? checks : [`– ${chronicleWords[language].notChecked}`])];
}

const isLink = ({ subject }: Incident): boolean => subject === 'videoconference' || subject === 'network';

/** Who took part from where, and when the link was not there. */
function remoteLines(scope: ProtocolScope): string[] {
  const { hearing, language, time } = scope;
  const t = chronicleWords[language];
  const remote = hearing.schedule.participants.filter(({ attendance }) => attendance !== 'hall');
  if (remote.length === 0) return [t.nobodyRemote];
  const interruptions = hearing.incidents.filter(isLink).map(({ startedAtMs, resolved, note }) => {
    const until = resolved ? `${time.second(resolved.atMs)} (${lengthText(resolved.atMs - startedAtMs)})` : '…';
    return row(t.interrupted, `${time.second(startedAtMs)} – ${until}`, oneLine(note));
  });
  return [...remote.flatMap(({ id, name, attendance, place }) => [row(oneLine(name), words.attendance[attendance][language], oneLine(place?.name ?? '')), ...linkLines(id, name, scope)]), ...interruptions];
}

const courseLines = (scope: ProtocolScope): string[] => happenings(scope).map(({ atMs, text, by }) =>
  row(scope.time.second(atMs), position(atMs, scope.hearing.zeroUtcMs), by === '' ? text : `${text} [${oneLine(by)}]`));
