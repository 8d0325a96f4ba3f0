import type { CaptureStatus } from '#shared/contract/status.ts';
import { messageOf } from '#shared/domain/errors.ts';
import type { Log, RecorderFact } from '#main/app/ports/index.ts';
import { trackCountOf, type Capture, type Run } from '../captures.ts';
import type { FinishedSegment } from '../segments/close.ts';
import { RecordedFiles } from '../segments/recordedFiles.ts';
import type { CaptureState } from '../stateFiles.ts';
import type { Reading } from '../telemetry/meters.ts';
import { listenTo, type TelemetrySocket } from '../telemetry/socket.ts';
import { Telemetry } from '../telemetry/telemetry.ts';
import { CaptureProcess, type ProcessDeps } from './captureProcess.ts';
import { hangingCause } from './cause.ts';
import { Condition } from './condition.ts';
import { Growth } from './growth.ts';
import { MissingMicrophones } from './missingMicrophones.ts';
import { failuresAfter, judge, pauseBeforeRestartMs } from './restartPolicy.ts';
import { Rest } from './rest.ts';

export interface KeeperDeps extends ProcessDeps {
  log: Log;
  enter: (segment: FinishedSegment) => Promise<boolean>;
  onFact: (fact: RecorderFact) => void;
  onReading: (reading: Reading) => void;
  onChange: () => void;
}

const aliveEveryMs = 100;
const lookEveryMs = 500;
const atStartEveryMs = 50;
/** Nobody listens there; for a capture whose own port could not be had. */
const discardPort = 9;

/**
 * One capture that is wanted: its process is started, watched, started again whenever it ends or
 * hangs, and taken over when it runs from before. Ends only by `stop`; `detach` lets the process run on.
 */
export class KeptCapture {
  readonly capture: Capture;
  readonly run: Run | null;
  readonly #d: KeeperDeps;
  readonly #process: CaptureProcess;
  readonly #files: RecordedFiles | null;
  readonly #telemetry: Telemetry;
  readonly #growth: Growth;
  readonly #condition: Condition;
  readonly #microphones: MissingMicrophones;
  readonly #rest = new Rest();
  #socket: TelemetrySocket | null = null;
  #failures = 0;
  #loop: Promise<void> = Promise.resolve();

  constructor(deps: KeeperDeps, capture: Capture, run: Run | null, dir: string | null) {
    this.#d = deps;
    this.capture = capture;
    this.run = run;
    this.#process = new CaptureProcess(deps, capture, run, dir);
    this.#telemetry = new Telemetry(deps.clock, deps.onReading);
    this.#files = run && dir ? new RecordedFiles(dir, trackCountOf(capture), (index, tail) => deps.enter({ dir, run, captureId: capture.captureId, index, tail })) : null;
    this.#growth = new Growth(this.#files, this.#telemetry);
    this.#condition = new Condition(deps, capture, run);
    this.#microphones = new MissingMicrophones(deps, capture, run);
  }

  async start(): Promise<void> {
    await this.#listen(0);
    await this.#launch();
    this.#loop = this.#keep();
  }

  /** Takes over what runs from before. What ended meanwhile is reported and started again by the first watch. */
  async adopt(state: CaptureState, toEnter: number): Promise<void> {
    await this.#listen(state.telemetryPort);
    this.#process.adopt(state);
    this.#condition.adopt(state.restarts);
    this.#microphones.adopt(state.absent);
    this.#files?.begin(state.firstIndex, toEnter);
    this.#growth.begin(this.#nowMs());
    await this.#look();
    this.#loop = this.#keep();
  }

  /** Resolves true with the first media on disk, false when there is none after `limitMs`. */
  up = (limitMs: number): Promise<boolean> => this.#condition.up(limitMs);

  /** The start report says that this one is missing: when it comes up later, that is told. */
  toldMissing = (): { captureId: string; cause: string } => this.#condition.toldMissing();

  /** UTC ms of the first media, on every track, of the process now running. */
  firstMediaUtcMs = (): number | null => this.#utc(this.#files?.firstMs() ?? null);

