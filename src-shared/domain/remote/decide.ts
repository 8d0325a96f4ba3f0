import { appError } from '../errors.ts';
import type { DecideContext, HearingCommand } from '../hearing/commands.ts';
import type { HearingEvent } from '../hearing/events.ts';
import type { Hearing } from '../hearing/state.ts';
import { isOver } from '../hearing/transitions.ts';
import { err, ok, type Result } from '../result.ts';
import { confide, interpret, mayConnect, onlyTalks, talkOver } from './channels.ts';
import { badNow, isOpen, remoteOf, type Remote } from './remote.ts';

type Decision = Result<HearingEvent[]>;

export type RemoteCommand = Extract<HearingCommand, {
  type: 'keepInvitation' | 'endInvitation' | 'arrive' | 'leave' | 'admit' | 'sendOut' | 'mute' | 'cutLink' | 'restoreLink'
  | 'degradeLink' | 'recoverLink' | 'beginSound' | 'beginPicture' | 'noteLateSound' | 'confide' | 'endTalk' | 'interpret';
}>;

/** Who takes part from elsewhere: invited, there, let in, cut off and back. An empty answer: it is so already. */
export function decideRemote(h: Hearing, c: RemoteCommand, { nowMs }: DecideContext): Decision {
  const { participantId } = c;
  const person = h.schedule.participants.find(({ id }) => id === participantId);
  if (!person || !mayConnect(person)) return err(appError('conference.not_remote', { field: 'participantId' }));
  if (isOver(h.phase.name) && !(isOfRecord(c) && h.phase.name === 'closed')) return err(appError('hearing.illegal_command', { params: { command: c.type, from: h.phase.name } }));
  const remote = remoteOf(h, participantId);
  const unless = (already: boolean, event: HearingEvent): Decision => ok(already ? [] : [event]);
  const isIn = isOpen(remote.admitted);
  switch (c.type) {
    case 'keepInvitation': return ok([{ type: 'invitationKept', participantId, login: c.login, fromMs: c.fromMs, untilMs: c.untilMs, atMs: nowMs }]);
    case 'endInvitation': return ok([
      ...talkOver(remote, 'left', nowMs),
      ...(isIn ? [{ type: 'remoteSentOut', participantId, atMs: nowMs } as const] : []),
      ...(remote.invitation ? [{ type: 'invitationEnded', participantId, login: remote.invitation.login, why: c.why, atMs: nowMs } as const] : []),
    ]);
    case 'mute': return unless(remote.muted === c.muted, { type: 'remoteMuted', participantId, muted: c.muted, atMs: nowMs });
    case 'arrive': return unless(isOpen(remote.here), { type: 'remoteArrived', participantId, atMs: nowMs });
    case 'leave': return isOpen(remote.here) ? ok([...talkOver(remote, 'left', nowMs), { type: 'remoteLeft', participantId, atMs: nowMs }]) : ok([]);
    case 'admit': return onlyTalks(person) ? err(appError('conference.only_talks', { field: 'participantId' })) : isOpen(remote.here) ? unless(isIn, { type: 'remoteAdmitted', participantId, atMs: nowMs }) : err(appError('conference.not_here', { field: 'participantId' }));
    case 'sendOut': return isIn ? ok([...talkOver(remote, 'left', nowMs), { type: 'remoteSentOut', participantId, atMs: nowMs }]) : ok([]);
    case 'confide': return confide(h, c, nowMs);
    case 'endTalk': return ok(talkOver(remote, c.why, nowMs));
    case 'interpret': return interpret(h, c, nowMs);
    case 'cutLink': return unless(!isIn || isOpen(remote.cuts), { type: 'linkCut', participantId, fromMs: Math.min(c.fromMs, nowMs) });
    case 'beginSound': return unless(remote.soundSinceMs !== null, { type: 'remoteSoundBegan', participantId, atMs: c.atMs });
    case 'beginPicture': return unless(remote.pictureSinceMs !== null, { type: 'remotePictureBegan', participantId, atMs: c.atMs });
    case 'noteLateSound': return ok([{ type: 'remoteSoundArrivedLate', participantId, fromMs: c.fromMs, untilMs: c.untilMs, atMs: nowMs }]);
    case 'degradeLink': return degraded(remote, c, nowMs);
    case 'recoverLink': return unless(!badNow(remote, c), { type: 'linkRecovered', participantId, way: c.way, part: c.part, atMs: nowMs });
    default: return unless(!isOpen(remote.cuts), { type: 'linkRestored', participantId, atMs: nowMs });
  }
}

/** What was said and shown before the end may arrive after it. */
const isOfRecord = ({ type }: RemoteCommand): boolean => type === 'beginSound' || type === 'beginPicture' || type === 'noteLateSound';

/** Of who is not in the hearing, or cut off from it, it is of no matter. */
function degraded(remote: Remote, { participantId, degradation, fromMs }: Extract<RemoteCommand, { type: 'degradeLink' }>, nowMs: number): Decision {
  const now = badNow(remote, degradation);
  if (!isOpen(remote.admitted) || isOpen(remote.cuts) || (now?.grade === degradation.grade && now.reason === degradation.reason)) return ok([]);
  return ok([{ type: 'linkDegraded', participantId, degradation, fromMs: Math.min(fromMs, nowMs) }]);
}
