import type { FactName, Facts, FactValue } from '../../rules/schema/facts.ts';
import { dayOf, type Day } from '../calendar/day.ts';
import type { ZoneOffset } from '../courtTime.ts';
import type { Hearing, StepRecord } from '../hearing/state.ts';
import { isClosedToPublic } from '../hearing/transitions.ts';
import type { Participant } from '../schedule.ts';
import { isFact } from './factWords.ts';

/** What was found out with steps, the newest last: it counts. */
const found = (records: readonly StepRecord[]): Partial<Record<FactName, FactValue>> =>
  Object.fromEntries(records.flatMap(({ values }) => Object.entries(values).filter(([name]) => isFact(name))));

/** What rules may ask about this hearing. `hall`: what is known of the hall and those beside it. */
export function hearingFacts({ schedule, phase, steps }: Hearing, hall: Facts = {}): Facts {
  const ways = new Set(schedule.participants.map(({ attendance }) => attendance));
  return {
    ...hall,
    'hearing.side': schedule.side ?? 'hearing_court',
    'hearing.proceedings': schedule.proceedings,
    'hearing.instance': schedule.instance,
    'hearing.remote': ways.has('court') || ways.has('institution') || ways.has('own_device'),
    'hearing.remoteFromCourtOrInstitution': ways.has('court') || ways.has('institution'),
    'hearing.remoteOnOwnDevice': ways.has('own_device'),
    'hearing.isClosed': isClosedToPublic(phase),
    ...found(steps.filter(({ participantId }) => participantId === null)),
  };
}

/** Full years on a day. */
export function ageOn(birthDate: Day, day: Day): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** What rules may ask about one of its participants, besides what they ask of the hearing. */
export function participantFacts(hearing: Hearing, participant: Participant, offset: ZoneOffset): Facts {
  const { schedule, steps } = hearing;
  return {
    'participant.way': participant.attendance,
    'participant.role': participant.role,
    'participant.age': participant.birthDate === undefined ? null : ageOn(participant.birthDate, dayOf(schedule.startsAtMs, offset)),
    'participant.petitioned': participant.petition !== undefined,
    'participant.hasRepresentative': schedule.participants.some(({ role, forParticipantId }) => role === 'representative' && forParticipantId === participant.id),
    ...found(steps.filter(({ participantId }) => participantId === participant.id)),
  };
}