  /**
   * The process is ended, every file finished and entered. False when a file could not be entered yet;
   * then its state file stays, and the next console tries again.
   */
  async stop(): Promise<boolean> {
    this.#rest.end();
    const killed = this.run ? await this.#process.finish() : await this.#process.kill().then(() => false);
    await this.#leave();
    const entered = (await this.#files?.finish(killed)) ?? true;
    if (entered) await this.#d.stateFiles.remove(this.capture.captureId);
    return entered;
  }

  /** Stops watching; the process goes on and its state file stays. */
  async detach(): Promise<void> {
    this.#rest.end();
    await this.#leave();
  }

  status(): CaptureStatus {
    return this.#condition.status(this.#process.pid(), this.#telemetry, this.#utc(this.#files?.newestMs() ?? null), [...this.#microphones.absent()]);
  }

  async #listen(port: number): Promise<void> {
    const socket = await listenTo(port, (text, from) => this.#telemetry.take(text, from));
    if (socket.ok) this.#socket = socket.value;
    else if (port !== 0) return this.#listen(0); // taken meanwhile: levels come back with the capture's next start
    else this.#d.log.warn('recorder', 'no telemetry', { captureId: this.capture.captureId, detail: socket.error.detail });
  }

  async #launch(): Promise<void> {
    const { firstIndex } = await this.#process.start(this.#socket?.port ?? discardPort, this.#condition.restarts, this.#microphones.absent());
    this.#files?.begin(firstIndex);
    this.#growth.begin(this.#nowMs());
  }

  async #keep(): Promise<void> {
    while (!this.#rest.isOver()) {
      try {
        await this.#watch();
      } catch (e) {
        this.#d.log.error('recorder', 'watching a capture failed', { captureId: this.capture.captureId, detail: messageOf(e) });
      }
      await this.#rest.sleep(this.#growth.hasMedia ? aliveEveryMs : atStartEveryMs);
    }
  }

  async #watch(): Promise<void> {
    const alive = this.#process.isAlive();
    const nowMs = this.#nowMs();
    if (alive && this.#growth.sinceLookMs(nowMs) >= (this.#growth.hasMedia ? lookEveryMs : atStartEveryMs)) await this.#look();
    const verdict = judge({ alive, hasMedia: this.#growth.hasMedia, sinceStartMs: this.#growth.sinceBeginMs(nowMs), sinceGrowthMs: this.#growth.sinceGrowthMs(nowMs) });
    if (this.#rest.isOver()) return;
    if (verdict === 'well') return this.#perhapsWhole();
    if (verdict === 'hanging') await this.#process.kill();
    await this.#lost(verdict === 'hanging' ? hangingCause : await this.#process.cause(), true);
    await this.#microphones.tryAll((track) => this.#utc(this.#files?.trackEndMs(track) ?? null));
    await this.#again();
  }

  /** A microphone that was left out delivers again: all of them once more, at the price of a short hole. */
  async #perhapsWhole(): Promise<void> {
    if (!this.#growth.hasMedia || !(await this.#microphones.cameBack(this.#nowMs())) || this.#rest.isOver()) return;
    await this.#lost('started again together with a microphone that is back', await this.#process.finish());
    await this.#again();
  }

  async #look(): Promise<void> {
    if (!(await this.#growth.look(this.#nowMs()))) return;
    const firstMs = this.firstMediaUtcMs();
    this.#condition.cameUp(this.#process.startedAtMs, firstMs);
    this.#microphones.cameUp(firstMs ?? this.#d.clock.nowMs());
  }

  /** What it wrote is entered, its unfinished last file included; the hearing is told, once. */
  async #lost(cause: string, tail: boolean): Promise<void> {
    const hadMedia = this.#growth.hasMedia;
    this.#failures = failuresAfter(this.#failures, hadMedia ? this.#growth.sinceBeginMs(this.#nowMs()) : 0);
    this.#growth.hasMedia = false;
    await this.#files?.finish(tail);
    this.#condition.lost(cause, hadMedia ? (this.#utc(this.#files?.newestMs() ?? null) ?? this.#process.startedAtMs) : null);
  }

  async #again(): Promise<void> {
    await this.#rest.sleep(pauseBeforeRestartMs(this.#failures));
    if (this.#rest.isOver()) return;
    this.#condition.startsAgain();
    await this.#launch();
  }

  async #leave(): Promise<void> {
    await this.#loop;
    this.#socket?.close();
    this.#socket = null;
  }

  #nowMs = (): number => this.#d.clock.monotonicMs();
  #utc = (positionMs: number | null): number | null => (positionMs === null || !this.run ? null : this.run.zeroUtcMs + positionMs);
}
