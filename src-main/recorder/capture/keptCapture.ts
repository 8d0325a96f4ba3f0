import type { CaptureStatus, SignalCondition } from '#shared/contract/status.ts';
import { messageOf } from '#shared/domain/errors.ts';
import { deviceIdsOf, type Capture, type Run } from '../captures.ts';
import type { Cover } from '../cover.ts';
import type { CaptureState } from '../stateFiles.ts';
import { NoAnswer } from '../targets/target.ts';
import type { Change } from '../signal/conditions.ts';
import type { Listener } from '../signal/identityWatch.ts';
import { SameCamera, type SameCameraDeps } from '../signal/sameCamera.ts';
import { TelemetryLine, type LineDeps } from '../telemetry/line.ts';
import { untilTickMs } from '../ticks.ts';
import { CaptureProcess, type ProcessDeps } from './captureProcess.ts';
import { hangingCause, nothingCameCause } from './cause.ts';
import { Condition } from './condition.ts';
import { Growth } from './growth.ts';
import { MissingMicrophones } from './missingMicrophones.ts';
import { failuresAfter, judge, pauseBeforeRestartMs } from './restartPolicy.ts';
import { Rest } from './rest.ts';
import { Writings, type WritingsDeps, type Written } from './writings.ts';

export interface KeeperDeps extends ProcessDeps, SameCameraDeps, WritingsDeps, LineDeps {
  onSignal: (run: Run | null, capture: Capture, change: Change<SignalCondition>) => void;
  onChange: () => void;
}

/** Where nobody tells that a process has ended. */
const aliveEveryMs = 100;
const lookEveryMs = 500;
/** A tick may come a moment early. */
const aboutMs = 50;
const atStartEveryMs = 50;
const afterTroubleMs = 1000;
/** For a preview. */
const nowhere: Written = { dirs: [], firstIndex: 0 };

/**
 * One capture that is wanted: its process is started, watched, started again whenever it ends or
 * hangs, and taken over when it runs from before. Ends only by `stop`; `detach` lets the process run on.
 */
export class KeptCapture {
  readonly capture: Capture;
  readonly run: Run | null;
  readonly #d: KeeperDeps;
  readonly #process: CaptureProcess;
  /** A preview writes nothing. */
  readonly #writings: Writings | null;
  readonly #line: TelemetryLine;
  readonly #growth: Growth;
  readonly #condition: Condition;
  readonly #microphones: MissingMicrophones;
  readonly #camera: SameCamera;
  readonly #cover: Cover | null;
  readonly #rest = new Rest();
  #replacedBy: string | null = null;
  #failures = 0;
  #loop: Promise<void> = Promise.resolve();

  /** `cover` is the run's; a preview has none. */
  constructor(deps: KeeperDeps, capture: Capture, run: Run | null, cover: Cover | null) {
    this.#d = deps;
    this.capture = capture;
    this.run = run;
    this.#cover = cover;
    this.#process = new CaptureProcess(deps, capture, run, () => this.#rest.wake());
    this.#writings = run && new Writings(deps, capture, run, (id, fromMs, toMs) => cover?.missed(capture.captureId, id, { fromMs, toMs, cause: nothingCameCause[capture.kind] }));
    const tell = (change: Change<SignalCondition>): void => deps.onSignal(run, capture, change);
    this.#line = new TelemetryLine(deps, capture, tell);
    this.#camera = new SameCamera(deps, capture, run?.hearingId ?? null, tell);
    this.#growth = new Growth(this.#writings?.files ?? null, this.#line.telemetry);
    this.#condition = new Condition(deps, capture);
    this.#microphones = new MissingMicrophones(deps, capture);
  }

  /** It is kept from here on, also when its first launch fails (then false): that is tried again like any other. */
  async start(): Promise<boolean> {
    this.#cover?.begin(this.capture.captureId, deviceIdsOf(this.capture));
    await this.#line.open(0);
    await this.#launch();
    const launched = this.#process.isAlive();
    if (!launched) this.#condition.lost(await this.#process.cause(), false);
    this.#loop = this.#keep();
    return launched;
  }

