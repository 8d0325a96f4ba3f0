import type { NoticeRule } from '../../rules/schema/ruleFile.ts';
import { actWords } from '../act/words.ts';
import type { Actor } from '../actor.ts';
import { courtTime, type ZoneOffset } from '../courtTime.ts';
import { deviceLabel } from '../gaps.ts';
import type { Hearing, Incident, Language } from '../hearing/state.ts';
import { blocks, heading, oneLine } from '../officialText.ts';
import type { Track } from '../tracks.ts';
import { words } from '../words.ts';
import type { Link } from './chain.ts';
import { demoWord, mailWords } from './mailWords.ts';

export interface MailTextInput {
  hearing: Hearing;
  incident: Incident;
  link: Pick<Link, 'rule' | 'deadline'>;
  /** Names of the hall's devices. */
  tracks: readonly Track[];
  offset: ZoneOffset;
  by: Actor;
}

/** A message of the console's own goes out only: that the Department has confirmed a cause comes in, and an act is no message. */
export const isToldByMail = ({ fulfilledBy, to }: NoticeRule): boolean => fulfilledBy === 'notice' && !to.includes('secretary');

/** What a link of the chain says by e-mail, in both languages, from what is known; to be changed before it goes. */
export function composeMail(input: MailTextInput): { subject: string; text: string } {
  const { caseNumber, hall } = input.hearing.schedule;
  const subject = `${mailWords.kk.subject} / ${mailWords.ru.subject} – ${oneLine(hall)}, № ${oneLine(caseNumber)}`;
  return {
    subject: input.hearing.demo ? `${demoWord} – ${subject}` : subject,
    text: blocks(...inLanguage(input, 'kk'), ...inLanguage(input, 'ru')),
  };
}

const inLanguage = (input: MailTextInput, language: Language): (readonly string[])[] => [
  [...(input.hearing.demo ? [heading(mailWords[language].demo)] : []), heading(mailWords[language].title)],
  [...faultLines(input, language), ...restorationLines(input, language)],
  [...whereLines(input, language), ...whoLines(input, language)],
  [mailWords[language].confirm],
];

const line = (label: string, value: string): string => `${label}: ${value}`;

function faultLines({ incident, tracks, offset }: MailTextInput, language: Language): string[] {
  const t = actWords[language];
  const time = courtTime(language, offset);
  return [
    line(t.subject, words.incidentSubject[incident.subject][language]),
    ...(incident.deviceId === null ? [] : [line(t.device, deviceLabel(tracks, incident.deviceId))]),
    line(t.since, `${time.longDate(incident.startedAtMs)}, ${time.minute(incident.startedAtMs)}`),
    line(mailWords[language].cause, oneLine(incident.note) || mailWords[language].causeUnknown),
  ];
}

function restorationLines({ incident: { resolved, expectedRestorationMs }, offset }: MailTextInput, language: Language): string[] {
  const t = actWords[language];
  const time = courtTime(language, offset);
  if (resolved) return [line(t.restored, time.dateAndMinute(resolved.atMs)), line(t.how, oneLine(resolved.how))];
  return [line(t.expected, expectedRestorationMs === null ? mailWords[language].expectedUnknown : time.dateAndMinute(expectedRestorationMs))];
}

function whereLines({ hearing: { schedule } }: MailTextInput, language: Language): string[] {
  const t = mailWords[language];
  return [
    line(t.court, oneLine(schedule.court)),
    line(t.hall, oneLine(schedule.hall)),
    line(actWords[language].caseNumber, oneLine(schedule.caseNumber)),
    line(actWords[language].judge, oneLine(schedule.judge)),
  ];
}

/** The order says who tells; who pressed the key stands beside it where that is somebody else. */
function whoLines({ link: { rule, deadline }, by, offset }: MailTextInput, language: Language): string[] {
  const t = mailWords[language];
  const sender = by.role === 'system' ? [] : [line(t.sentBy, `${oneLine(by.name)}, ${words.userRole[by.role][language].toLowerCase()}`)];
  return [
    line(t.who, words.office[rule.from][language]),
    ...sender,
    line(actWords[language].basis, rule.citation[language]),
    ...(deadline ? [line(t.dueBy, courtTime(language, offset).dateAndMinute(deadline.dueMs))] : []),
  ];
}
