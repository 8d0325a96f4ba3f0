import type { SoundFile } from './soundFiles.ts';

export const listeningRateHz = 24_000;

/** A stretch of the timeline: sound from files that follow each other, or silence where nothing was recorded. */
export type Piece = Sound | { fromMs: number; toMs: number };
export interface Sound { fromMs: number; toMs: number; files: SoundFile[] }

/** Files of one run that are no further apart than this are played by one decoder, so that their seam is not heard. */
const seamMs = 50;

/** Samples of a stretch. Counted from the timeline's zero, so that pieces always add up to the whole. */
export const sampleCount = (fromMs: number, toMs: number): number => {
  const at = (ms: number): number => Math.round((ms * listeningRateHz) / 1000);
  return at(toMs) - at(fromMs);
};

const follows = (last: Piece | undefined, file: SoundFile): last is Sound =>
  last !== undefined && 'files' in last && last.files.at(-1)?.runId === file.runId && Math.abs(file.startMs - (last.files.at(-1)?.endMs ?? 0)) <= seamMs;

/** Cuts `[fromMs, toMs)` into pieces without holes or overlaps; where two files overlap, the later one begins where the earlier ends. */
export function piecesOf(files: readonly SoundFile[], fromMs: number, toMs: number): Piece[] {
  const pieces: Piece[] = [];
  let atMs = fromMs;
  for (const file of files) {
    const startMs = Math.max(atMs, file.startMs);
    const endMs = Math.min(toMs, file.endMs);
    if (endMs <= startMs) continue;
    const last = pieces.at(-1);
    if (follows(last, file)) {
      last.files.push(file);
      last.toMs = endMs;
    } else {
      if (startMs > atMs) pieces.push({ fromMs: atMs, toMs: startMs });
      pieces.push({ fromMs: startMs, toMs: endMs, files: [file] });
    }
    atMs = endMs;
  }
  if (atMs < toMs) pieces.push({ fromMs: atMs, toMs });
  return pieces;
}

/** The same stretch, each file a piece of its own, until the next one begins: for finding the one that cannot be played. */
export function apart(piece: Piece): Piece[] {
  if (!('files' in piece)) return [piece];
  let atMs = piece.fromMs;
  return piece.files.flatMap((file, i) => {
    const fromMs = atMs;
    atMs = Math.min(piece.toMs, Math.max(fromMs, piece.files[i + 1]?.startMs ?? piece.toMs));
    return atMs > fromMs ? [{ fromMs, toMs: atMs, files: [file] }] : [];
  });
}

/** Adds 16-bit samples to those that stand at `atBytes`; too loud stays as loud as it can be. */
export function addInto(sound: Buffer, atBytes: number, more: Buffer): void {
  for (let i = 0; i + 1 < more.length && atBytes + i + 1 < sound.length; i += 2) {
    const sum = sound.readInt16LE(atBytes + i) + more.readInt16LE(i);
    sound.writeInt16LE(Math.max(-32_768, Math.min(32_767, sum)), atBytes + i);
  }
}

/** Head of a WAV file: mono, 16 bit. */
export function wavHeader(samples: number, rateHz = listeningRateHz): Buffer {
  const header = Buffer.alloc(44);
  const bytes = samples * 2;
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + bytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20); // PCM
  header.writeUInt16LE(1, 22); // mono
  header.writeUInt32LE(rateHz, 24);
  header.writeUInt32LE(rateHz * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(bytes, 40);
  return header;
}
