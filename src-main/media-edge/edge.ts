import { rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { appError, messageOf, type AppError } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Clock, Log, MediaEdge } from '#main/app/ports/index.ts';
import { ended, isAlive, signal, startDetached } from '#main/process/runner.ts';
import { chooseAddresses, ensureDir, readState, statePathIn, writeState, type EdgeState } from './edgeState.ts';
import { answers, openFlv } from './liveStream.ts';
import { flvUrl, rtmpUrl } from './signedUrls.ts';

export interface MediaEdgeOptions {
  stateDir: string;
  log: Log;
  clock: Clock;
  /** What starts `edgeProcess`; the state folder is added as its last argument. */
  command: { file: string; args: string[] };
}

const lookEveryMs = 500;
const startTimeoutMs = 10_000;
/** A process that is there but does not answer this many times in a row has hung. */
const maxSilentLooks = 6;
const maxPauseMs = 10_000;
const maxLogBytes = 1_000_000;

type Standing = ReturnType<MediaEdge['state']>;

const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });

/** Starts and watches the process of the live pictures, takes over one that runs from before, starts it again when it dies or hangs. */
export function createMediaEdge(options: MediaEdgeOptions): MediaEdge {
  const { stateDir, log, clock } = options;
  const path = statePathIn(stateDir);
  let edge: EdgeState | null = null;
  let standing: Standing = { state: 'stopped', pid: null, detail: '' };
  let watching = false;
  let round: Promise<void> = Promise.resolve();

  const stand = (state: Standing['state'], detail = ''): void => {
    standing = { state, pid: edge?.process?.pid ?? null, detail };
  };

  const wanted = (): boolean => watching;

  const lives = (): boolean => edge?.process !== null && edge?.process !== undefined && isAlive(edge.process);

  async function comesUp(): Promise<boolean> {
    const deadlineMs = clock.monotonicMs() + startTimeoutMs;
    while (lives() && clock.monotonicMs() < deadlineMs) {
      if (edge && (await answers(edge.httpPort))) return true;
      await pause(50);
    }
    return false;
  }

  /** Also a disk that is full or gone is an outcome: the next round tries again. */
  async function launch(): Promise<Result<void>> {
    stand('starting');
    try {
      return await bringUp();
    } catch (e) {
      return failed(messageOf(e));
    }
  }

  async function bringUp(): Promise<Result<void>> {
    await ensureDir(stateDir);
    const addresses = await chooseAddresses(edge);
    if (!addresses) return failed('no free port on 127.0.0.1');
    edge = { ...addresses, process: null };
    await writeState(path, edge);
    const outputPath = await logFile(stateDir);
    const started = await startDetached(options.command.file, [...options.command.args, stateDir], { outputPath });
    if (!started.ok) return failed(started.error.detail ?? '');
    edge = { ...edge, process: started.value };
    await writeState(path, edge);
    if (!(await comesUp())) return failed(`see ${outputPath}`);
    log.info('media_edge', 'running', { pid: started.value.pid, rtmpPort: edge.rtmpPort, httpPort: edge.httpPort });
    stand('running');
    return ok(undefined);
  }

  function failed(detail: string): { ok: false; error: AppError } {
    stand('failed', detail);
    log.error('media_edge', 'did not start', { detail });
    return err(appError('media.failed', { detail }));
  }

  async function adopt(): Promise<boolean> {
    edge = await readState(path);
    if (!lives() || !edge || !(await answers(edge.httpPort))) return false;
    log.info('media_edge', 'taken over from before', { pid: edge.process?.pid });
    stand('running');
    return true;
  }

  async function end(): Promise<void> {
    if (!edge?.process) return;
    signal(edge.process, 'SIGKILL'); // it holds nothing that would have to be written down
    await ended(edge.process, 2000);
  }

  /** Looks after the process until nobody wants it any more. */
  async function watch(): Promise<void> {
    let silentLooks = 0;
    let pauseMs = lookEveryMs;
    while (wanted()) {
      await pause(pauseMs);
      if (!wanted()) return;
      silentLooks = lives() && edge && !(await answers(edge.httpPort)) ? silentLooks + 1 : 0;
      if (lives() && standing.state === 'running' && silentLooks < maxSilentLooks) { pauseMs = lookEveryMs; continue; }
      log.warn('media_edge', lives() ? 'does not answer; started again' : 'gone; started again', { pid: standing.pid });
      await end();
      if (!wanted()) return;
      const again = await launch();
      silentLooks = 0;
      pauseMs = again.ok ? lookEveryMs : Math.min(pauseMs * 2, maxPauseMs);
    }
  }

  return {
    async start() {
      if (watching) return ok(undefined);
      watching = true;
      let up: Result<void> = ok(undefined);
      if (!(await adopt())) {
        await end(); // one from before that no longer answers
        up = await launch();
      }
      round = watch();
      return up;
    },
    pushUrl: (cameraId) => (edge && standing.state === 'running' ? rtmpUrl('live', cameraId, edge, clock.nowMs()) : null),
    pullUrl: (streamKey) => (edge && standing.state === 'running' ? rtmpUrl('in', streamKey, edge, clock.nowMs()) : null),
    async open(cameraId) {
      if (!edge || standing.state !== 'running') return err(appError('media.failed', { detail: `media edge ${standing.state}` }));
      return openFlv(flvUrl('live', cameraId, edge, clock.nowMs()));
    },
    state: () => standing,
    detach() {
      watching = false;
    },
    async stop() {
      watching = false;
      await round;
      await end();
      if (edge) await writeState(path, { ...edge, process: null });
      edge = edge && { ...edge, process: null };
      stand('stopped');
    },
  };
}

/** Its own words, begun anew when they have become many. */
async function logFile(stateDir: string): Promise<string> {
  const path = join(stateDir, 'media-edge.log');
  const bytes = (await stat(path).catch(() => null))?.size ?? 0;
  if (bytes > maxLogBytes) await rename(path, `${path}.1`);
  return path;
}
