import { listeningRateHz, sampleCount, type Piece } from './listeningPlan.ts';

const toListeningRate = `aformat=sample_fmts=s16:channel_layouts=mono,aresample=${listeningRateHz}`;

/** A hole inside a file becomes silence of the same length; what is missing at the end is filled up. */
function fromFile(piece: Piece, input: number, streams: string[], label: string): string {
  const startS = piece.fromMs / 1000;
  const gapless = `asetpts=PTS-${startS.toFixed(6)}/TB,aresample=async=1:min_hard_comp=0.02:first_pts=0,${toListeningRate}`;
  const exactly = `apad,atrim=end_sample=${sampleCount(piece.fromMs, piece.toMs)},asetpts=N/SR/TB`;
  const sources = streams.map((stream, i) => `[${input}:${stream}]${gapless}[${label}s${i}]`);
  const mixed = `${streams.map((_, i) => `[${label}s${i}]`).join('')}amix=inputs=${streams.length}:normalize=0,${exactly}[${label}]`;
  return [...sources, mixed].join(';');
}

const silence = (piece: Piece, label: string): string =>
  `anullsrc=r=${listeningRateHz}:cl=mono,aformat=sample_fmts=s16,atrim=end_sample=${sampleCount(piece.fromMs, piece.toMs)}[${label}]`;

/**
 * ffmpeg's arguments for the sound of these pieces, one after the other, as raw samples. Timestamps in
 * the files are positions on the timeline and are used as such.
 */
export function soundArguments(pieces: readonly Piece[], streamsOf: (piece: Extract<Piece, { file: unknown }>) => string[]): string[] {
  const inputs: string[] = [];
  const graphs = pieces.map((piece, i) => {
    const streams = 'file' in piece ? streamsOf(piece) : [];
    if (!('file' in piece) || streams.length === 0) return silence(piece, `p${i}`);
    // Every file begins in the middle of the sound: the decoder must not take its first 6.5 ms for a run-up.
    inputs.push('-flags2', 'skip_manual', '-i', piece.file.absolutePath);
    return fromFile(piece, inputs.length / 4 - 1, streams, `p${i}`);
  });
  const all = `${pieces.map((_, i) => `[p${i}]`).join('')}concat=n=${pieces.length}:v=0:a=1[all]`;
  return ['-nostdin', '-v', 'error', '-copyts', ...inputs, '-filter_complex', [...graphs, all].join(';'), '-map', '[all]', '-f', 's16le', '-'];
}
