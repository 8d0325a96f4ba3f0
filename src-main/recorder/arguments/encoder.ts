/**
 * H.264 encoders, each as ffmpeg's arguments. A key frame a second whatever the encoder, so that files are cut alike;
 * no frame waits for a later one, so that what a killed capture loses stays small.
 */
export interface VideoEncoder {
  /** ffmpeg's name, and what people are shown. */
  name: string;
  /** Before the inputs. */
  device: string[];
  /** Filters that bring a picture to the encoder; empty where it takes it from memory. */
  upload: string;
  arguments: (fps: number) => string[];
}

const keyFrames = (fps: number): string[] => ['-g', String(fps), '-bf', '0', '-flags', '+global_header'];
const inMemory = { device: [], upload: '' };

/** Always there. Preset and tuning by measurement: 0.30 of a core for 1080p25, and a killed capture loses the least. */
export const softwareEncoder: VideoEncoder = {
  name: 'libx264 veryfast', ...inMemory,
  arguments: (fps) => ['-c:v', 'libx264', '-preset', 'veryfast', '-tune', 'zerolatency', '-sc_threshold', '0', ...keyFrames(fps)],
};

/** In the order in which they are tried. Bit rates are about those of the software encoder on a courtroom picture. */
export const hardwareEncoders: readonly VideoEncoder[] = [
  { name: 'h264_nvenc', ...inMemory, arguments: (fps) => ['-c:v', 'h264_nvenc', '-preset', 'p4', '-tune', 'll', '-rc', 'vbr', '-cq', '23', '-b:v', '0', '-no-scenecut', '1', ...keyFrames(fps)] },
  { name: 'h264_qsv', ...inMemory, upload: 'format=nv12', arguments: (fps) => ['-c:v', 'h264_qsv', '-preset', 'veryfast', '-global_quality', '23', '-async_depth', '1', ...keyFrames(fps)] },
  {
    name: 'h264_vaapi', device: ['-vaapi_device', '/dev/dri/renderD128'], upload: 'format=nv12,hwupload',
    arguments: (fps) => ['-c:v', 'h264_vaapi', '-qp', '23', ...keyFrames(fps)],
  },
  { name: 'h264_amf', ...inMemory, arguments: (fps) => ['-c:v', 'h264_amf', '-usage', 'lowlatency', '-rc', 'cqp', '-qp_i', '23', '-qp_p', '25', ...keyFrames(fps)] },
  { name: 'h264_videotoolbox', ...inMemory, arguments: (fps) => ['-c:v', 'h264_videotoolbox', '-realtime', '1', '-q:v', '55', ...keyFrames(fps)] },
];

/** Encodes half a second of a picture to nowhere: only an encoder that does that is used. */
export const encoderTrial = ({ device, upload, arguments: of }: VideoEncoder): string[] => [
  '-hide_banner', '-nostdin', '-v', 'error', ...device, '-f', 'lavfi', '-i', 'testsrc2=s=1280x720:r=25:d=0.5',
  '-vf', ['format=yuv420p', upload].filter((filter) => filter !== '').join(','), ...of(25), '-f', 'null', '-',
];
