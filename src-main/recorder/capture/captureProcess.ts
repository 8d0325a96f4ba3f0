import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock, LivePlaces, Log } from '#main/app/ports/index.ts';
import { ended, isAlive, signal, startDetached, type ProcessIdentity } from '#main/process/runner.ts';
import { appError, messageOf } from '#shared/domain/errors.ts';
import { err, type Result } from '#shared/domain/result.ts';
import type { ArgumentContext, SyntheticSources } from '../arguments/context.ts';
import { captureArguments } from '../arguments/index.ts';
import type { Capture, Run } from '../captures.ts';
import { nextIndex } from '../segments/files.ts';
import type { CaptureState, StateFiles } from '../stateFiles.ts';
import { causeOf } from './cause.ts';

export interface ProcessDeps {
  ffmpegPath: string;
  edge: LivePlaces;
  syntheticSources: SyntheticSources;
  segmentMs: number;
  clock: Clock;
  log: Log;
  stateFiles: StateFiles;
}

const sigintPatienceMs = 2000;

/** The ffmpeg process of one capture, whichever console started it. It outlives this one. */
export class CaptureProcess {
  readonly #d: ProcessDeps;
  readonly #capture: Capture;
  readonly #run: Run | null;
  readonly #dir: string | null;
  #who: ProcessIdentity | null = null;
  #logFrom = 0;
  #notStarted = 'not started';
  /** UTC ms. */
  startedAtMs = 0;

  constructor(deps: ProcessDeps, capture: Capture, run: Run | null, dir: string | null) {
    this.#d = deps;
    this.#capture = capture;
    this.#run = run;
    this.#dir = dir;
  }

  pid = (): number | null => this.#who?.pid ?? null;
  isAlive = (): boolean => this.#who !== null && isAlive(this.#who);

  adopt(state: CaptureState): void {
    this.#who = state.process;
    this.#logFrom = state.logFrom;
    this.startedAtMs = state.startedAtMs;
  }

  /** Starts it, and writes down how the next console finds it. Answers with the number of its first file; null when it could not be started: `cause` says why. */
  async start(telemetryPort: number, restarts: number, absent: ReadonlySet<string>): Promise<number | null> {
    this.#who = null;
    try {
      return await this.#start({ telemetryPort, restarts, absent: [...absent] });
    } catch (e) {
      this.#notStarted = messageOf(e);
      return null;
    }
  }

  async #start(asked: Pick<CaptureState, 'telemetryPort' | 'restarts' | 'absent'>): Promise<number | null> {
    const logPath = await this.#logPath();
    this.#logFrom = await stat(logPath).then((s) => s.size, () => 0);
    const firstIndex = this.#dir ? await nextIndex(this.#dir) : 0;
    this.startedAtMs = this.#d.clock.nowMs();
    const started = await this.#spawn({ ...this.#context(asked.telemetryPort, firstIndex, new Set(asked.absent)), ...(await this.#live()) }, logPath);
    if (!started.ok) {
      this.#notStarted = started.error.detail ?? started.error.code;
      return null;
    }
    this.#who = started.value;
    await this.#writeDown({ ...asked, process: started.value, firstIndex });
    return firstIndex;
  }

  /** It records whether or not this can be written; a next console that does not find it ends it and starts its own. */
  async #writeDown(state: Pick<CaptureState, 'telemetryPort' | 'restarts' | 'absent' | 'process' | 'firstIndex'>): Promise<void> {
    try {
      await this.#d.stateFiles.write({ version: 1, ...state, capture: this.#capture, run: this.#run, dir: this.#dir, startedAtMs: this.startedAtMs, logFrom: this.#logFrom });
    } catch (e) {
      this.#d.log.error('recorder', 'how a capture is found was not written', { captureId: this.#capture.captureId, detail: messageOf(e) });
    }
  }

  /** Why it ended, from what it wrote since its start. */
  async cause(): Promise<string> {
    if (!this.#who) return this.#notStarted;
    const log = await readFile(await this.#logPath()).catch(() => Buffer.alloc(0));
    return causeOf(log.subarray(this.#logFrom).toString('utf8'));
  }

  /** Asks it to finish its file; true when it did not and had to be killed. */
  async finish(): Promise<boolean> {
    if (!this.#who || !signal(this.#who, 'SIGINT')) return false;
    if (await ended(this.#who, sigintPatienceMs)) return false;
    await this.kill();
    return true;
  }

  async kill(): Promise<void> {
    if (this.#who && signal(this.#who, 'SIGKILL')) await ended(this.#who, sigintPatienceMs);
  }

  #logPath = (): Promise<string> => this.#d.stateFiles.logPath(this.#capture.captureId);

  async #live(): Promise<Pick<ArgumentContext, 'pushUrl' | 'pullUrl'>> {
    if (this.#capture.kind !== 'video') return { pushUrl: null, pullUrl: null };
    const { id, source } = this.#capture.camera;
    const { edge } = this.#d;
    return { pushUrl: await edge.pushUrl(id), pullUrl: source.type === 'rtmp' ? await edge.pullUrl(source.streamKey) : null };
  }

  #context(telemetryPort: number, firstIndex: number, absent: ReadonlySet<string>): Omit<ArgumentContext, 'pushUrl' | 'pullUrl'> {
    const { syntheticSources, segmentMs } = this.#d;
    return {
      zeroUtcMs: this.#run?.zeroUtcMs ?? this.startedAtMs,
      startedAtMs: this.startedAtMs,
      firstIndex, segmentMs, telemetryPort, syntheticSources, absent,
    };
  }

  async #spawn(context: ArgumentContext, logPath: string): Promise<Result<ProcessIdentity>> {
    const args = captureArguments(this.#capture, context);
    if (args === null) return err(appError('recorder.start_failed', { detail: 'the process for live pictures has never been started' }));
    try {
      return await startDetached(this.#d.ffmpegPath, args, { outputPath: logPath, cwd: this.#dir ?? dirname(logPath) });
    } catch (e) {
      return err(appError('recorder.start_failed', { detail: messageOf(e) }));
    }
  }
}
