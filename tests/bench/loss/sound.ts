import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runToEnd } from '../../../src-main/process/runner.ts';
import { rateHz, readSlots, samplesPerMs, slotSamples, slotUtcMs, type Anchor } from '../../helpers/soundClock/code.ts';
import type { Span } from './spans.ts';

/** A decoded frame: its place among the samples and its position in the file. */
interface Frame { sample: number; positionMs: number }

/** All sound of one microphone in one folder, sample after sample as the files hold it. */
export interface Sound { samples: Float32Array; frames: Frame[] }

export interface Reading {
  /** The wall clock that is heard. */
  clockMs: number;
  /** Where that stands in the file. */
  positionMs: number;
}

/**
 * Decodes these sound streams of a file, all in one run. Nothing is cut off where a file begins: the
 * first samples of the next file are the last ones of the file before, which the decoder still holds.
 */
export async function decodeSound(path: string, streams: readonly number[]): Promise<Sound[]> {
  const dir = await mkdtemp(join(tmpdir(), 'loss-sound-'));
  try {
    const outputs = streams.flatMap((stream) => [['data', 'samples'], ['framecrc', 'times']]
      .flatMap(([format = '', name = '']) => ['-map', `0:${stream}`, '-c:a', 'pcm_f32le', '-f', format, join(dir, `${stream}.${name}`)]));
    const done = await runToEnd('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-copyts', '-flags2', 'skip_manual', '-i', path, ...outputs], { timeoutMs: 120_000 });
    if (!done.ok || done.value.code !== 0) throw new Error(`${path}: ${done.ok ? done.value.stderr : String(done.error.detail)}`);
    return await Promise.all(streams.map(async (stream) =>
      soundOf(await readFile(join(dir, `${stream}.samples`)), await readFile(join(dir, `${stream}.times`), 'utf8'))));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** framecrc lines: `stream, dts, pts, duration, size, crc`; `#tb 0: 1/48000` says what a tick is. */
function soundOf(bytes: Uint8Array, times: string): Sound {
  const [, over, under] = /#tb 0: (\d+)\/(\d+)/.exec(times) ?? [];
  const tickMs = (1000 * Number(over)) / Number(under);
  let sample = 0;
  const frames = times.split('\n').filter((line) => /^\d/.test(line)).map((line) => {
    const [, , pts = 0, , size = 0] = line.split(',').map(Number);
    const frame = { sample, positionMs: pts * tickMs };
    sample += size / Float32Array.BYTES_PER_ELEMENT;
    return frame;
  });
  return { samples: new Float32Array(Uint8Array.from(bytes).buffer), frames };
}

/** One after the other. */
export function joinSound(sounds: readonly Sound[]): Sound {
  const samples = new Float32Array(sounds.reduce((sum, sound) => sum + sound.samples.length, 0));
  const frames: Frame[] = [];
  let at = 0;
  for (const sound of sounds) {
    samples.set(sound.samples, at);
    for (const frame of sound.frames) frames.push({ ...frame, sample: frame.sample + at });
    at += sound.samples.length;
  }
  return { samples, frames };
}

/** An anchor with the UTC moment that it says. */
interface Said { sample: number; clockMs: number }

/** The frame with this sample in it; before the first one, the first. */
function frameAt(frames: readonly Frame[], sample: number): Frame | undefined {
  let [low, high] = [0, frames.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((frames[middle]?.sample ?? 0) <= sample) low = middle;
    else high = middle - 1;
  }
  return frames[low];
}

const msOf = (samples: number): number => (samples * 1000) / rateHz;

/**
 * Between two anchors something is missing: from where on do the samples belong to the second? Where
 * the positions jump most.
 */
function splitBetween(frames: readonly Frame[], from: number, to: number): number {
  const between = frames.filter((frame) => frame.sample > from && frame.sample <= to);
  const jump = (frame: Frame): number => {
    const before = frameAt(frames, frame.sample - 1);
    return before ? Math.abs(frame.positionMs - before.positionMs - msOf(frame.sample - before.sample)) : 0;
  };
  return between.reduce((best, frame) => (jump(frame) > jump(best) ? frame : best), between[0] ?? { sample: to, positionMs: 0 }).sample;
}

const sameClockMs = 1;
/** Sound further from the next slot that can be read is not counted: nobody knows when it was. One slot may be damaged. */
const reachSamples = slotSamples + slotSamples / 10;

/** Of which moments this sound is. Each sample's moment is counted from the slot beside it. */
function spansOf({ samples, frames }: Sound, said: readonly Said[]): Span[] {
  const clockAt = (anchor: Said, sample: number): number => anchor.clockMs + msOf(sample - anchor.sample);
  return said.map((anchor, i) => {
    const [before, after] = [said[i - 1], said[i + 1]];
    const begin = before ? splitOf(frames, before, anchor) : 0;
    const end = after ? splitOf(frames, anchor, after) : samples.length;
    return { fromMs: clockAt(anchor, Math.max(begin, anchor.sample - reachSamples)), toMs: clockAt(anchor, Math.min(end, anchor.sample + reachSamples)) };
  });
}

/** From where on samples belong to the second; where nothing is missing between them it is all the same. */
function splitOf(frames: readonly Frame[], before: Said, after: Said): number {
  const holeMs = after.clockMs - before.clockMs - msOf(after.sample - before.sample);
  return Math.abs(holeMs) <= sameClockMs ? (before.sample + after.sample) / 2 : splitBetween(frames, before.sample, after.sample);
}

/** What a microphone's sound says about itself: which moments are there, and where they stand. `zeroUtcMs`: about when position zero was; the clock comes round after 109 minutes. */
export function readSound(sound: Sound, microphone: number, zeroUtcMs: number): { spans: Span[]; readings: Reading[] } {
  const ours = (anchor: Anchor): boolean => anchor.microphone === microphone;
  const said = readSlots(sound.samples).filter(ours).flatMap(({ sample, slot }) => {
    const frame = frameAt(sound.frames, sample);
    if (!frame) return [];
    const positionMs = frame.positionMs + (sample - frame.sample) / samplesPerMs;
    return [{ sample, positionMs, clockMs: slotUtcMs(slot, zeroUtcMs + positionMs) }];
  });
  return { spans: spansOf(sound, said), readings: said.map(({ clockMs, positionMs }) => ({ clockMs, positionMs })) };
}
