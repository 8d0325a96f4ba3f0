import type { Capture } from '../captures.ts';
import { audioArguments } from './audio.ts';
import type { ArgumentContext } from './context.ts';
import { videoArguments } from './video.ts';

/** Lines in the log say how bad they are; nothing is asked of a terminal; timestamps stay the wall clock. */
const general = (port: number): string[] =>
  ['-hide_banner', '-nostdin', '-loglevel', 'level+warning', '-progress', `udp://127.0.0.1:${port}`, '-copyts'];

/** The whole command line of a capture, one array element per argument; null when its source or its only target is away. */
export function captureArguments(capture: Capture, context: ArgumentContext): string[] | null {
  const specific = capture.kind === 'video' ? videoArguments(capture, context) : audioArguments(capture, context);
  return specific === null ? null : [...general(context.telemetryPort), ...specific];
}
