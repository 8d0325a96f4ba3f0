import type { HearingEvent } from '../hearing/events.ts';
import { isOpen, remoteOf, type Degradation, type Remote, type Span } from './remote.ts';

export type RemoteEvent = Extract<HearingEvent, {
  type: 'invitationKept' | 'invitationEnded' | 'remoteArrived' | 'remoteLeft' | 'remoteAdmitted' | 'remoteSentOut' | 'remoteMuted' | 'linkCut' | 'linkRestored'
  | 'linkDegraded' | 'linkRecovered' | 'remoteSoundBegan' | 'remotePictureBegan' | 'remoteSoundArrivedLate' | 'confidentialTalkBegan' | 'confidentialTalkEnded' | 'interpretingChanged';
}>;
type OfTalk = Extract<RemoteEvent, { participantIds: string[] }>;
type OfOne = Exclude<RemoteEvent, OfTalk>;

const begun = (spans: readonly Span[], fromMs: number): Span[] => (isOpen(spans) ? [...spans] : [...spans, { fromMs, toMs: null }]);
const ended = <S extends Span>(spans: readonly S[], atMs: number): S[] => spans.map((span) => (span.toMs === null ? { ...span, toMs: Math.max(atMs, span.fromMs) } : span));

/** Picture and sound of each direction get better by themselves. */
const recovered = (spans: Remote['degraded'], { way, part }: Pick<Degradation, 'way' | 'part'>, atMs: number): Remote['degraded'] =>
  spans.flatMap((span) => (span.way === way && span.part === part ? ended([span], atMs) : [span]));

/** Whoever leaves the hearing is cut off from it no longer. */
function changed(remote: Remote, e: OfOne): Remote {
  switch (e.type) {
    case 'invitationKept': return { ...remote, barred: false, invitation: { login: e.login, fromMs: e.fromMs, untilMs: e.untilMs, issuedAtMs: e.atMs } };
    case 'invitationEnded': return { ...remote, barred: true, invitation: null };
    case 'remoteArrived': return { ...remote, here: begun(remote.here, e.atMs) };
    case 'remoteLeft': return { ...remote, here: ended(remote.here, e.atMs) };
    case 'remoteAdmitted': return { ...remote, admitted: begun(remote.admitted, e.atMs) };
    case 'remoteSentOut':
      return { ...remote, admitted: ended(remote.admitted, e.atMs), cuts: ended(remote.cuts, e.atMs), degraded: ended(remote.degraded, e.atMs), interpreting: ended(remote.interpreting, e.atMs) };
    case 'interpretingChanged':
      return { ...remote, interpreting: [...ended(remote.interpreting, e.atMs), ...(e.forIds.length === 0 ? [] : [{ forIds: e.forIds, fromMs: e.atMs, toMs: null }])] };
    case 'remoteMuted': return { ...remote, muted: e.muted };
    case 'linkCut': return { ...remote, cuts: begun(remote.cuts, e.fromMs), degraded: ended(remote.degraded, e.fromMs) };
    case 'linkDegraded':
      return { ...remote, degraded: [...recovered(remote.degraded, e.degradation, e.fromMs), { ...e.degradation, fromMs: e.fromMs, toMs: null }] };
    case 'linkRecovered': return { ...remote, degraded: recovered(remote.degraded, e, e.atMs) };
    case 'remoteSoundBegan': return { ...remote, soundSinceMs: remote.soundSinceMs ?? e.atMs };
    case 'remotePictureBegan': return { ...remote, pictureSinceMs: remote.pictureSinceMs ?? e.atMs };
    case 'remoteSoundArrivedLate': return { ...remote, lateSound: [...remote.lateSound, { fromMs: e.fromMs, untilMs: e.untilMs, arrivedAtMs: e.atMs }] };
    default: return { ...remote, cuts: ended(remote.cuts, e.atMs) };
  }
}

const replaced = (remotes: readonly Remote[], remote: Remote): Remote[] => [...remotes.filter(({ participantId }) => participantId !== remote.participantId), remote];

function talked(remote: Remote, e: OfTalk): Remote {
  if (e.type === 'confidentialTalkEnded') return { ...remote, talks: ended(remote.talks, e.atMs) };
  const withIds = e.participantIds.filter((id) => id !== remote.participantId);
  return { ...remote, talks: [...ended(remote.talks, e.atMs), { withIds, fromMs: e.atMs, toMs: null }] };
}

export function evolveRemotes(remotes: readonly Remote[], e: RemoteEvent): Remote[] {
  if (!('participantIds' in e)) return replaced(remotes, changed(remoteOf({ remotes }, e.participantId), e));
  return e.participantIds.reduce<Remote[]>((all, id) => replaced(all, talked(remoteOf({ remotes: all }, id), e)), [...remotes]);
}

/** With the hearing everything ends: nobody is connected with a court that has gone home. */
export const endRemotes = (remotes: readonly Remote[], atMs: number): Remote[] => remotes.map((remote) => ({
  ...remote, invitation: null, here: ended(remote.here, atMs), admitted: ended(remote.admitted, atMs), cuts: ended(remote.cuts, atMs), degraded: ended(remote.degraded, atMs),
  talks: ended(remote.talks, atMs), interpreting: ended(remote.interpreting, atMs),
}));
