import { mkdir, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock, LivePlaces, Log } from '#main/app/ports/index.ts';
import { goAhead } from '#main/process/priority.ts';
import { ended, isAlive, isOfAnotherBoot, isThere, signal, startDetached, type ProcessIdentity } from '#main/process/runner.ts';
import type { WatchTools } from '#main/app/ports/watch.ts';
import { appError, messageOf } from '#shared/domain/errors.ts';
import { err, type Result } from '#shared/domain/result.ts';
import type { ArgumentContext, SyntheticSources } from '../arguments/context.ts';
import { captureArguments } from '../arguments/index.ts';
import type { Capture, Run } from '../captures.ts';
import type { CaptureState, StateFiles } from '../stateFiles.ts';
import { causeOf, restartedCause } from './cause.ts';
import { NoAnswer } from '../targets/target.ts';
import type { EncoderChoice } from './encoderChoice.ts';

export interface ProcessDeps {
  ffmpegPath: string;
  /** What captures are started with besides our own environment: the steady clock. */
  captureEnv: () => NodeJS.ProcessEnv;
  edge: LivePlaces;
  syntheticSources: SyntheticSources;
  segmentMs: number;
  clock: Clock;
  log: Log;
  stateFiles: StateFiles;
  encoders: EncoderChoice;
  watch: WatchTools | null;
}

const sigintPatienceMs = 2000;
/** What a disk that answers is still to be given takes a moment; the rest of the process waits for the one that hangs. */
const heldUpPatienceMs = 700;
/** Asked often: in less than this no pid is given to somebody else. */
const surelyEveryMs = 1000;
/** For folders that are there already. */
const foldersWithinMs = 2000;

/** What a start needs to know besides what is captured. */
export interface Launch {
  telemetryPort: number;
  restarts: number;
  /** Ids of microphones to be left out. */
  absent: string[];
  /** Tries in a row that brought no media. */
  failuresInARow: number;
  /** Folders for the files, the one to run in first; none for a preview. */
  dirs: string[];
  firstIndex: number;
}

/** The ffmpeg process of one capture, whichever recorder started it. It outlives this one. */
export class CaptureProcess {
  readonly #d: ProcessDeps;
  readonly #capture: Capture;
  readonly #run: Run | null;
  readonly #onEnded: () => void;
  #who: ProcessIdentity | null = null;
  /** Null while its end is not told and has to be asked for. */
  #callOff: (() => void) | null = null;
  /** When it was last known to be this very process. Monotonic ms. */
  #surelyAtMs = -Infinity;
  #logFrom = 0;
  #notStarted = 'not started';
  /** UTC ms. */
  startedAtMs = 0;

  /** `onEnded` comes at once, where the system tells. */
  constructor(deps: ProcessDeps, capture: Capture, run: Run | null, onEnded: () => void) {
    this.#d = deps;
    this.#capture = capture;
    this.#run = run;
    this.#onEnded = onEnded;
  }

  pid = (): number | null => this.#who?.pid ?? null;

  isAlive(): boolean {
    if (!this.#who) return false;
    const nowMs = this.#d.clock.monotonicMs();
    if (nowMs - this.#surelyAtMs < surelyEveryMs) return isThere(this.#who.pid);
    this.#surelyAtMs = nowMs;
    return isAlive(this.#who);
  }

  /** Nobody need ask whether it is alive. */
  tellsItsEnd = (): boolean => this.#callOff !== null;

  /** Nobody wants to know any more. */
  forget(): void {
    this.#callOff?.();
    this.#callOff = null;
  }

  adopt(state: CaptureState): void {
    this.#become(state.process);
    this.#logFrom = state.logFrom;
    this.startedAtMs = state.startedAtMs;
  }

  /** Starts it, and writes down how the next recorder finds it. False when it could not be started: `cause` says why. */
  async start(launch: Launch): Promise<boolean> {
    this.#become(null);
    try {
      return await this.#start(launch);
    } catch (e) {
      this.#notStarted = messageOf(e);
      return false;
    }
  }

  /** Without a try. */
  couldNotStart(why: string): void {
    this.#become(null);
    this.#notStarted = why;
  }

  /** One that has ended may still be there for a moment, as a zombie: its state is looked at. */
  #become(who: ProcessIdentity | null): void {
    this.forget();
    this.#who = who;
    this.#surelyAtMs = -Infinity;
    const ended = (): void => {
      this.#callOff = null;
      this.#surelyAtMs = -Infinity;
      this.#onEnded();
    };
    if (who) this.#callOff = this.#d.watch?.onEnd(who.pid, ended) ?? null;
  }

  async #start(launch: Launch): Promise<boolean> {
    const logPath = await this.#logPath();
    this.#logFrom = await stat(logPath).then((s) => s.size, () => 0);
    await within(foldersWithinMs, Promise.all(launch.dirs.map((dir) => mkdir(dir, { recursive: true }))));
    this.startedAtMs = this.#d.clock.nowMs();
    const started = await this.#spawn({ ...this.#context(launch), ...(await this.#live()) }, launch.dirs[0] ?? dirname(logPath), logPath);
    if (!started.ok) {
      this.#notStarted = started.error.detail ?? started.error.code;
      return false;
    }
    this.#goAhead(started.value);
    this.#become(started.value);
    await this.#writeDown({ ...launch, process: started.value });
    return true;
  }

  /** Where it may not it records all the same, and waits like everything else: on a busy computer that costs pictures. */
  #goAhead({ pid }: ProcessIdentity): void {
    if (!goAhead(pid)) this.#d.log.info('recorder', 'this user may not put a capture ahead of other programs', { captureId: this.#capture.captureId });
  }

