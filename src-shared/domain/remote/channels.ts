import { appError } from '../errors.ts';
import type { HearingCommand } from '../hearing/commands.ts';
import type { HearingEvent } from '../hearing/events.ts';
import type { Hearing } from '../hearing/state.ts';
import { err, ok, type Result } from '../result.ts';
import type { Participant, ParticipantRole } from '../schedule.ts';
import { isOpen, lasting, remoteOf, type Remote, type TalkEnd } from './remote.ts';

type Decision = Result<HearingEvent[]>;

const defenders: readonly ParticipantRole[] = ['defence', 'representative'];

/** Who may have a defender or a representative beside them; officials and experts speak for no one. */
const clients: readonly ParticipantRole[] = ['claimant', 'defendant', 'accused', 'victim', 'offender', 'third_party', 'witness', 'other'];

export const isClient = ({ role }: Pick<Participant, 'role'>): boolean => clients.includes(role);

export const isDefender = ({ role }: Pick<Participant, 'role'>): boolean => defenders.includes(role);

/** Who is elsewhere connects to take part; a defender in the hall does to talk with their client elsewhere, and is let in by nobody: they are there. */
export const onlyTalks = ({ role, attendance }: Pick<Participant, 'role' | 'attendance'>): boolean => attendance === 'hall' && isDefender({ role });

export const mayConnect = (person: Pick<Participant, 'role' | 'attendance'>): boolean => person.attendance !== 'hall' || onlyTalks(person);

/** Somebody is elsewhere with whom they may talk. */
export const hasClientElsewhere = (participants: readonly Participant[]): boolean => participants.some((person) => person.attendance !== 'hall' && isClient(person));

const sameIds = (some: readonly string[], others: readonly string[]): boolean => some.toSorted().join('\n') === others.toSorted().join('\n');

const isHere = (h: Hearing, id: string): boolean => isOpen(remoteOf(h, id).here);

/** A defender with their client, and whoever interprets for them; nobody else has a secret before the court. */
const isOfClient = (people: readonly Participant[]): boolean =>
  people.some(isDefender) && people.some(isClient) && people.every((person) => isDefender(person) || isClient(person) || person.role === 'interpreter');

/** All of them are connected: in the hearing, or in the waiting room. */
export function confide(h: Hearing, { participantId, withIds }: Extract<HearingCommand, { type: 'confide' }>, nowMs: number): Decision {
  const participantIds = [...new Set([participantId, ...withIds])];
  const people = h.schedule.participants.filter(({ id }) => participantIds.includes(id));
  if (!participantIds.every((id) => isHere(h, id))) return err(appError('conference.not_here', { field: 'withIds' }));
  if (!isOfClient(people)) return err(appError('conference.no_defender', { field: 'withIds' }));
  const talks = participantIds.flatMap((id) => lasting(remoteOf(h, id).talks)?.withIds.concat(id) ?? []);
  if (talks.length > 0) return sameIds([...new Set(talks)], participantIds) ? ok([]) : err(appError('conference.talks_already', { field: 'withIds' }));
  return ok([{ type: 'confidentialTalkBegan', participantIds, atMs: nowMs }]);
}

/** Of all of them: whoever stays behind alone is not left in a room that nobody hears. */
export function talkOver({ participantId, talks }: Remote, why: TalkEnd, nowMs: number): HearingEvent[] {
  const talk = lasting(talks);
  return talk ? [{ type: 'confidentialTalkEnded', participantIds: [participantId, ...talk.withIds], why, atMs: nowMs }] : [];
}

/** Simultaneously for some of those elsewhere: they have sound of their own; the hall has one for everybody. */
export function interpret(h: Hearing, { participantId, forIds }: Extract<HearingCommand, { type: 'interpret' }>, nowMs: number): Decision {
  const wanted = [...new Set(forIds)];
  const isRemote = (id: string): boolean => h.schedule.participants.some((person) => person.id === id && person.attendance !== 'hall' && id !== participantId);
  const person = h.schedule.participants.find(({ id }) => id === participantId);
  if (person?.role !== 'interpreter') return err(appError('conference.no_interpreter', { field: 'participantId' }));
  if (!wanted.every(isRemote)) return err(appError('conference.not_remote', { field: 'forIds' }));
  const remote = remoteOf(h, participantId);
  if (wanted.length > 0 && !isOpen(remote.admitted)) return err(appError('conference.not_here', { field: 'participantId' }));
  return sameIds(lasting(remote.interpreting)?.forIds ?? [], wanted) ? ok([]) : ok([{ type: 'interpretingChanged', participantId, forIds: wanted, atMs: nowMs }]);
}
