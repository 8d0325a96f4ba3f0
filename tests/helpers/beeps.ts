import { decodeFrames, type DecodedFrame } from './frames.ts';

const rateHz = 48_000;
const beepHz = 1000;
/** Five periods: narrow enough that speech hardly gets in, short enough to see where the beep begins. */
const windowSamples = 240;
const minAmplitude = 0.008;

/** Strength of 1 kHz at every sample, over the window that ends there. */
function strengthOf(samples: Float32Array): Float32Array {
  const cosines = new Float64Array(samples.length + 1);
  const sines = new Float64Array(samples.length + 1);
  const step = (2 * Math.PI * beepHz) / rateHz;
  samples.forEach((sample, i) => {
    cosines[i + 1] = (cosines[i] as number) + sample * Math.cos(step * i);
    sines[i + 1] = (sines[i] as number) + sample * Math.sin(step * i);
  });
  return samples.map((_, i) => {
    const from = Math.max(0, i + 1 - windowSamples);
    const sum = (all: Float64Array): number => (all[i + 1] as number) - (all[from] as number);
    return (2 / windowSamples) * Math.hypot(sum(cosines), sum(sines));
  });
}

/** Is there nothing but the tone? Speech has 1 kHz in it too, but never alone. */
function isPure(samples: Float32Array, end: number, amplitude: number): boolean {
  const window = samples.subarray(end + 1 - windowSamples, end + 1);
  const power = window.reduce((sum, sample) => sum + sample * sample, 0) / windowSamples;
  return amplitude ** 2 / 2 > 0.8 * power;
}

/** Samples at which a 40 ms tone begins: quiet before, even while it lasts, quiet after. */
function onsets(samples: Float32Array): number[] {
  const strength = strengthOf(samples);
  const at = (i: number): number => strength[i] ?? 0;
  const ms = rateHz / 1000;
  const found: number[] = [];
  for (let i = 10 * ms; i < strength.length - 60 * ms; i += ms) {
    const level = at(i + 20 * ms);
    const tone = level > minAmplitude && at(i) < level / 4 && at(i + 60 * ms) < level / 4
      && [10, 15, 25, 30].every((after) => Math.abs(at(i + after * ms) - level) < level / 3)
      && isPure(samples, i + 20 * ms, level);
    if (!tone) continue;
    let edge = i;
    while (at(edge) < level / 2) edge += 1;
    found.push(edge - windowSamples / 2);
    i += 100 * ms;
  }
  return found;
}

interface Stretch { startMs: number; samples: Float32Array }

/** Joins frames that follow each other without a hole. */
function stretches(frames: DecodedFrame[]): Stretch[] {
  const groups: { startMs: number; endMs: number; parts: Float32Array[] }[] = [];
  for (const { ptsMs, data } of frames) {
    const samples = new Float32Array(Uint8Array.from(data).buffer);
    const last = groups.at(-1);
    const lengthMs = (samples.length * 1000) / rateHz;
    if (last && Math.abs(last.endMs - ptsMs) < 5) {
      last.parts.push(samples);
      last.endMs += lengthMs;
    } else groups.push({ startMs: ptsMs, endMs: ptsMs + lengthMs, parts: [samples] });
  }
  return groups.map(({ startMs, parts }) => {
    const samples = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) { samples.set(part, at); at += part.length; }
    return { startMs, samples };
  });
}

/**
 * Where the beeps of a demonstration microphone begin, on the file's own timeline. In the hall they
 * begin at every wall-clock multiple of ten seconds.
 */
export async function findBeeps(path: string, stream = 'a:0'): Promise<{ ptsMs: number }[]> {
  const frames = await decodeFrames(path, stream, `aresample=${rateHz},aformat=sample_fmts=flt:channel_layouts=mono`, 'asplit', ['-c:a', 'pcm_f32le']);
  return stretches(frames).flatMap(({ startMs, samples }) => onsets(samples).map((sample) => ({ ptsMs: startMs + (sample * 1000) / rateHz })));
}
