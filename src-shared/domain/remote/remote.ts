import type { Way } from '../../conference/quality/figures.ts';
import type { Part, QualityReason } from '../../conference/quality/verdict.ts';

/** A stretch of time, UTC ms; `toMs` null while it lasts. */
export interface Span {
  fromMs: number;
  toMs: number | null;
}

/** What was wrong with picture or sound, and what was measured of it then. */
export interface Degradation {
  way: Way;
  part: Part;
  grade: 'weak' | 'unfit';
  reason: QualityReason;
  figures: { kbit: number | null; lossPercent: number | null; roundTripMs: number | null; frameRate: number | null };
}

/** Somebody who takes part from elsewhere, as far as their connection goes. Spans are in order and do not overlap. */
export interface Remote {
  participantId: string;
  /** What lets them in (K7-15(4)); the password is theirs alone. Null: nothing does, or not any more. */
  invitation: { login: string; fromMs: number; untilMs: number; issuedAtMs: number } | null;
  /** Their last invitation was ended by the court, and no other was issued: whatever their page does, they are not let near. */
  barred: boolean;
  /** Connected with the court, be it in the waiting room. */
  here: Span[];
  /** Let into the hearing by the court's word. */
  admitted: Span[];
  /** Their microphone was switched off by order of the court (K7-28-1). */
  muted: boolean;
  /** Let in, and the link was cut. */
  cuts: Span[];
  /** Let in and connected, and picture or sound was not good; of one of them in one direction the spans do not overlap. */
  degraded: (Span & Degradation)[];
  /** Since when what their own page keeps of their sound is part of the record, a track of its own; null: it is not. */
  soundSinceMs: number | null;
  /** Since when their picture, as it arrives, is part of the record; null: it is not. */
  pictureSinceMs: number | null;
  /** Stretches of their sound that were there only after the link had come back. */
  lateSound: LateSound[];
  /** Confidential talks of a defender with their client: nothing of them is heard, seen or kept by the court. */
  talks: (Span & { withIds: string[] })[];
  /** An interpreter who is heard by these alone; before and after by everybody. */
  interpreting: (Span & { forIds: string[] })[];
}

/** By the court's word, because somebody left, or because everything that goes out of the hall stopped. */
export const talkEnds = ['ordered', 'left', 'stopped'] as const;
export type TalkEnd = (typeof talkEnds)[number];

export interface LateSound {
  fromMs: number;
  untilMs: number;
  arrivedAtMs: number;
}

export const isOpen = (spans: readonly Span[]): boolean => spans.at(-1)?.toMs === null;

/** The stretch that lasts; null when none does. */
export const lasting = <S extends Span>(spans: readonly S[]): S | null => spans.find(({ toMs }) => toMs === null) ?? null;

export const remoteOf = ({ remotes }: { remotes: readonly Remote[] }, participantId: string): Remote =>
  remotes.find((remote) => remote.participantId === participantId)
  ?? { participantId, invitation: null, barred: false, here: [], admitted: [], muted: false, cuts: [], degraded: [], soundSinceMs: null, pictureSinceMs: null, lateSound: [], talks: [], interpreting: [] };

/** What is wrong with this part in this direction now. */
export const badNow = ({ degraded }: Remote, { way, part }: Pick<Degradation, 'way' | 'part'>): (Span & Degradation) | undefined =>
  degraded.find((span) => span.toMs === null && span.way === way && span.part === part);
