import type { Manifest } from '#shared/domain/manifest.ts';

export interface Coverage {
  trackId: string;
  sectionId: string;
  section: string;
  expectedMs: number;
  recordedMs: number;
}

/** How much of every recorded section every track covers; positions come from the sealed manifest. */
export function coverageOf({ sections, tracks, segments, zeroUtcMs }: Manifest): Coverage[] {
  return sections.filter((s) => s.recorded).flatMap((section) => tracks.map(({ trackId, captureId }) => {
    const from = section.startedAtMs - (zeroUtcMs ?? 0);
    const to = section.endedAtMs - (zeroUtcMs ?? 0);
    const recordedMs = segments
      .filter((s) => s.captureId === captureId)
      .reduce((sum, s) => sum + Math.max(0, Math.min(s.endMs, to) - Math.max(s.startMs, from)), 0);
    return { trackId, sectionId: section.sectionId, section: section.kind, expectedMs: to - from, recordedMs: Math.round(recordedMs) };
  }));
}
