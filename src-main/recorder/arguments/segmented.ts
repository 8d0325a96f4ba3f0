import { seconds, type ArgumentContext } from './context.ts';
import type { TeeOptions } from './tee.ts';

/** Relative: the capture runs inside its own folder, so that no character of the folder's path can matter. */
export const segmentPattern = '%05d.mkv';

/** A killed capture has lost at most its last cluster, because each is written at once. The names are ffmpeg's. */
const matroska: TeeOptions = [['cluster_time_limit', '100'], ['flush_packets', '1']];

/**
 * Cut by the wall clock, so that all captures are cut at the same moments. Cutting by position would
 * make a restarted capture cut at every key frame: the muxer counts its segments from zero.
 */
const common = (context: Pick<ArgumentContext, 'segmentMs' | 'firstIndex'>): [string, string][] => [
  ['segment_time', seconds(context.segmentMs)],
  ['segment_atclocktime', '1'],
  ['reset_timestamps', '0'],
  ['segment_format', 'matroska'],
  ['segment_start_number', String(context.firstIndex)],
];

/** The segment muxer as one place of a tee. */
export const segmentTeeOptions = (context: ArgumentContext): TeeOptions =>
  [['f', 'segment'], ...common(context), ['segment_format_options', matroska]];

/** The segment muxer as an output of its own. */
export const segmentOutput = (context: ArgumentContext): string[] => [
  '-f', 'segment',
  ...common(context).flatMap(([name, value]) => [`-${name}`, value]),
  '-segment_format_options', matroska.map(([name, value]) => `${name}=${String(value)}`).join(':'),
  segmentPattern,
];
