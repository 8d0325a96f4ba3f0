import { lengthText, type CourtTime } from './courtTime.ts';
import type { Gap } from './hearing/state.ts';
import { oneLine } from './officialText.ts';
import type { Track } from './tracks.ts';

/** Gaps that touch `[fromMs, untilMs]`; one that lasts touches everything after its beginning. */
export const gapsDuring = (gaps: readonly Gap[], fromMs: number, untilMs: number): Gap[] =>
  gaps.filter((g) => g.fromMs <= untilMs && (g.toMs ?? Infinity) >= fromMs);

/** A device under the name people know; the id when the hall no longer has it. */
export const deviceLabel = (tracks: readonly Track[], deviceId: string): string =>
  oneLine(tracks.find((t) => t.trackId === deviceId)?.label ?? deviceId);

/** A gap of one microphone alone goes by its own id, not by the capture of all of them. */
const captureLabel = (tracks: readonly Track[], captureId: string): string =>
  tracks.filter((t) => t.captureId === captureId || t.trackId === captureId).map((t) => oneLine(t.label)).join(', ') || captureId;

/** One gap in a document: which tracks, from when to when, how long, why. */
export function gapLine(gap: Gap, tracks: readonly Track[], time: CourtTime, lasting: string): string {
  const until = gap.toMs === null ? lasting : `${time.second(gap.toMs)} (${lengthText(gap.toMs - gap.fromMs)})`;
  return `${captureLabel(tracks, gap.captureId)}: ${time.second(gap.fromMs)} – ${until}; ${oneLine(gap.cause)}`;
}
