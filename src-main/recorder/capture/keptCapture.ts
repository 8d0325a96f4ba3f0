import type { CaptureStatus } from '#shared/contract/status.ts';
import { ended, isAlive, signal, type ProcessIdentity } from '#main/process/runner.ts';
import type { Log, RecorderFact } from '#main/app/ports/index.ts';
import { messageOf } from '#shared/domain/errors.ts';
import { deviceIdsOf, trackCountOf, type Capture, type Run } from '../captures.ts';
import type { FinishedSegment } from '../segments/close.ts';
import { nextIndex } from '../segments/files.ts';
import { RecordedFiles } from '../segments/recordedFiles.ts';
import type { CaptureState, StateFiles } from '../stateFiles.ts';
import { listenTo, type TelemetrySocket } from '../telemetry/socket.ts';
import type { Reading } from '../telemetry/meters.ts';
import { Telemetry } from '../telemetry/telemetry.ts';
import { hangingCause } from './cause.ts';
import { causeInLog, launch, logLength, type LaunchDeps } from './launch.ts';
import { failuresAfter, judge, pauseBeforeRestartMs } from './restartPolicy.ts';

export interface KeeperDeps extends LaunchDeps {
  log: Log;
  stateFiles: StateFiles;
  enter: (segment: FinishedSegment) => Promise<boolean>;
  onFact: (fact: RecorderFact) => void;
  onReading: (reading: Reading) => void;
  onChange: () => void;
}

const aliveEveryMs = 100;
const lookEveryMs = 500;
const lookAtStartEveryMs = 50;
const sigintPatienceMs = 2000;

/**
 * One capture that is wanted: its process is started, watched, started again whenever it ends or
 * hangs, and taken over when it runs from before. Ends only by `stop`; `detach` lets the process run on.
 */
export class KeptCapture {
  readonly capture: Capture;
  readonly run: Run | null;
  readonly #dir: string | null;
  readonly #d: KeeperDeps;
  readonly #files: RecordedFiles | null;
  readonly #telemetry: Telemetry;
  #socket: TelemetrySocket | null = null;
  #process: ProcessIdentity | null = null;
  #state: CaptureStatus['state'] = 'starting';
  #sinceMs: number;
  #startedAtMs = 0;
  #startedAt = 0; // monotonic
  #grewAt = 0; // monotonic
  #lookedAt = 0; // monotonic
  #advances = 0;
  #hasMedia = false;
  #logFrom = 0;
  #startTookMs: number | null = null;
  #restarts = 0;
  #failures = 0;
  #cause: string | null = null;
  /** Whether the hearing has been told that this capture is missing. */
  #toldLost = false;
  #over = false;
  #loop: Promise<void> = Promise.resolve();
  #wake: () => void = () => {};
  readonly #waiters = new Set<() => void>();

  constructor(deps: KeeperDeps, capture: Capture, run: Run | null, dir: string | null) {
    this.#d = deps;
    this.capture = capture;
    this.run = run;
    this.#dir = dir;
    this.#telemetry = new Telemetry(deps.clock, deps.onReading);
    this.#files = run && dir ? new RecordedFiles(dir, trackCountOf(capture), (index, tail) => deps.enter({ dir, run, captureId: capture.captureId, index, tail })) : null;
    this.#sinceMs = deps.clock.nowMs();
  }

  async start(): Promise<void> {
    await this.#listen(0);
    await this.#launch();
    this.#loop = this.#keep();
  }

  /** Takes over what runs from before. What ended meanwhile is reported and started again by the first watch. */
  async adopt(state: CaptureState, toEnter: number): Promise<void> {
    await this.#listen(state.telemetryPort);
    this.#process = state.process;
    this.#startedAtMs = state.startedAtMs;
    this.#restarts = state.restarts;
    this.#logFrom = state.logFrom;
    this.#files?.begin(state.firstIndex, toEnter);
    this.#began();
    await this.#look();
    this.#loop = this.#keep();
  }

