import { audioCaptureId, isRemotePicture, isSoundCapture } from '#shared/domain/hall.ts';
import type { FileRow } from '../ports.ts';

/** A received media segment, before anyone looked into it. */
export interface Segment {
  runId: string;
  captureId: string;
  path: string;
}

export interface PlacedSegment {
  absolutePath: string;
  startMs: number;
  endMs: number | null;
  audioStreams: number;
}

const segmentPath = /^(run-\d+)\/([^/]+)\/[^/]+\.mkv$/;

/** The received segments among a hearing's files. */
export function segmentsOf(files: readonly FileRow[]): Segment[] {
  const paths = new Set(files.filter((f) => f.state === 'received' && (f.kind === 'audio' || f.kind === 'video')).map((f) => f.path));
  return [...paths].toSorted().flatMap((path) => {
    const [, runId, captureId] = segmentPath.exec(path) ?? [];
    return runId === undefined || captureId === undefined ? [] : [{ runId, captureId, path }];
  });
}

/**
 * A list for ffmpeg's concat demuxer in which every file starts where it lies on the timeline: the
 * demuxer adds up durations, so each is given the distance to the next file, holes included.
 */
export function concatList(segments: readonly PlacedSegment[]): string {
  const lines = segments.flatMap((segment, index) => {
    const next = segments[index + 1];
    const file = `file '${segment.absolutePath.replaceAll("'", "'\\''")}'`;
    return next ? [file, `duration ${seconds(next.startMs - segment.startMs)}`] : [file];
  });
  return `${['ffconcat version 1.0', ...lines].join('\n')}\n`;
}

export interface CopyInput {
  listPath: string;
  /** How much later than the run's first packet this input begins. */
  delayMs: number;
}

/** How a browser can be given a capture without encoding it: the picture of somebody elsewhere is VP8, which no MP4 holds. */
export const containerOf = (captureId: string): 'mp4' | 'webm' => (isRemotePicture(captureId) ? 'webm' : 'mp4');

/** ffmpeg arguments of one viewing copy, in the container that its name says: nothing is encoded, the picture gets the mixed sound (the last track). */
export function copyArgs(video: CopyInput | null, audio: (CopyInput & { streams: number }) | null, outPath: string): string[] {
  const input = ({ listPath, delayMs }: CopyInput) => ['-itsoffset', seconds(delayMs), '-f', 'concat', '-safe', '0', '-i', listPath];
  const audioIndex = video ? 1 : 0;
  return [
    ...(video ? input(video) : []), ...(audio ? input(audio) : []),
    ...(video ? ['-map', '0:v:0'] : []), ...(audio ? ['-map', `${audioIndex}:a:${audio.streams - 1}`] : []),
    '-c', 'copy', ...(outPath.endsWith('.webm') ? ['-f', 'webm'] : ['-movflags', '+faststart', '-f', 'mp4']), outPath,
  ];
}

const seconds = (ms: number): string => (Math.max(0, ms) / 1000).toFixed(6);

/** Captures of a run that become a picture; a run without any is listened to. */
export const pictureCaptures = (captureIds: readonly string[]): string[] => {
  const pictures = captureIds.filter((id) => !isSoundCapture(id));
  return pictures.some((id) => !isRemotePicture(id)) ? pictures : [audioCaptureId, ...pictures];
};
