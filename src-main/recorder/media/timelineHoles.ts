import type { Manifest } from '#shared/domain/manifest.ts';
import { isRemotePicture } from '#shared/domain/hall.ts';
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

/** A camera elsewhere may send one frame in a second when the network carries no more. */
const pictureToleranceMs = 1000;
/** Somebody let in is recorded as soon as their page, or the next whole picture, is there. */
const remoteBeginsWithinMs = 3000;

/** What of `whole` is in none of `parts`, longer than is tolerated. */
function uncovered(whole: Span, parts: readonly Span[], toleratedMs = toleranceMs): Span[] {
  const holes: Span[] = [];
  let atMs = whole.fromMs;
  const end = { fromMs: whole.toMs, toMs: whole.toMs };
  for (const part of [...parts.toSorted((a, b) => a.fromMs - b.fromMs), end]) {
    const fromMs = Math.min(part.fromMs, whole.toMs);
    if (fromMs - atMs > toleratedMs) holes.push({ fromMs: atMs, toMs: fromMs });
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

/** When there was to be something of this track in a section, UTC. */
function wantedIn({ startedAtMs, endedAtMs }: Manifest['sections'][number], { wanted }: Manifest['tracks'][number]): Span[] {
  if (!wanted) return [{ fromMs: startedAtMs, toMs: endedAtMs }];
  return wanted.map(({ fromMs, toMs }) => ({ fromMs: Math.max(fromMs + remoteBeginsWithinMs, startedAtMs), toMs: Math.min(toMs, endedAtMs) })).filter(({ fromMs, toMs }) => toMs > fromMs);
}

/** Stretches of recorded sections in which a track has no media although it was to have some. */
export function timelineHoles(manifest: Manifest): Hole[] {
  const { zeroUtcMs, sections, tracks, segments } = manifest;
  if (zeroUtcMs === null) return [];
  return tracks.flatMap((track) => {
    const { trackId } = track;
    const captureIds = capturesOf(track);
    const toleratedMs = isRemotePicture(track.captureId) ? pictureToleranceMs : toleranceMs;
    const covered = segments.filter((s) => captureIds.includes(s.captureId)).map((s) => ({ fromMs: s.startMs, toMs: s.endMs }));
    return sections.filter((section) => section.recorded).flatMap((section) =>
      wantedIn(section, track).flatMap(({ fromMs, toMs }) => uncovered({ fromMs: fromMs - zeroUtcMs, toMs: toMs - zeroUtcMs }, covered, toleratedMs))
        .map((hole) => ({ trackId, sectionId: section.sectionId, ...hole, cause: causeOf(hole, [trackId, track.captureId], manifest, zeroUtcMs) })));
  });
}