  /** Resolves true with the first media on disk, false when there is none after `limitMs`. */
  up(limitMs: number): Promise<boolean> {
    if (this.#hasMedia) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(() => { this.#waiters.delete(done); resolve(false); }, limitMs);
      const done = () => { clearTimeout(timer); resolve(true); };
      this.#waiters.add(done);
    });
  }

  /** The start report says that this one is missing: when it comes up later, that is told. */
  toldMissing(): { captureId: string; cause: string } {
    this.#toldLost = true;
    return { captureId: this.capture.captureId, cause: this.#cause ?? 'no media yet' };
  }

  /** UTC ms of the first media of the process now running. */
  firstMediaUtcMs = (): number | null => this.#utc(this.#files?.firstMs() ?? null);

  isUp = (): boolean => this.#state === 'running';

  /** The process is ended, every file finished and entered. False when a file could not be entered yet. */
  async stop(): Promise<boolean> {
    const killed = await this.#endProcess();
    await this.#rest();
    const entered = (await this.#files?.finish(killed)) ?? true;
    if (entered) await this.#d.stateFiles.remove(this.capture.captureId);
    this.#turn('stopped');
    return entered;
  }

  /** Stops watching; the process goes on and its state file stays. */
  async detach(): Promise<void> {
    this.#over = true;
    await this.#rest();
  }

  status(): CaptureStatus {
    const pace = this.#state === 'running' ? this.#telemetry.pace() : null;
    return {
      captureId: this.capture.captureId,
      kind: this.capture.kind,
      deviceIds: deviceIdsOf(this.capture),
      state: this.#state,
      pid: this.#state === 'lost' ? null : (this.#process?.pid ?? null),
      sinceMs: this.#sinceMs,
      mediaUntilMs: this.#utc(this.#files?.newestMs() ?? null),
      fps: this.capture.kind === 'video' ? (pace?.fps ?? null) : null,
      speed: pace?.speed ?? null,
      droppedFrames: this.#telemetry.droppedFrames(),
      restarts: this.#restarts,
      startTookMs: this.#startTookMs,
      cause: this.#cause,
    };
  }

  async #listen(port: number): Promise<void> {
    const socket = await listenTo(port, (text) => this.#telemetry.take(text));
    if (socket.ok) this.#socket = socket.value;
    else if (port !== 0) return this.#listen(0); // taken meanwhile: levels come back with the capture's next start
    else this.#d.log.warn('recorder', 'no telemetry', { captureId: this.capture.captureId, detail: socket.error.detail });
  }

  #logPath = (): Promise<string> => this.#d.stateFiles.logPath(this.capture.captureId);

  async #launch(): Promise<void> {
    const logPath = await this.#logPath();
    this.#logFrom = await logLength(logPath);
    const firstIndex = this.#dir ? await nextIndex(this.#dir) : 0;
    this.#startedAtMs = this.#d.clock.nowMs();
    const telemetryPort = this.#socket?.port ?? 9; // discard
    const started = await launch(this.#d, { capture: this.capture, run: this.run, dir: this.#dir, firstIndex, telemetryPort, startedAtMs: this.#startedAtMs, logPath });
    this.#process = started.ok ? started.value : null;
    if (!started.ok) this.#cause = started.error.detail ?? started.error.code;
    this.#files?.begin(firstIndex);
    this.#began();
    if (started.ok) await this.#remember(started.value, firstIndex, telemetryPort);
  }

  #remember(process: ProcessIdentity, firstIndex: number, telemetryPort: number): Promise<void> {
    return this.#d.stateFiles.write({
      version: 1, process, capture: this.capture, run: this.run, dir: this.#dir, firstIndex, telemetryPort, startedAtMs: this.#startedAtMs, restarts: this.#restarts, logFrom: this.#logFrom,
    });
  }

  #began(): void {
    this.#startedAt = this.#grewAt = this.#d.clock.monotonicMs();
    this.#lookedAt = 0;
    this.#advances = 0;
    this.#hasMedia = false;
    this.#telemetry.reset();
  }

  async #keep(): Promise<void> {
    while (!this.#over) {
      try {
        await this.#watch();
      } catch (e) {
        this.#d.log.error('recorder', 'watching a capture failed', { captureId: this.capture.captureId, detail: messageOf(e) });
      }
      await this.#sleep(this.#hasMedia ? aliveEveryMs : lookAtStartEveryMs);
    }
  }

  async #watch(): Promise<void> {
    const nowAt = this.#d.clock.monotonicMs();
    const alive = this.#process !== null && isAlive(this.#process);
    if (alive && nowAt - this.#lookedAt >= (this.#hasMedia ? lookEveryMs : lookAtStartEveryMs)) await this.#look();
    const verdict = judge({ alive, hasMedia: this.#hasMedia, sinceStartMs: nowAt - this.#startedAt, sinceGrowthMs: nowAt - this.#grewAt });
    if (verdict === 'well' || this.#over) return;
    if (verdict === 'hanging') await this.#kill();
    await this.#lost(verdict === 'hanging' ? hangingCause : await this.#causeOfEnd());
    await this.#again();
  }

  async #causeOfEnd(): Promise<string> {
    return this.#process === null ? (this.#cause ?? 'not started') : causeInLog(await this.#logPath(), this.#logFrom);
  }

  async #look(): Promise<void> {
    this.#lookedAt = this.#d.clock.monotonicMs();
    const grew = this.#files ? await this.#files.look() : this.#telemetry.advances() > this.#advances;
    this.#advances = this.#telemetry.advances();
    if (!grew) return;
    this.#grewAt = this.#d.clock.monotonicMs();
    if (!this.#hasMedia && (this.#files === null || this.#files.firstMs() !== null)) this.#cameUp();
  }

  #cameUp(): void {
    this.#hasMedia = true;
    this.#cause = null;
    const firstMs = this.firstMediaUtcMs();
    this.#startTookMs = firstMs === null ? null : Math.max(0, firstMs - this.#startedAtMs);
    this.#turn('running');
    for (const done of this.#waiters) done();
    this.#waiters.clear();
    if (this.#toldLost && this.run && firstMs !== null) {
      this.#toldLost = false;
      this.#d.onFact({ type: 'captureResumed', hearingId: this.run.hearingId, captureId: this.capture.captureId, atMs: firstMs });
    }
  }

  /** What it wrote is entered, its unfinished last file included; the hearing is told, once. */
  async #lost(cause: string): Promise<void> {
    const hadMedia = this.#hasMedia;
    this.#hasMedia = false;
    this.#failures = failuresAfter(this.#failures, hadMedia ? this.#d.clock.monotonicMs() - this.#startedAt : 0);
    await this.#files?.finish(true);
    this.#cause = cause;
    this.#turn('lost');
    if (this.#toldLost || !this.run || !hadMedia) return;
    this.#toldLost = true;
    const fromMs = this.#utc(this.#files?.newestMs() ?? null) ?? this.#startedAtMs;
    this.#d.onFact({ type: 'captureLost', hearingId: this.run.hearingId, captureId: this.capture.captureId, fromMs, cause });
  }

  async #again(): Promise<void> {
    await this.#sleep(pauseBeforeRestartMs(this.#failures));
    if (this.#over) return;
    this.#restarts += 1;
    await this.#launch();
    this.#d.onChange();
  }

  async #kill(): Promise<void> {
    if (!this.#process) return;
    signal(this.#process, 'SIGKILL');
    await ended(this.#process, sigintPatienceMs);
  }

  /** True when it had to be killed. A preview leaves nothing behind, so it gets no time. */
  async #endProcess(): Promise<boolean> {
    this.#over = true;
    if (!this.#process || !isAlive(this.#process)) return false;
    if (this.run) signal(this.#process, 'SIGINT');
    if (this.run && (await ended(this.#process, sigintPatienceMs))) return false;
    await this.#kill();
    return true;
  }

  async #rest(): Promise<void> {
    this.#wake();
    await this.#loop;
    this.#socket?.close();
    this.#socket = null;
  }

  #turn(state: CaptureStatus['state']): void {
    if (this.#state !== state) this.#sinceMs = this.#d.clock.nowMs();
    this.#state = state;
    this.#d.onChange();
  }

  #utc = (positionMs: number | null): number | null => (positionMs === null || !this.run ? null : this.run.zeroUtcMs + positionMs);

  #sleep(ms: number): Promise<void> {
    if (this.#over || ms <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => { clearTimeout(timer); resolve(); };
    });
  }
}
