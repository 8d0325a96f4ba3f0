import { seconds, type ArgumentContext } from './context.ts';
import type { TeeOptions, TeePlace } from './tee.ts';

/** Relative: the capture runs inside its own folder, so that no character of the folder's path can matter. */
const segmentPattern = '%05d.mkv';

/** A killed capture has lost at most its last cluster, because each is written at once. Those of sound are some hundred bytes: shorter ones cost nothing. */
const clusterMs = { picture: '100', sound: '50' };
type Media = keyof typeof clusterMs;

/** The names are ffmpeg's. */
const matroska = (media: Media): TeeOptions => [['cluster_time_limit', clusterMs[media]], ['flush_packets', '1']];

/**
 * Cut by the wall clock, so that all captures are cut at the same moments. Cutting by position would
 * make a restarted capture cut at every key frame: the muxer counts its segments from zero.
 */
const common = (media: Media, context: Pick<ArgumentContext, 'segmentMs' | 'firstIndex'>): TeeOptions => [
  ['f', 'segment'],
  ['segment_time', seconds(context.segmentMs)],
  ['segment_atclocktime', '1'],
  ['reset_timestamps', '0'],
  ['segment_format', 'matroska'],
  ['segment_start_number', String(context.firstIndex)],
  ['segment_format_options', matroska(media)],
];

/** About half a minute of a camera, and longer of sound: a disk that stalls for less misses nothing. */
const queuedPackets = '800';

/** A target of two fails by itself: neither its end nor a disk that hangs reaches the other. */
const apart: TeeOptions = [['onfail', 'ignore'], ['use_fifo', '1'], ['fifo_options', [['drop_pkts_on_overflow', '1'], ['queue_size', queuedPackets]]]];

/** The segment muxer counts by a pattern: a per cent sign in a folder's name stands for itself. */
const patternIn = (dir: string): string => `${dir.replaceAll('%', '%%').replace(/[\\/]$/, '')}/${segmentPattern}`;

/** For the tee's output: leaves out what is chosen at random, so that the files on both targets are the same, byte for byte. */
export const sameBytes = ['-fflags', '+bitexact'];

/** The files, as places of a tee: one, or the same on both targets. */
export function filePlaces(media: Media, context: ArgumentContext): TeePlace[] {
  if (context.secondDir === null) return [{ options: common(media, context), target: segmentPattern }];
  return [segmentPattern, patternIn(context.secondDir)].map((target) => ({ options: [...common(media, context), ...apart], target }));
}
