import type { Microphone } from '#shared/domain/hall.ts';
import { isJoint, type AudioCapture } from '../captures.ts';
import { soundMeter } from '../signal/soundFilters.ts';
import { seconds, type ArgumentContext } from './context.ts';
import { absentMicrophoneInput, microphoneInput, onTheWallClock } from './inputs.ts';
import { filePlaces, sameBytes } from './segmented.ts';
import { teeArgument } from './tee.ts';

export const mixTitle = 'mix';

const mono = 'aformat=sample_fmts=flt:sample_rates=48000:channel_layouts=mono';

/** A later packet than this is a hole in the sound; an earlier one is only late. 200 ms at 48 kHz. */
const holeSamples = 9600;

/**
 * In how many seconds samples come back to the wall clock. PulseAudio's own reckoning swings by 3 ms in
 * the first seconds after opening, each source's by itself: drawn twice as fast, tracks of one capture
 * were 2.1 ms apart (p95), so 1.5. A device whose clock is 200 ppm off is 0.8 ms behind.
 */
const drawnBackS = 4;

/**
 * Packets of a real device arrive in lumps, and the wall clock of their arrival with them. Samples
 * follow each other evenly, drawn gently to the wall clock: no device's own clock drifts away, nothing
 * overlaps, and after a hole everything is in its place. No sample is added or removed.
 */
export const evenly = (() => {
  const off = 'PTS-ld(0)';
  const pull = `clip((${off})*NB_SAMPLES/(${drawnBackS}*SR),-NB_SAMPLES/20,NB_SAMPLES/20)*gt(${off},-SR)`;
  return `asetpts='st(1,if(eq(N,0)+gt(${off},${holeSamples}),PTS,ld(0)+${pull}));st(0,ld(1)+NB_SAMPLES);ld(1)'`;
})();

/** One microphone's samples as every graph takes them. Synthetic ones are even by themselves. */
function samples(microphone: Microphone, index: number): string {
  const filters = microphone.source.type === 'synthetic' ? mono : `aselect='${onTheWallClock}',${mono},${evenly}`;
  return `[${index}:a:0]${filters}`;
}

/** About what a device needs to open: the mix begins with the microphones, not before them. */
const openingMs = 250;

/**
 * All microphones in one track, for listening. The mixer counts samples and knows no clock, so each
 * microphone is first made gapless: silence from one common moment and wherever it has a hole.
 */
function mixGraph(microphones: Microphone[], startedAtMs: number): string {
  const start = seconds(startedAtMs + openingMs);
  const gapless = `asetpts=PTS-${start}/TB,aresample=async=1:first_pts=0,asetpts=PTS+${start}/TB`;
  const inputs = microphones.map((microphone, i) => `${samples(microphone, i)},${gapless}[x${i}]`);
  const labels = microphones.map((_, i) => `[x${i}]`).join('');
  return [...inputs, `${labels}amix=inputs=${microphones.length}:normalize=0:dropout_transition=0[mix]`].join(';');
}

/** Players subtract the codec's delay, which ffmpeg's Matroska writer has not added: sound would come 6.5 ms early. */
const opusDelayMs = 6.5;

/** Ends of graphs, encoded, into segments; each with what its track is called. */
function recordedTracks(tracks: { from: string; metadata: string[] }[], context: ArgumentContext): string[] {
  return [
    ...tracks.flatMap(({ from }) => ['-map', `[${from}]`]),
    ...tracks.flatMap(({ metadata }, i) => metadata.flatMap((tag) => [`-metadata:s:a:${i}`, tag])),
    '-c:a', 'libopus', '-b:a', '64k', '-ac', '1', '-flush_packets', '1',
    // A microphone that sends nothing must not hold back the others' samples from the disk.
    '-max_interleave_delta', '500000',
    '-output_ts_offset', ((opusDelayMs - context.zeroUtcMs) / 1000).toFixed(4),
    ...sameBytes, '-f', 'tee', teeArgument(filePlaces('sound', context)),
  ];
}

const named = ({ id, label }: Microphone): string[] => [`title=${label}`, `microphone=${id}`];
const graphs = (all: string[]): string[] => all.flatMap((graph) => ['-filter_complex', graph]);

/** One microphone by itself: its track, and its levels. */
function ownArguments(microphone: Microphone, mode: AudioCapture['mode'], context: ArgumentContext): string[] {
  const metered = soundMeter(microphone.id, context.telemetryPort);
  const graph = mode === 'preview' ? `${samples(microphone, 0)},${metered}[level]` : `${samples(microphone, 0)},asplit=2[track][l];[l]${metered}[level]`;
  return [
    ...microphoneInput(microphone, context),
    ...graphs([graph]),
    ...(mode === 'record' ? recordedTracks([{ from: 'track', metadata: named(microphone) }], context) : []),
    '-map', '[level]', '-f', 'null', '-',
  ];
}

/** All microphones together: a track each and, last, their mix. */
function jointArguments(microphones: Microphone[], context: ArgumentContext): string[] {
  const tracks = microphones.map((microphone, i) => ({ from: `t${i}`, metadata: named(microphone) }));
  return [
    ...microphones.flatMap((microphone) => (context.absent.has(microphone.id) ? absentMicrophoneInput : microphoneInput(microphone, context))),
    ...graphs([...microphones.map((microphone, i) => `${samples(microphone, i)}[t${i}]`), mixGraph(microphones, context.startedAtMs)]),
    ...recordedTracks([...tracks, { from: 'mix', metadata: [`title=${mixTitle}`] }], context),
  ];
}

export function audioArguments(capture: AudioCapture, context: ArgumentContext): string[] {
  const [first] = capture.microphones;
  return isJoint(capture) || !first ? jointArguments(capture.microphones, context) : ownArguments(first, capture.mode, context);
}
