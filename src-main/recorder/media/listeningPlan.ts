import type { SoundFile } from './soundFiles.ts';

export const listeningRateHz = 24_000;

/** A stretch of the timeline: sound from a file, or silence where nothing was recorded. */
export type Piece = { fromMs: number; toMs: number; file: SoundFile } | { fromMs: number; toMs: number };

/** Samples of a stretch. Counted from the timeline's zero, so that pieces always add up to the whole. */
export const sampleCount = (fromMs: number, toMs: number): number => {
  const at = (ms: number): number => Math.round((ms * listeningRateHz) / 1000);
  return at(toMs) - at(fromMs);
};

/** Cuts `[fromMs, toMs)` into pieces without holes or overlaps; where two files overlap, the later one begins where the earlier ends. */
export function piecesOf(files: readonly SoundFile[], fromMs: number, toMs: number): Piece[] {
  const pieces: Piece[] = [];
  let atMs = fromMs;
  for (const file of files) {
    const startMs = Math.max(atMs, file.startMs);
    const endMs = Math.min(toMs, file.endMs);
    if (endMs <= startMs) continue;
    if (startMs > atMs) pieces.push({ fromMs: atMs, toMs: startMs });
    pieces.push({ fromMs: startMs, toMs: endMs, file });
    atMs = endMs;
  }
  if (atMs < toMs) pieces.push({ fromMs: atMs, toMs });
  return pieces;
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
