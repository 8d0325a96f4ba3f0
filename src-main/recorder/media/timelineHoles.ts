import type { Manifest } from '#shared/domain/manifest.ts';
import { capturesOf } from '#shared/domain/tracks.ts';
import type { Span } from '#shared/domain/timeline.ts';

export interface Hole {
  trackId: string;
  sectionId: string;
  /** Positions on the timeline. */
  fromMs: number;
  toMs: number;
  /** What the manifest says about it; null when it says nothing. */
  cause: string | null;
}

/** The last frame and the last packet of sound before a section ends need not reach its very end. */
const toleranceMs = 250;

/** What of `whole` is in none of `parts`, longer than the tolerance. */
function uncovered(whole: Span, parts: readonly Span[]): Span[] {
  const holes: Span[] = [];
  let atMs = whole.fromMs;
  const end = { fromMs: whole.toMs, toMs: whole.toMs };
  for (const part of [...parts.toSorted((a, b) => a.fromMs - b.fromMs), end]) {
    const fromMs = Math.min(part.fromMs, whole.toMs);
    if (fromMs - atMs > toleranceMs) holes.push({ fromMs: atMs, toMs: fromMs });
    atMs = Math.max(atMs, Math.min(part.toMs, whole.toMs));
  }
  return holes;
}

/** A hole is explained by gaps of its track (in older recordings, of its capture) that cover it, give or take the tolerance. */
function causeOf(hole: Span, ids: readonly string[], manifest: Manifest, zeroUtcMs: number): string | null {
  const gaps = manifest.gaps
    .filter((gap) => ids.includes(gap.captureId))
    .map((gap) => ({ fromMs: gap.fromMs - zeroUtcMs, toMs: gap.toMs === null ? Infinity : gap.toMs - zeroUtcMs, cause: gap.cause }));
  if (uncovered(hole, gaps).length > 0) return null;
  return gaps.filter((gap) => gap.fromMs < hole.toMs && gap.toMs > hole.fromMs).map((gap) => gap.cause).join('; ');
}

/** Stretches of recorded sections in which a track has no media. */
export function timelineHoles(manifest: Manifest): Hole[] {
  const { zeroUtcMs, sections, tracks, segments } = manifest;
  if (zeroUtcMs === null) return [];
  return tracks.flatMap((track) => {
    const { trackId } = track;
    const captureIds = capturesOf(track);
    const covered = segments.filter((s) => captureIds.includes(s.captureId)).map((s) => ({ fromMs: s.startMs, toMs: s.endMs }));
    return sections.filter((section) => section.recorded).flatMap(({ sectionId, startedAtMs, endedAtMs }) =>
      uncovered({ fromMs: startedAtMs - zeroUtcMs, toMs: endedAtMs - zeroUtcMs }, covered)
        .map((hole) => ({ trackId, sectionId, ...hole, cause: causeOf(hole, [trackId, track.captureId], manifest, zeroUtcMs) })));
  });
}
