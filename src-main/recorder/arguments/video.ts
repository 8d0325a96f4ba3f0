import type { Camera } from '#shared/domain/hall.ts';
import type { VideoCapture } from '../captures.ts';
import { pictureMeter, unseen } from '../signal/pictureFilters.ts';
import { seconds, type ArgumentContext } from './context.ts';
import { cameraInput, onTheWallClock } from './inputs.ts';
import { filePlaces, sameBytes } from './segmented.ts';
import { teeArgument, type TeePlace } from './tee.ts';

/**
 * A recording that stops waits for a push that stands still: with 2 s it took up to 2.8 s, and captures were killed over
 * it (3 of 10); with this 0.8 s at most (of 8).
 */
const pushLimitUs = '700000';

/**
 * The live picture must never hold up the recording: a server that is absent, hangs or is killed only
 * fills a queue of its own and is tried again every second.
 */
function livePlace(pushUrl: string): TeePlace {
  return {
    target: pushUrl,
    options: [
      ['f', 'flv'],
      ['onfail', 'ignore'],
      ['use_fifo', '1'],
      ['fifo_options', [
        ['attempt_recovery', '1'],
        ['recover_any_error', '1'],
        ['recovery_wait_time', '1'],
        ['drop_pkts_on_overflow', '1'],
        ['queue_size', '200'],
        ['format_opts', [['rw_timeout', pushLimitUs]]],
      ]],
    ],
  };
}

const even = (px: number): number => 2 * Math.floor(px / 2);

/** A real camera may send another size than asked for: fitted, never cropped, never stretched. */
function pictureFilters(camera: Camera): string {
  if (camera.source.type === 'synthetic') return 'format=yuv420p';
  const [w, h] = [even(camera.widthPx), even(camera.heightPx)];
  return `select='${onTheWallClock}',scale=${w}:${h}:force_original_aspect_ratio=decrease,pad=${w}:${h}:-1:-1,format=yuv420p`;
}

function places(capture: VideoCapture, context: ArgumentContext): TeePlace[] {
  const live = context.pushUrl === null ? [] : [livePlace(context.pushUrl)];
  return [...(capture.mode === 'record' ? filePlaces('picture', context) : []), ...live];
}

/** Output of one camera: one encoding, to the files and to the live picture. Null when there is nowhere to send it. */
export function videoArguments(capture: VideoCapture, context: ArgumentContext): string[] | null {
  const input = cameraInput(capture.camera, context);
  const outputs = places(capture, context);
  if (input === null || outputs.length === 0) return null;
  const { encoder } = context;
  const { id, fps } = capture.camera;
  return [
    ...encoder.device,
    ...input,
    '-filter_complex', `[0:v:0]${pictureFilters(capture.camera)},split=2[p][e];[p]${encoder.upload || 'null'}[picture];[e]${pictureMeter(id, fps, context.telemetryPort)}[eye]`,
    '-map', '[picture]',
    '-fps_mode', 'vfr', '-enc_time_base', '1:1000',
    ...encoder.arguments(fps),
    '-output_ts_offset', `-${seconds(context.zeroUtcMs)}`,
    ...sameBytes, '-f', 'tee', teeArgument(outputs),
    '-map', '[eye]', ...unseen,
  ];
}
