import { packetMs } from '../../conference/soundPackets.ts';
import { remoteCaptureId, remotePictureId } from '../hall.ts';
import type { Hearing } from '../hearing/state.ts';
import { recordedSpans, type Span } from '../timeline.ts';
import type { Track } from '../tracks.ts';
import { remoteOf } from './remote.ts';

/** When somebody's sound, and by the court's orders their picture, is part of the record: while they are let in and the hearing is recorded; neither in a deliberation nor in the waiting room nor in a confidential talk. UTC. */
export function soundSpans(hearing: Pick<Hearing, 'sections' | 'remotes'>, participantId: string, nowMs: number): Span[] {
  const recorded = recordedSpans(hearing.sections, nowMs);
  const { admitted, talks } = remoteOf(hearing, participantId);
  const spans = admitted.flatMap(({ fromMs, toMs }) =>
    recorded.map((span) => ({ fromMs: Math.max(span.fromMs, fromMs), toMs: Math.min(span.toMs, toMs ?? nowMs) })).filter((span) => span.toMs > span.fromMs));
  return without(spans, talks.map(({ fromMs, toMs }) => ({ fromMs: fromMs - packetMs, toMs: toMs ?? Infinity }))); // a packet that reaches into it is not taken
}

/** What of these spans is in none of those. */
export const without = (spans: readonly Span[], taken: readonly Span[]): Span[] =>
  taken.reduce<Span[]>((left, hole) => left.flatMap((span) => [
    { fromMs: span.fromMs, toMs: Math.min(span.toMs, hole.fromMs) }, { fromMs: Math.max(span.fromMs, hole.toMs), toMs: span.toMs },
  ].filter(({ fromMs, toMs }) => toMs > fromMs)), [...spans]);

/** Everybody whose own sound was kept has a track of their own, under their name, and so has everybody whose picture was. */
export const remoteTracks = ({ remotes, schedule }: Pick<Hearing, 'remotes' | 'schedule'>): Track[] =>
  schedule.participants.flatMap(({ id, name: label }): Track[] => {
    const { soundSinceMs, pictureSinceMs } = remoteOf({ remotes }, id);
    const [sound, picture] = [remoteCaptureId(id), remotePictureId(id)];
    return [
      ...(soundSinceMs === null ? [] : [{ trackId: sound, captureId: sound, stream: 0, kind: 'audio', label } as const]),
      ...(pictureSinceMs === null ? [] : [{ trackId: picture, captureId: picture, stream: 0, kind: 'video', label } as const]),
    ];
  });

/** As they are sealed: those of the hall are there whenever the hearing is recorded, those of people elsewhere while they were let in. */
export const sealedTracks = (hearing: Pick<Hearing, 'sections' | 'remotes'>, tracks: readonly Track[]): Track[] => tracks.map((track) => {
  const remote = hearing.remotes.find(({ participantId }) => [remoteCaptureId(participantId), remotePictureId(participantId)].includes(track.captureId));
  return remote ? { ...track, wanted: soundSpans(hearing, remote.participantId, 0) } : track;
});

/** Is this person a track of their own? Not a protected one: it would tell the voice, and show the face, that nobody is to know. */
export const mayBeKept = ({ schedule }: Pick<Hearing, 'schedule'>, participantId: string): boolean =>
  schedule.participants.some(({ id, attendance, isProtected }) => id === participantId && attendance !== 'hall' && isProtected !== true);
