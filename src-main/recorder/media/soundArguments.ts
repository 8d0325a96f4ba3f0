import { listeningRateHz, sampleCount, type Piece, type Sound } from './listeningPlan.ts';
import type { SoundFile } from './soundFiles.ts';

const toListeningRate = `aformat=sample_fmts=s16:channel_layouts=mono,aresample=${listeningRateHz}`;

/** One name in a list for ffmpeg's concat reader, in which only the quote has a meaning. */
const listed = (path: string): string => `file 'file:${path.replaceAll('\\', '/').replaceAll("'", "'\\''")}'`;

/** The files as one input that begins at zero; each stands as far from the next as on the timeline. */
function concatInput(files: SoundFile[]): string[] {
  const lines = files.map((file, i) => {
    const next = files[i + 1];
    return next ? `${listed(file.absolutePath)}\nduration ${((next.startMs - file.startMs) / 1000).toFixed(6)}` : listed(file.absolutePath);
  });
  const list = Buffer.from(`ffconcat version 1.0\n${lines.join('\n')}\n`).toString('base64');
  return ['-f', 'concat', '-safe', '0', '-protocol_whitelist', 'file,data', '-flags2', 'skip_manual', '-i', `data:text/plain;base64,${list}`];
}

/** A hole inside a file becomes silence of the same length; what is missing at the end is filled up. */
function fromFiles(piece: Sound, input: number, streams: string[], label: string): string {
  const intoFilesS = (piece.fromMs - (piece.files[0]?.startMs ?? 0)) / 1000;
  const gapless = `asetpts=PTS-${intoFilesS.toFixed(6)}/TB,aresample=async=1:min_hard_comp=0.02:first_pts=0,${toListeningRate}`;
  const exactly = `apad,atrim=end_sample=${sampleCount(piece.fromMs, piece.toMs)},asetpts=N/SR/TB`;
  const sources = streams.map((stream, i) => `[${input}:${stream}]${gapless}[${label}s${i}]`);
  const mixed = `${streams.map((_, i) => `[${label}s${i}]`).join('')}amix=inputs=${streams.length}:normalize=0,${exactly}[${label}]`;
  return [...sources, mixed].join(';');
}

const silence = (piece: Piece, label: string): string =>
  `anullsrc=r=${listeningRateHz}:cl=mono,aformat=sample_fmts=s16,atrim=end_sample=${sampleCount(piece.fromMs, piece.toMs)}[${label}]`;

/**
 * ffmpeg's arguments for the sound of these pieces, one after the other, as raw samples. The decoder is
 * told to keep the first 6.5 ms of every file: they are sound, not a run-up.
 */
export function soundArguments(pieces: readonly Piece[], streamsOf: (piece: Sound) => string[]): string[] {
  const inputs: string[][] = [];
  const graphs = pieces.map((piece, i) => {
    const streams = 'files' in piece ? streamsOf(piece) : [];
    if (!('files' in piece) || streams.length === 0) return silence(piece, `p${i}`);
    inputs.push(concatInput(piece.files));
    return fromFiles(piece, inputs.length - 1, streams, `p${i}`);
  });
  const all = `${pieces.map((_, i) => `[p${i}]`).join('')}concat=n=${pieces.length}:v=0:a=1[all]`;
  return ['-nostdin', '-v', 'error', '-copyts', ...inputs.flat(), '-filter_complex', [...graphs, all].join(';'), '-map', '[all]', '-f', 's16le', '-'];
}
