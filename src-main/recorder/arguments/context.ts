import type { VideoEncoder } from './encoder.ts';

/** Where the devices of the demonstration hall come from: complete ffmpeg input arguments. */
export interface SyntheticSources {
  camera(variant: number, picture: { widthPx: number; heightPx: number; fps: number }): string[];
  microphone(voice: number): string[];
}

/** What a capture's arguments need besides its devices. */
export interface ArgumentContext {
  /** UTC ms that become timestamp zero in the files. */
  zeroUtcMs: number;
  /** UTC ms of this start; the mixed track has silence from here until each microphone speaks. */
  startedAtMs: number;
  /** Number of the first file: one more than any file already there, so that nothing is ever overwritten. */
  firstIndex: number;
  segmentMs: number;
  /** Folder of this capture on the second target, absolute; null while there is only one. */
  secondDir: string | null;
  /** Loopback UDP port to which levels and progress are told. Nobody need be listening. */
  telemetryPort: number;
  /** Where the live picture goes; null while there is nowhere. */
  pushUrl: string | null;
  /** Where a camera that pushes RTMP is read from; null for every other one, and while there is nowhere. */
  pullUrl: string | null;
  syntheticSources: SyntheticSources;
  /** For pictures. */
  encoder: VideoEncoder;
  /** Ids of microphones that cannot be read now. */
  absent: ReadonlySet<string>;
}

/** ffmpeg wants seconds. */
export const seconds = (ms: number): string => (ms / 1000).toFixed(3);
