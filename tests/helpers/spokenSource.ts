import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What sound is compared at: fine enough for a tenth of a millisecond. */
export const compareHz = 16_000;

/** Speech that never repeats itself, as a file a browser can take for its microphone: some five seconds for each pair of numbers. */
export async function speakTo(dir: string, pairs = 60): Promise<string> {
  const [spoken, wav] = [join(dir, 'spoken.wav'), join(dir, 'microphone.wav')];
  const text = Array.from({ length: pairs }, (_, i) => `${(i * 7919) % 10_007} – ${(i * 104_729) % 9973}`).join(', ');
  await run('espeak-ng', ['-v', 'ru', '-s', '150', '-w', spoken, text]);
  await run('ffmpeg', ['-v', 'error', '-y', '-i', spoken, '-ar', '48000', '-ac', '1', wav]);
  return wav;
}

/** Samples of a file, decoded, one channel. */
export async function samplesOf(path: string): Promise<Float32Array> {
  const { stdout } = await run('ffmpeg', ['-v', 'error', '-i', path, '-ac', '1', '-ar', String(compareHz), '-f', 'f32le', '-'], { encoding: 'buffer', maxBuffer: 1 << 28 });
  return new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.byteLength));
}

const energyOf = (samples: Float32Array): number => samples.reduce((sum, one) => sum + one * one, 0);

export interface Found {
  /** Where in the source it is, in samples. */
  at: number;
  /** 1: the same but for its loudness. */
  likeness: number;
}

/** Where in `[from, to)` of the source this piece fits best: normalised cross-correlation. */
export function findIn(source: Float32Array, piece: Float32Array, from: number, to: number): Found {
  const pieceNorm = Math.sqrt(energyOf(piece));
  let best: Found = { at: -1, likeness: -1 };
  let energy = energyOf(source.subarray(from, from + piece.length));
  for (let at = from; at < Math.min(to, source.length - piece.length); at++) {
    let sum = 0;
    for (let i = 0; i < piece.length; i++) sum += (piece[i] ?? 0) * (source[at + i] ?? 0);
    const likeness = energy > 0 ? sum / (pieceNorm * Math.sqrt(energy)) : 0;
    if (likeness > best.likeness) best = { at, likeness };
    energy += (source[at + piece.length] ?? 0) ** 2 - (source[at] ?? 0) ** 2;
  }
  return best;
}

export const isSpeech = (piece: Float32Array): boolean => energyOf(piece) / piece.length > 1e-4;