  /** It records whether or not this can be written; a next console that does not find it ends it and starts its own. */
  async #writeDown({ failuresInARow: _, ...state }: Launch & Pick<CaptureState, 'process'>): Promise<void> {
    try {
      await this.#d.stateFiles.write({ version: 2, ...state, capture: this.#capture, run: this.#run, startedAtMs: this.startedAtMs, logFrom: this.#logFrom });
    } catch (e) {
      this.#d.log.error('recorder', 'how a capture is found was not written', { captureId: this.#capture.captureId, detail: messageOf(e) });
    }
  }

  /** Why it ended, from what it wrote since its start. */
  async cause(): Promise<string> {
    if (!this.#who) return this.#notStarted;
    if (isOfAnotherBoot(this.#who)) return restartedCause;
    const log = await readFile(await this.#logPath()).catch(() => Buffer.alloc(0));
    return causeOf(log.subarray(this.#logFrom).toString('utf8'));
  }

  /** Asks it to finish its files; true when it did not and had to be killed. `isHeldUp`: a disk it writes to hangs. */
  async finish(isHeldUp: boolean): Promise<boolean> {
    if (!this.#who || !signal(this.#who, 'SIGINT')) return false;
    if (await ended(this.#who, isHeldUp ? heldUpPatienceMs : sigintPatienceMs)) return false;
    await this.kill(isHeldUp);
    return true;
  }

  /** What waits for a disk that hangs ends with it; it can write nothing more, and its files are not written to again. */
  async kill(isHeldUp = false): Promise<void> {
    if (this.#who && signal(this.#who, 'SIGKILL')) await ended(this.#who, isHeldUp ? heldUpPatienceMs : sigintPatienceMs);
  }

  #logPath = (): Promise<string> => this.#d.stateFiles.logPath(this.#capture.captureId);

  async #live(): Promise<Pick<ArgumentContext, 'pushUrl' | 'pullUrl'>> {
    if (this.#capture.kind !== 'video') return { pushUrl: null, pullUrl: null };
    const { id, source } = this.#capture.camera;
    const { edge } = this.#d;
    return { pushUrl: await edge.pushUrl(id), pullUrl: source.type === 'rtmp' ? await edge.pullUrl(source.streamKey) : null };
  }

  #context({ telemetryPort, firstIndex, absent, dirs, failuresInARow }: Launch): Omit<ArgumentContext, 'pushUrl' | 'pullUrl'> {
    const { syntheticSources, segmentMs } = this.#d;
    return {
      zeroUtcMs: this.#run?.zeroUtcMs ?? this.startedAtMs,
      startedAtMs: this.startedAtMs,
      firstIndex, segmentMs, telemetryPort, syntheticSources, absent: new Set(absent), secondDir: dirs[1] ?? null, encoder: this.#d.encoders.after(failuresInARow),
    };
  }

  async #spawn(context: ArgumentContext, cwd: string, logPath: string): Promise<Result<ProcessIdentity>> {
    const args = captureArguments(this.#capture, context);
    if (args === null) return err(appError('recorder.start_failed', { detail: 'the process for live pictures has never been started' }));
    try {
      return await startDetached(this.#d.ffmpegPath, args, { outputPath: logPath, cwd, env: { ...process.env, ...this.#d.captureEnv() } });
    } catch (e) {
      return err(appError('recorder.start_failed', { detail: messageOf(e) }));
    }
  }
}

const within = <T>(ms: number, work: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new NoAnswer()), ms);
    void work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
