import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { z } from 'zod';
import { runToEnd } from '../../../src-main/process/runner.ts';
import { readPictureClock } from '../../helpers/pictureClock.ts';
import type { Device } from './hearing.ts';
import { decodeSound, joinSound, readSound, type Reading, type Sound } from './sound.ts';
import { joined, type Span } from './spans.ts';

/** What one capture holds of one device, by the coded clocks alone. */
export interface Track extends Device {
  captureId: string;
  spans: Span[];
  readings: Reading[];
}

export interface Tracks {
  tracks: Track[];
  /** Files in which nothing could be read, and why. One that was begun a moment before its end holds nothing yet. */
  unreadable: string[];
}

const probeSchema = z.object({ streams: z.array(z.object({ index: z.int(), codec_type: z.string(), tags: z.record(z.string(), z.string()).default({}) })) });
interface Streams { picture: boolean; sound: { index: number; microphoneId: string }[] }

async function streamsOf(path: string): Promise<Streams> {
  const done = await runToEnd('ffprobe', ['-v', 'error', '-show_streams', '-of', 'json', path], { timeoutMs: 30_000 });
  if (!done.ok || done.value.code !== 0) throw new Error(done.ok ? done.value.stderr.trim() : String(done.error.detail));
  const { streams } = probeSchema.parse(JSON.parse(done.value.stdout.toString()));
  const sound = streams.flatMap(({ index, codec_type, tags }) => {
    const microphoneId = tags['MICROPHONE'] ?? tags['microphone'];
    return codec_type === 'audio' && microphoneId !== undefined ? [{ index, microphoneId }] : [];
  });
  return { picture: streams.some(({ codec_type }) => codec_type === 'video'), sound };
}

/** `<run>/<captureId>` folders with their Matroska files in order. */
export async function captureFolders(recordingDir: string): Promise<{ captureId: string; files: string[] }[]> {
  const names = (await readdir(recordingDir, { recursive: true })).filter((name) => name.endsWith('.mkv')).toSorted();
  const folders = Map.groupBy(names, (name) => name.slice(0, name.lastIndexOf(sep)));
  return [...folders].map(([folder, files]) => ({ captureId: folder.slice(folder.lastIndexOf(sep) + 1), files: files.map((file) => join(recordingDir, file)) }));
}

/** Frames of 25 a second are 40 ms apart, give or take what a camera's clock is drawn; a longer step is a missing frame. */
const frameMs = 40;
const longestStepMs = 60;

function pictureSpans(readings: readonly Reading[]): Span[] {
  return readings.map(({ clockMs }, i) => {
    const stepMs = (readings[i + 1]?.clockMs ?? Infinity) - clockMs;
    return { fromMs: clockMs, toMs: clockMs + (stepMs > 0 && stepMs <= longestStepMs ? stepMs : frameMs) };
  });
}

/** Between two stretches of sound closer than this nothing is missing: what the clock can be read to. */
const soundApartMs = 2;

/** What a hearing's folder holds, in all of its files or in the chosen ones; `zeroUtcMs`: about when its position zero was. */
export async function readTracks(recordingDir: string, zeroUtcMs: number, isChosen: (file: string) => boolean = () => true): Promise<Tracks> {
  const tracks: Track[] = [];
  const unreadable: string[] = [];
  for (const { captureId, files } of await captureFolders(recordingDir)) {
    const pictures: Reading[] = [];
    const sounds = new Map<string, Sound[]>();
    for (const file of files.filter(isChosen)) {
      await readFile(file, pictures, sounds).catch(async (e: unknown) => unreadable.push(`${relative(recordingDir, file)}, ${(await stat(file)).size} bytes: ${String(e).trim().split(': ').at(-1) ?? ''}`));
    }
    if (pictures.length > 0) tracks.push({ deviceId: captureId, kind: 'picture', captureId, spans: joined(pictureSpans(pictures), 0), readings: pictures });
    for (const [deviceId, parts] of sounds) {
      const { spans, readings } = readSound(joinSound(parts), microphoneNumber(deviceId), zeroUtcMs);
      tracks.push({ deviceId, kind: 'sound', captureId, spans: joined(spans, soundApartMs), readings });
    }
  }
  return { tracks, unreadable };
}

/** `mic3` says 2 in its sound. */
const microphoneNumber = (microphoneId: string): number => Number(microphoneId.replace(/\D/g, '')) - 1;

async function readFile(file: string, pictures: Reading[], sounds: Map<string, Sound[]>): Promise<void> {
  const streams = await streamsOf(file);
  if (streams.picture) pictures.push(...(await readPictureClock(file)).flatMap(({ ptsMs, clockMs }) => (clockMs === null ? [] : [{ clockMs, positionMs: ptsMs }])));
  if (streams.sound.length === 0) return;
  const decoded = await decodeSound(file, streams.sound.map(({ index }) => index));
  streams.sound.forEach(({ microphoneId }, i) => {
    const sound = decoded[i];
    if (sound) sounds.set(microphoneId, [...(sounds.get(microphoneId) ?? []), sound]);
  });
}

/** Which moments of a device are in any file. */
export const heldOf = (tracks: readonly Track[], deviceId: string): Span[] =>
  joined(tracks.filter((track) => track.deviceId === deviceId).flatMap((track) => track.spans), soundApartMs);
