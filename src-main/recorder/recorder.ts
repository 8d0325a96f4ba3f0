import { hardwareEncoders } from './arguments/encoder.ts';
import { CaptureRecorder, type RecorderDeps } from './captureRecorder.ts';
import { checkClosedFiles } from './media/ffmpegJobs.ts';
import { syntheticCameraInput, syntheticMicrophoneInput } from './media/syntheticSources.ts';
import { cameraIdentity } from './signal/cameraIdentity.ts';

/** Long enough that hashing, reading back and sending stay rare, short enough that little waits for them. */
const segmentMs = 10_000;

export type RecorderParts = Pick<RecorderDeps, 'recordingsRoot' | 'disk' | 'watch' | 'captureEnv' | 'stateDir' | 'segments' | 'clock' | 'log' | 'edge'> & {
  /** Folder of the demonstration hall's voices. */
  clipDir: string;
  /** The court's time, for the clock people read in the demonstration's picture. */
  utcOffsetMinutes: number;
};

/** The hall's recorder. Its captures outlive this process; attach the listeners before `adopt`. */
export const createRecorder = ({ clipDir, utcOffsetMinutes, ...deps }: RecorderParts): CaptureRecorder =>
  new CaptureRecorder({
    ...deps,
    syntheticSources: { camera: (variant, picture) => syntheticCameraInput(variant, picture, utcOffsetMinutes), microphone: (voice) => syntheticMicrophoneInput(voice, clipDir) },
    ffmpegPath: 'ffmpeg',
    cameraIdentity: (devicePath) => cameraIdentity(devicePath),
    check: checkClosedFiles,
    segmentMs,
    hardwareEncoders,
  });
