import type { Hearing, Section, SectionKind } from './hearing/state.ts';
import { capturesOf, type Track } from './tracks.ts';

/** The hearing's one timeline: positions are milliseconds from `zeroUtcMs`; spans are `[fromMs, toMs)`. */
export interface Span {
  fromMs: number;
  toMs: number;
}

const lengthMs = (span: Span): number => span.toMs - span.fromMs;

/** Position of a moment; null while nothing has been recorded. */
export const positionAt = (hearing: Pick<Hearing, 'zeroUtcMs'>, utcMs: number): number | null =>
  hearing.zeroUtcMs === null ? null : utcMs - hearing.zeroUtcMs;

/** The section a moment belongs to; the last one goes on while it is open. */
export const sectionAt = (sections: readonly Section[], utcMs: number): Section | null =>
  sections.find((s) => s.startedAtMs <= utcMs && utcMs < (s.endedAtMs ?? Infinity)) ?? null;

/** A section in UTC; an open one lasts until now. */
const spanOf = (section: Section, nowMs: number): Span =>
  ({ fromMs: section.startedAtMs, toMs: section.endedAtMs ?? Math.max(nowMs, section.startedAtMs) });

const joined = (spans: readonly Span[]): Span[] =>
  spans.toSorted((a, b) => a.fromMs - b.fromMs).reduce<Span[]>((whole, next) => {
    const last = whole.at(-1);
    if (!last || next.fromMs > last.toMs) return [...whole, { ...next }];
    last.toMs = Math.max(last.toMs, next.toMs);
    return whole;
  }, []);

/** Stretches of the hearing that are recorded without a break, in UTC: neighbouring sections become one. */
export const recordedSpans = (sections: readonly Section[], nowMs: number): Span[] =>
  joined(sections.filter((s) => s.recorded).map((s) => spanOf(s, nowMs)));

/**
 * Stretches closed to the public, in UTC: from the ruling until the court sits in public again, the breaks
 * in between included. The last one goes on while it is open.
 */
export function closedSpans(sections: readonly Section[]): Span[] {
  let closed = false;
  return joined(sections.flatMap((section) => {
    closed = section.kind === 'closed_section' || (closed && section.kind !== 'in_session');
    return closed ? [spanOf(section, Infinity)] : [];
  }));
}

const total = (spans: readonly Span[]): number => spans.reduce((sum, s) => sum + lengthMs(s), 0);

/** How much of the hearing has been recorded so far. */
export const recordedMs = (sections: readonly Section[], nowMs: number): number => total(recordedSpans(sections, nowMs));

/** Since when it has been recorded without a break; null when it is not being recorded. */
export function recordedSinceMs(sections: readonly Section[], nowMs: number): number | null {
  const current = sections.at(-1);
  if (!current || current.endedAtMs !== null || !current.recorded) return null;
  return recordedSpans(sections, nowMs).at(-1)?.fromMs ?? null;
}

const clip = (span: Span, to: Span): Span => ({ fromMs: Math.max(span.fromMs, to.fromMs), toMs: Math.min(span.toMs, to.toMs) });

export interface MediaPiece {
  captureId: string;
  /** Positions on the timeline. */
  startMs: number;
  endMs: number;
}

const spansOf = (pieces: readonly MediaPiece[], track: Pick<Track, 'captureId' | 'copies'>): Span[] => {
  const captureIds = capturesOf(track);
  return joined(pieces.filter((p) => captureIds.includes(p.captureId)).map((p) => ({ fromMs: p.startMs, toMs: p.endMs })));
};

/** How much of a track there is, whichever of its captures has it. */
export const recordedOfTrackMs = (pieces: readonly MediaPiece[], track: Pick<Track, 'captureId' | 'copies'>): number => total(spansOf(pieces, track));

export interface Coverage {
  sectionId: string;
  section: SectionKind;
  trackId: string;
  expectedMs: number;
  recordedMs: number;
}

/** Per track and recorded section: how much of the section there is media for, in any of the track's captures. */
export function coverage(hearing: Pick<Hearing, 'zeroUtcMs' | 'sections'>, pieces: readonly MediaPiece[], tracks: readonly Track[], nowMs: number): Coverage[] {
  const { zeroUtcMs } = hearing;
  if (zeroUtcMs === null) return [];
  const media = tracks.map((track) => ({ trackId: track.trackId, spans: spansOf(pieces, track) }));
  return hearing.sections.filter((s) => s.recorded).flatMap((section) => {
    const { fromMs, toMs } = spanOf(section, nowMs);
    const span = { fromMs: fromMs - zeroUtcMs, toMs: toMs - zeroUtcMs };
    return media.map(({ trackId, spans }) => {
      const recordedMs = total(spans.map((s) => clip(s, span)).filter((s) => s.toMs > s.fromMs));
      return { sectionId: section.sectionId, section: section.kind, trackId, expectedMs: lengthMs(span), recordedMs: Math.round(recordedMs) };
    });
  });
}