  /** Takes over what runs from before. What ended meanwhile is reported and started again by the first watch. */
  async adopt(state: CaptureState): Promise<void> {
    await this.#line.open(state.telemetryPort);
    this.#process.adopt(state);
    this.#condition.adopt(state.restarts);
    this.#microphones.adopt(state.absent);
    this.#cover?.adopt(this.capture.captureId, this.deliveredIds());
    this.#cover?.begin(this.capture.captureId, state.absent);
    await this.#writings?.adopt(state);
    this.#growth.begin(this.#nowMs());
    await (this.#process.isAlive() ? this.#look() : this.#endedBefore()).catch(this.#troubled);
    this.#loop = this.#keep();
  }

  /** Resolves true with the first media on disk, false when there is none after `limitMs`. */
  up = (limitMs: number, givenUp: AbortSignal): Promise<boolean> => this.#condition.up(limitMs, givenUp);

  isUp = (): boolean => this.#condition.isUp();

  /** Why it is missing; from now on nobody waits for it. */
  toldMissing = (): string => this.#condition.toldMissing();

  /** UTC ms up to which it has media on disk, of this process or an earlier one. */
  mediaUntilMs = (): number | null => this.#writings?.untilMs() ?? null;

  /** The devices that it records while it is up. */
  deliveredIds(): string[] {
    const absent = this.#microphones.absent();
    return deviceIdsOf(this.capture).filter((id) => !absent.has(id));
  }

  /** UTC ms of the first media, on every track, of the process now running. */
  firstMediaUtcMs = (): number | null => this.#writings?.fromMs() ?? null;

  /**
   * Sound and pictures are there up to `untilMs` (UTC); then the process is ended, every file finished and entered. False when a file
   * could not be entered yet; then its state file stays, and it is asked again, here or by the next console.
   */
  async stop(untilMs: number): Promise<boolean> {
    this.#rest.end();
    await this.#writings?.reach(untilMs, () => this.#process.isAlive()).catch(this.#troubled); // it is ended all the same
    const killed = await this.#end();
    await this.#leave();
    const killedNext = await this.#end(); // one that was being started meanwhile
    const entered = await this.#finished(killed || killedNext);
    if (entered) this.#writings?.over();
    if (entered) await this.#d.stateFiles.remove(this.capture.captureId);
    return entered;
  }

  /** Stops watching; the process goes on and its state file stays. */
  async detach(): Promise<void> {
    this.#rest.end();
    await this.#leave();
  }

  status(): CaptureStatus {
    return this.#condition.status(this.#process.pid(), this.#line.telemetry, this.mediaUntilMs(), [...this.#microphones.absent()], [...this.#line.signal(), ...this.#camera.held()]);
  }

  /** A process of it has a microphone open. */
  isListening = (): boolean => this.capture.kind === 'audio' && this.#process.isAlive();

  /** Which PulseAudio sources its process is to be connected to; null when it uses none. */
  listener(): Listener | null {
    const pid = this.#process.pid();
    if (this.capture.kind === 'video' || pid === null || !this.#process.isAlive()) return null;
    const absent = this.#microphones.absent();
    const microphones = this.capture.microphones.flatMap(({ id, source }) =>
      source.type === 'pulse' && !absent.has(id) ? [{ microphoneId: id, device: source.device, server: source.server }] : []);
    return microphones.length > 0 ? { captureId: this.capture.captureId, pid, microphones } : null;
  }

  /** It records another microphone than it should: rather nothing than that. The watch starts it again. */
  async replaced(byName: string): Promise<void> {
    this.#replacedBy = byName;
    await this.#process.kill();
  }

  async #launch(): Promise<void> {
    const written = this.#writings ? await this.#writings.next() : nowhere;
    if (!written) return this.#process.couldNotStart(new NoAnswer().message);
    const started = await this.#process.start({
      telemetryPort: this.#line.port(), restarts: this.#condition.restarts, absent: [...this.#microphones.absent()], ...written, failuresInARow: this.#failures,
    });
    if (started) this.#writings?.begin(written);
    this.#growth.begin(this.#nowMs());
  }

  async #keep(): Promise<void> {
    while (!this.#rest.isOver()) {
      try {
        await this.#watch();
      } catch (e) {
        this.#troubled(e);
        await this.#rest.sleep(afterTroubleMs);
      }
      await this.#rest.nap(untilTickMs(this.#pauseMs()));
    }
  }

  #pauseMs(): number {
    if (!this.#growth.hasMedia) return atStartEveryMs;
    return this.#process.tellsItsEnd() ? lookEveryMs : aliveEveryMs;
  }

  /** Its loss is told by the first watch, from where its files end; until then nobody takes it for one that is back. */
  async #endedBefore(): Promise<void> {
    this.#condition.lost(await this.#process.cause(), false);
    await this.#growth.look(this.#nowMs());
  }

  async #watch(): Promise<void> {
    const alive = this.#process.isAlive();
    const nowMs = this.#nowMs();
    if (alive && this.#growth.sinceLookMs(nowMs) >= (this.#growth.hasMedia ? lookEveryMs - aboutMs : atStartEveryMs)) await this.#look();
    const verdict = judge({ alive, hasMedia: this.#growth.hasMedia, sinceStartMs: this.#growth.sinceBeginMs(nowMs), sinceGrowthMs: this.#growth.sinceGrowthMs(nowMs) });
    if (this.#rest.isOver()) return;
    this.#condition.stalls(verdict === 'stalled');
    if (verdict === 'well') return this.#perhapsWhole();
    if (verdict === 'stalled') return;
    if (verdict === 'hanging') await this.#process.kill();
    await this.#lost(await this.#causeOf(verdict), true);
    await this.#microphones.tryAll();
    await this.#again();
  }

  async #causeOf(verdict: 'hanging' | 'ended'): Promise<string> {
    const byName = this.#replacedBy;
    this.#replacedBy = null;
    if (byName !== null) return `the sound server put another microphone in its place: ${byName}`;
    if (verdict === 'ended') return this.#process.cause();
    return this.#writings?.allHang() ? new NoAnswer().message : hangingCause;
  }

  /** A microphone that was left out delivers again: all of them once more, at the price of a short hole. */
  async #perhapsWhole(): Promise<void> {
    if (!this.#growth.hasMedia || !this.#microphones.cameBack(this.#nowMs())) return;
    await this.#lost('started again together with a microphone that is back', await this.#process.finish(false));
    await this.#again();
  }

  async #look(): Promise<void> {
    this.#writings?.look();
    if (!(await this.#answered(() => this.#growth.look(this.#nowMs())))) return;
    await this.#camera.look(); // before it is called up: from then on another one in its place is known for one
    const firstMs = this.firstMediaUtcMs();
    this.#condition.cameUp(this.#process.startedAtMs, firstMs);
    if (firstMs !== null) this.#cover?.resumed(this.capture.captureId, this.deliveredIds(), firstMs);
  }

  /** What it wrote is entered, its unfinished last file included. */
  async #lost(cause: string, tail: boolean): Promise<void> {
    const hadMedia = this.#growth.hasMedia;
    this.#failures = failuresAfter(this.#failures, hadMedia ? this.#growth.sinceBeginMs(this.#nowMs()) : 0);
    this.#growth.hasMedia = false;
    await this.#finished(tail).catch(this.#troubled); // the disk may be what is lost: tried again at the next end
    this.#condition.lost(cause, hadMedia);
    if (hadMedia) this.#uncover(cause);
  }

  /** Each device from where its own track ends: a microphone may have fallen silent before the others. */
  #uncover(cause: string): void {
    const endMs = this.mediaUntilMs() ?? this.#process.startedAtMs;
    deviceIdsOf(this.capture).forEach((id, track) => {
      this.#cover?.lost(this.capture.captureId, [id], this.#writings?.trackUntilMs(track) ?? endMs, cause);
    });
  }

  async #again(): Promise<void> {
    await this.#rest.sleep(pauseBeforeRestartMs(this.#failures));
    if (this.#rest.isOver()) return;
    this.#condition.startsAgain();
    await this.#launch();
  }

  /** True when it had to be killed although it was to finish its file. */
  async #end(): Promise<boolean> {
    if (this.#writings) return this.#process.finish(this.#writings.isHeldUp());
    await this.#process.kill();
    return false;
  }

  async #leave(): Promise<void> {
    await this.#loop;
    await this.#microphones.trialOver();
    await this.#writings?.leave();
    this.#process.forget();
    this.#line.close();
  }

  #finished = async (killed: boolean): Promise<boolean> => (await this.#writings?.finish(killed)) ?? true;
  #answered = <T>(ask: () => Promise<T>): Promise<T> => (this.#writings ? this.#writings.answered(ask) : ask());
  #troubled = (e: unknown): void => this.#d.log.error('recorder', 'watching a capture failed', { captureId: this.capture.captureId, detail: messageOf(e) });
  #nowMs = (): number => this.#d.clock.monotonicMs();
}
