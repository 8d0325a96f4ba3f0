import { startOf } from '../calendar/day.ts';
import type { Deadline } from '../calendar/deadline.ts';
import { courtTime, type ZoneOffset } from '../courtTime.ts';
import type { Language } from '../hearing/state.ts';
import type { Participant, ScheduleEntry } from '../schedule.ts';
import { words } from '../words.ts';
import type { Slot } from '../../rules/schema/parts.ts';
import type { Filled, FormRule } from './form.ts';

export interface PrefillInput {
  form: FormRule;
  schedule: ScheduleEntry;
  /** The court in which this console stands. */
  ownCourt: string;
  language: Language;
  offset: ZoneOffset;
  /** By when a test session has to be held; null where no order says so. */
  testBy: Deadline | null;
}

/** Those who take part from another court or an institution. */
const elsewhere = ({ participants }: ScheduleEntry): Participant[] => participants.filter(({ attendance }) => attendance === 'court' || attendance === 'institution');

const each = (texts: readonly (string | undefined)[], separator = ', '): string => [...new Set(texts.filter((text) => text !== undefined && text.trim() !== ''))].join(separator);

/** Annex 1 asks for what they are to do, as what, and their names: to be able to take part, until a person writes something else. */
const takingPart: Record<Language, (who: string) => string> = {
  kk: (who) => `сот отырысына қатысу (${who})`,
  ru: (who) => `участия в судебном заседании (${who})`,
};

/** Everything of a form that is known already; what is not, a person fills in. */
export function prefill({ form, schedule, ownCourt, language, offset, testBy }: PrefillInput): Filled {
  const time = courtTime(language, offset);
  const at = (utcMs: number): string => `${time.longDate(utcMs)}, ${time.minute(utcMs)}`;
  const remote = elsewhere(schedule);
  const who = remote.map(({ name, role }) => `${words.participantRole[role][language].toLowerCase()} ${name}`).join(', ');
  const known: Filled = {
    court: schedule.court,
    caseNumber: schedule.caseNumber,
    place: schedule.side === 'assisting_court' ? ownCourt : each(remote.map(({ place }) => place?.name)),
    address: form.recipients.some(({ slot }) => slot === 'place') ? each(remote.map(({ place }) => place?.address), '; ') : '',
    participants: form.form === 'application' && who !== '' ? takingPart[language](who) : who,
    hearingAt: at(schedule.startsAtMs),
    testBy: testBy ? (testBy.lastDay === null ? at(testBy.dueMs) : time.longDate(startOf(testBy.lastDay, offset))) : '',
    secretary: schedule.secretary,
    hall: schedule.hall,
  };
  const recipient = form.recipients.map(({ slot, ...named }) => (slot !== undefined && known[slot]) || named[language]).join('; ');
  return Object.fromEntries(slotsOf(form, language).map((slot) => [slot, (slot === 'recipient' ? recipient : known[slot]) ?? '']));
}

/** What a person can fill in, in the order in which it stands in the form. */
export const slotsOf = (form: FormRule, language: Language): Slot[] =>
  [...new Set([...form.lines[language].join('\n').matchAll(/\{([a-z]\w*)\}/g)].map(([, slot]) => slot as Slot))].filter((slot) => slot !== 'signature' && slot !== 'confirmed');
