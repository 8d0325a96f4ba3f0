import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { appError, messageOf } from '#shared/domain/errors.ts';
import { err, type Result } from '#shared/domain/result.ts';
import type { Clock, MediaEdge } from '#main/app/ports/index.ts';
import { startDetached, type ProcessIdentity } from '#main/process/runner.ts';
import type { SyntheticSources } from '../arguments/context.ts';
import { captureArguments } from '../arguments/index.ts';
import type { Capture, Run } from '../captures.ts';
import { causeOf } from './cause.ts';

export interface LaunchDeps {
  ffmpegPath: string;
  edge: Pick<MediaEdge, 'pushUrl' | 'pullUrl'>;
  syntheticSources: SyntheticSources;
  segmentMs: number;
  clock: Clock;
}

export interface Launch {
  capture: Capture;
  run: Run | null;
  dir: string | null;
  firstIndex: number;
  telemetryPort: number;
  startedAtMs: number;
  logPath: string;
}

/** Starts the capture's process in its own folder. It outlives this console. */
export async function launch(deps: LaunchDeps, start: Launch): Promise<Result<ProcessIdentity>> {
  const args = captureArguments(start.capture, {
    zeroUtcMs: start.run?.zeroUtcMs ?? start.startedAtMs,
    startedAtMs: start.startedAtMs,
    firstIndex: start.firstIndex,
    segmentMs: deps.segmentMs,
    telemetryPort: start.telemetryPort,
    pushUrl: start.capture.kind === 'video' ? deps.edge.pushUrl(start.capture.camera.id) : null,
    pullUrl: (streamKey) => deps.edge.pullUrl(streamKey),
    syntheticSources: deps.syntheticSources,
  });
  if (args === null) return err(appError('recorder.start_failed', { detail: 'the process for live pictures is not running' }));
  try {
    return await startDetached(deps.ffmpegPath, args, { outputPath: start.logPath, cwd: start.dir ?? dirname(start.logPath) });
  } catch (e) {
    return err(appError('recorder.start_failed', { detail: messageOf(e) }));
  }
}

/** Where this start's own lines begin in the log. */
export const logLength = (path: string): Promise<number> => stat(path).then((s) => s.size, () => 0);

/** Why the process ended, from what it wrote since `fromByte`. */
export async function causeInLog(path: string, fromByte: number): Promise<string> {
  const log = await readFile(path).catch(() => Buffer.alloc(0));
  return causeOf(log.subarray(fromByte).toString('utf8'));
}
