import { appError } from '#shared/domain/errors.ts';
import { audioCaptureId, ownSoundCaptureId } from '#shared/domain/hall.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { Folders, MediaReader, SegmentStore } from '#main/app/ports/index.ts';
import { runToEnd } from '#main/process/runner.ts';
import { mixTitle } from '../arguments/audio.ts';
import { probeFile } from './ffmpegJobs.ts';
import { addInto, apart, piecesOf, sampleCount, wavHeader, type Piece, type Sound } from './listeningPlan.ts';
import { lastPicture } from './lastPicture.ts';
import { soundArguments } from './soundArguments.ts';
import { soundFiles, type SoundFile } from './soundFiles.ts';

interface Deps extends Folders {
  segments: Pick<SegmentStore, 'of'>;
}

/** One ffmpeg process makes this much; a longer copy is handed out as it is made. */
const batchMs = 60_000;
const timeoutMs = 30_000;

type Streams = (piece: Sound) => string[];

/** What is listened to: the joint recording, and, where that has a hole, the microphones' own. */
interface Sources {
  joint: SoundFile[];
  streams: Streams;
  own: SoundFile[][];
}

/** Sound and pictures cut out of a recording, also of one that is still growing. */
export function createMediaReader(deps: Deps): MediaReader {
  return {
    async listen({ hearingId, fromMs, toMs, microphoneIds }) {
      const files = await soundFiles(await deps.recordingDir(hearingId), await deps.segments.of(hearingId));
      const within = (all: SoundFile[]): SoundFile[] => all.filter((file) => file.endMs > fromMs && file.startMs < toMs);
      const joint = within(files.get(audioCaptureId) ?? []);
      const isWanted = (captureId: string): boolean => captureId !== audioCaptureId && (microphoneIds?.some((id) => captureId === ownSoundCaptureId(id)) ?? true);
      const own = [...files].filter(([captureId]) => isWanted(captureId)).map(([, all]) => within(all)).filter((all) => all.length > 0);
      const streams = await streamsFor(joint, microphoneIds);
      if (streams === null && own.length === 0) return err(appError('media.not_recorded'));
      const endMs = Math.min(toMs, Math.max(...[...joint, ...own.flat()].map((file) => file.endMs)));
      return ok({ mime: 'audio/wav', body: copy({ joint, own, streams: streams ?? (() => []) }, fromMs, endMs) });
    },
    lastPicture: async ({ hearingId, cameraId, untilMs }) => lastPicture(await deps.recordingDir(hearingId), cameraId, untilMs),
  };
}

async function* copy(sources: Sources, fromMs: number, toMs: number): AsyncGenerator<Uint8Array> {
  yield wavHeader(sampleCount(fromMs, toMs));
  for (let atMs = fromMs; atMs < toMs; atMs += batchMs) yield await batch(sources, atMs, Math.min(toMs, atMs + batchMs));
}

async function batch({ joint, streams, own }: Sources, fromMs: number, toMs: number): Promise<Uint8Array> {
  const pieces = piecesOf(joint, fromMs, toMs);
  const sound = Buffer.concat(await soundOf(pieces, streams));
  for (const hole of pieces.filter((piece) => !('files' in piece))) {
    for (const files of own.filter((all) => all.some((file) => file.endMs > hole.fromMs && file.startMs < hole.toMs)))
      addInto(sound, sampleCount(fromMs, hole.fromMs) * 2, Buffer.concat(await soundOf(piecesOf(files, hole.fromMs, hole.toMs), () => ['a:0'])));
  }
  return sound;
}

/** All pieces in one process; should that fail, each file by itself, and silence for what cannot be played. */
async function soundOf(pieces: Piece[], streams: Streams): Promise<Uint8Array[]> {
  const whole = await decode(pieces, streams, ['-xerror']);
  if (whole) return [whole];
  return Promise.all(pieces.flatMap(apart).map(async (piece) => (await decode([piece], streams, [])) ?? new Uint8Array(bytesOf([piece]))));
}

const bytesOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, piece) => sum + sampleCount(piece.fromMs, piece.toMs) * 2, 0);

/** Exactly as much sound as the pieces are long, or null. Without `-xerror` the readable part of a damaged file is used. */
async function decode(pieces: Piece[], streams: Streams, strictness: string[]): Promise<Uint8Array | null> {
  if (pieces.every((piece) => !('files' in piece))) return new Uint8Array(bytesOf(pieces));
  const done = await runToEnd('ffmpeg', [...strictness, ...soundArguments(pieces, streams)], { timeoutMs });
  return done.ok && done.value.code === 0 && done.value.stdout.length === bytesOf(pieces) ? done.value.stdout : null;
}

/**
 * Which streams of the joint recording are heard: the mix, or the microphones asked for; null when it has none of
 * them. A microphone is found by its id, which the recorder writes beside the title, or by its title.
 */
async function streamsFor(files: SoundFile[], microphoneIds: string[] | undefined): Promise<Streams | null> {
  if (!microphoneIds) return files.length > 0 ? () => [`a:m:title:${mixTitle}`] : null;
  const byRun = new Map<string, string[]>();
  for (const { runId, absolutePath } of files) {
    if (byRun.has(runId)) continue;
    const probed = await probeFile(absolutePath);
    if (!probed.ok) continue; // its other files may be read; if none can, nothing is heard of this run
    const sound = probed.value.streams.filter((stream) => stream.kind === 'audio');
    const names = sound.map(({ title, tags }) => tags['MICROPHONE'] ?? title);
    byRun.set(runId, names.flatMap((name, i) => (microphoneIds.includes(name) ? [`a:${i}`] : [])));
  }
  return [...byRun.values()].some((found) => found.length > 0) ? (piece) => byRun.get(piece.files[0]?.runId ?? '') ?? [] : null;
}
