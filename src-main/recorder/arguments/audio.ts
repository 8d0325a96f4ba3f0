import type { AudioCapture } from '../captures.ts';
import { seconds, type ArgumentContext } from './context.ts';
import { microphoneInput } from './inputs.ts';
import { segmentOutput } from './segmented.ts';

export const audioEncoder = 'libopus 64 kb/s';
export const mixTitle = 'mix';

const samplesPerReading = 2400; // 50 ms

/** Prints the level of one microphone twenty times a second, one UDP packet a line, its id last. */
function meter(microphoneId: string, port: number): string {
  return [
    `asetnsamples=n=${samplesPerReading}:p=0`,
    'astats=metadata=1:reset=1:measure_perchannel=none:measure_overall=Peak_level+RMS_level',
    `ametadata=mode=add:key=mic:value=${microphoneId}`,
    `ametadata=mode=print:file=udp\\\\://127.0.0.1\\\\:${port}:direct=1`,
  ].join(',');
}

const mono = 'aformat=sample_fmts=flt:sample_rates=48000:channel_layouts=mono';

function microphoneGraph(capture: AudioCapture, index: number, port: number): string {
  const metered = `${meter(capture.microphones[index]?.id ?? '', port)}[m${index}]`;
  if (capture.mode === 'preview') return `[${index}:a:0]${mono},${metered}`;
  return `[${index}:a:0]${mono},asplit=2[t${index}][l${index}];[l${index}]${metered}`;
}

/** About what a device needs to open: the mix begins with the microphones, not before them. */
const openingMs = 250;

/**
 * All microphones in one track, for listening. The mixer counts samples and knows no clock, so each
 * microphone is first made gapless: silence from one common moment and wherever it has a hole.
 */
function mixGraph(count: number, startedAtMs: number): string {
  const start = seconds(startedAtMs + openingMs);
  const gapless = `${mono},asetpts=PTS-${start}/TB,aresample=async=1:first_pts=0,asetpts=PTS+${start}/TB`;
  const inputs = Array.from({ length: count }, (_, i) => `[${i}:a:0]${gapless}[x${i}]`);
  const labels = Array.from({ length: count }, (_, i) => `[x${i}]`).join('');
  return [...inputs, `${labels}amix=inputs=${count}:normalize=0:dropout_transition=0[mix]`].join(';');
}

function recordedTracks(capture: AudioCapture, context: ArgumentContext): string[] {
  const titles = [...capture.microphones.map((microphone) => microphone.label), mixTitle];
  return [
    ...capture.microphones.flatMap((_, i) => ['-map', `[t${i}]`]), '-map', '[mix]',
    ...titles.flatMap((title, i) => [`-metadata:s:a:${i}`, `title=${title}`]),
    '-c:a', 'libopus', '-b:a', '64k', '-ac', '1', '-flush_packets', '1',
    // A microphone that sends nothing must not hold back the others' samples from the disk.
    '-max_interleave_delta', '500000',
    '-output_ts_offset', `-${seconds(context.zeroUtcMs)}`,
    ...segmentOutput(context),
  ];
}

/** All microphones: a track each and their mix, and their levels. */
export function audioArguments(capture: AudioCapture, context: ArgumentContext): string[] {
  const { microphones, mode } = capture;
  const graphs = microphones.map((_, i) => microphoneGraph(capture, i, context.telemetryPort));
  if (mode === 'record') graphs.push(mixGraph(microphones.length, context.startedAtMs));
  return [
    ...microphones.flatMap((microphone) => microphoneInput(microphone, context)),
    ...graphs.flatMap((graph) => ['-filter_complex', graph]),
    ...(mode === 'record' ? recordedTracks(capture, context) : []),
    ...microphones.flatMap((_, i) => ['-map', `[m${i}]`]), '-f', 'null', '-',
  ];
}
