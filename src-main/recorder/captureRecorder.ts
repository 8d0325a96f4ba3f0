import type { Levels, RecorderStatus } from '#shared/contract/status.ts';
import { appError, messageOf, type AppError } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { FinishedFile, LivePlaces, Log, Recorder, RecorderFact, RecorderWish, SegmentRow, StartReport } from '#main/app/ports/index.ts';
import type { WatchTools } from '#main/app/ports/watch.ts';
import { runToEnd } from '#main/process/runner.ts';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { SyntheticSources } from './arguments/context.ts';
import type { VideoEncoder } from './arguments/encoder.ts';
import { EncoderChoice } from './capture/encoderChoice.ts';
import { KeptCapture, type KeeperDeps } from './capture/keptCapture.ts';
import { endStrangers } from './capture/strangers.ts';
import { captureSchema, deviceIdsOf, type Capture, type Run } from './captures.ts';
import { Cover } from './cover.ts';
import { Lamp } from './lamp.ts';
import { Latest } from './latest.ts';
import { Listeners } from './listeners.ts';
import { capturePlan } from './plan.ts';
import { SegmentKeeping, type KeepingDeps } from './segments/keeping.ts';
import { serialised } from './serial.ts';
import { FirstCameras } from './signal/firstCameras.ts';
import { IdentityWatch } from './signal/identityWatch.ts';
import { startReport } from './startReport.ts';
import { StateFiles, type CaptureState } from './stateFiles.ts';
import { listenWith } from './telemetry/inboxes.ts';
import { LevelBoard } from './telemetry/levelBoard.ts';

export interface RecorderDeps extends Omit<KeepingDeps, 'onFact' | 'onChange'> {
  /** Null: not to be had on this system; the recorder does without, at its price. */
  watch: WatchTools | null;
  stateDir: string;
  log: Log;
  edge: LivePlaces;
  syntheticSources: SyntheticSources;
  ffmpegPath: string;
  captureEnv: () => NodeJS.ProcessEnv;
  /** Of the camera behind a device path; null when there is none. */
  cameraIdentity: KeeperDeps['cameraIdentity'];
  /** Length of one file. */
  segmentMs: number;
  /** In the order in which they are tried. */
  hardwareEncoders: readonly VideoEncoder[];
}

/** For `off`: pause between two tries to enter files that could not be entered. */
const enterAgainMs = 2000;

const nothingToReport: StartReport = { mediaFromMs: null, missing: [] };

/** Why a program cannot be started at all; null when it can. One that is only slow is there. */
async function absenceOf(program: string): Promise<string | null> {
  const asked = await runToEnd(program, ['-version'], { timeoutMs: 2000 });
  const detail = asked.ok ? '' : (asked.error.detail ?? '');
  return /ENOENT|EACCES/.test(detail) ? detail : null;
}

/** Records with ffmpeg processes that outlive this one. Attach the listeners before `adopt`. */
export class CaptureRecorder implements Pick<Recorder, 'adopt' | 'want' | 'enter' | 'settle' | 'status' | 'onLevels' | 'onStatus'> {
  readonly #d: RecorderDeps;
  readonly #stateFiles: StateFiles;
  readonly #facts = new Listeners<RecorderFact>();
  readonly #levels = new Listeners<Levels>();
  readonly #statuses = new Listeners<void>();
  readonly #board = new LevelBoard(this.#levels.tell);
  readonly #keeping: SegmentKeeping;
  readonly #identity: IdentityWatch;
  readonly #encoders: EncoderChoice;
  readonly #lamp: Lamp;
  readonly #keeperDeps: KeeperDeps;
  readonly #oneByOne = serialised();
  readonly #latest = new Latest();
  #kept: KeptCapture[] = [];
  /** Ended, with files that are not in the books yet. */
  #open: KeptCapture[] = [];
  #mode: RecorderStatus['mode'] = 'off';
  #cover: { of: string; cover: Cover } | null = null;

  constructor(deps: RecorderDeps) {
    this.#d = deps;
    this.#stateFiles = new StateFiles(deps.stateDir);
    this.#keeping = new SegmentKeeping({ ...deps, onFact: this.#facts.tell, onChange: this.#changed });
    this.#identity = new IdentityWatch({ onReplaced: this.#replaced, onUnknown: (error) => deps.log.warn('recorder', 'who is connected to the sound server is not known', error) });
    const isAnybodyListening = (): boolean => this.#kept.some((kept) => kept.isListening());
    this.#lamp = new Lamp(deps.stateDir, () => deps.clock.nowMs(), isAnybodyListening, (e) => deps.log.error('recorder', 'the lamp at the microphones has no news: its file cannot be written', { detail: messageOf(e) }));
    this.#encoders = new EncoderChoice(deps.ffmpegPath, deps.log);
    this.#keeperDeps = {
      ...deps,
      encoders: this.#encoders,
      listen: listenWith(deps.watch),
      stateFiles: this.#stateFiles,
      firstCameras: new FirstCameras(deps.stateDir, deps.log),
      books: this.#keeping.books,
      targets: this.#keeping.targets,
      onReading: (reading) => this.#board.take(reading, deps.clock.nowMs()),
      onSignal: this.#signal,
      onChange: this.#changed,
    };
  }

  /** Takes over captures that run from before. Call once, before the first wish. Returns what is being recorded right now. */
  adopt(): Promise<{ hearingId: string; runId: string } | null> {
    return this.#oneByOne(() => this.#adopt());
  }

  want(wish: RecorderWish): Promise<Result<StartReport>> {
    const superseded = this.#latest.next(JSON.stringify(wish));
    return this.#oneByOne(() => this.#want(wish, superseded)).catch((e: unknown) => err(appError('recorder.start_failed', { detail: messageOf(e) })));
  }

  /** Where everything is recorded a second time; null for nowhere. Takes effect with the next start of each capture. */
  useSecondTarget(root: string | null): void {
    this.#keeping.targets.configure(root);
    this.#changed();
  }

  settle(hearingId: string): Promise<void> {
    return this.#keeping.settle(hearingId);
  }

  /** Tried until it has its row: after ten tries of a file that cannot be read there is none. */
  async enter({ hearingId, runId, captureId, index, tail }: FinishedFile): Promise<SegmentRow | null> {
    const dir = join(this.#d.recordingsRoot, hearingId, runId, captureId);
    for (;;) {
      const entered = await this.#keeping.books.enter({ dir, run: { hearingId, runId, zeroUtcMs: 0 }, captureId, index, tail });
      if (entered.ok) return entered.value?.row ?? null;
      await pause(enterAgainMs, undefined, { ref: false });
    }
  }

  status(): RecorderStatus {
    return { mode: this.#mode, captures: this.#kept.map((kept) => kept.status()), encoder: this.#encoders.name(), ...this.#keeping.status() };
  }

  onFact = (listener: (fact: RecorderFact) => void): (() => void) => this.#facts.add(listener);
  onLevels = (listener: (levels: Levels) => void): (() => void) => this.#levels.add(listener);
  onStatus = (listener: () => void): (() => void) => this.#statuses.add(listener);

  /** Stops watching. Captures go on: the next recorder takes them over. */
  detach(): Promise<void> {
    this.#latest.next('detach');
    return this.#oneByOne(async () => {
      await Promise.all(this.#kept.map((kept) => kept.detach()));
      this.#kept = [];
      this.#keeping.stop();
      this.#lamp.stop();
      this.#identity.stop();
    });
  }

  async #adopt(): Promise<{ hearingId: string; runId: string } | null> {
    await this.#keeping.start();
    void this.#encoders.findBest(this.#d.hardwareEncoders);
    const { states, movedAside } = await this.#stateFiles.readAll();
    await this.#lamp.start();
    for (const path of movedAside) this.#fault(null, appError('internal.unexpected', { detail: `a capture's state could not be read and was moved aside: ${path}` }));
    await endStrangers(this.#stateFiles.dir, states.map((state) => state.process));
    const run = states.find((state) => state.run)?.run ?? null;
    if (run) await this.#keeping.follow(run.hearingId);
    this.#kept = await Promise.all(states.map((state) => this.#takeOver(state)));
    this.#mode = run ? 'record' : states.length > 0 ? 'preview' : 'off';
    this.#changed();
    return run && { hearingId: run.hearingId, runId: run.runId };
  }

  /** What died while nobody watched is started again at once; the wish of then still stands until another one comes. */
  async #takeOver(state: CaptureState): Promise<KeptCapture> {
    const kept = new KeptCapture(this.#keeperDeps, state.capture, state.run, state.run && this.#coverOf(state.run));
    await kept.adopt(state);
    return kept;
  }

  async #want(wish: RecorderWish, superseded: AbortSignal): Promise<Result<StartReport>> {
    const run: Run | null = wish.mode === 'record' ? { hearingId: wish.hearingId, runId: wish.runId, zeroUtcMs: wish.zeroUtcMs } : null;
    const wanted = wish.mode === 'off' ? [] : capturePlan(wish.hall, wish.mode);
    await this.#stopAllBut(wanted, run, wish.mode === 'off' ? wish.untilMs : undefined);
    const fault = await this.#startMissing(wanted, run);
    const entered = wish.mode === 'off' ? await this.#enterOpen(superseded) : ok(nothingToReport);
    this.#mode = wish.mode;
    this.#changed();
    if (!entered.ok) return entered;
    this.#keeping.plan(wish.mode === 'record' ? wish.plannedBytes : null);
    if (!run) return fault ? err(fault) : ok(nothingToReport);
    if (fault) this.#fault(run.hearingId, fault);
    await this.#keeping.follow(run.hearingId);
    return ok((await startReport({ wanted, kept: this.#kept, cover: this.#coverOf(run), fault, superseded })) ?? nothingToReport);
  }

  async #stopAllBut(wanted: Capture[], run: Run | null, untilMs = this.#d.clock.nowMs()): Promise<void> {
    const keys = new Set(wanted.map((capture) => keyOf(capture, run)));
    const [staying, leaving] = [this.#kept.filter((kept) => keys.has(keyOf(kept.capture, kept.run))), this.#kept.filter((kept) => !keys.has(keyOf(kept.capture, kept.run)))];
    this.#open = [...this.#open, ...(await this.#stop(leaving, untilMs))];
    this.#kept = staying;
    if (leaving.length > 0) this.#board.clear();
  }

  /** Those of them that still have files to enter. */
  async #stop(leaving: KeptCapture[], untilMs: number): Promise<KeptCapture[]> {
    const isOpen = await Promise.all(leaving.map((kept) => kept.stop(untilMs).then((entered) => !entered, (e: unknown) => this.#notFinished(kept, e))));
    return leaving.filter((_, i) => isOpen[i]);
  }

  /** Its folder cannot even be listed: told, and left to the next console. The hall does not wait for a disk that is away. */
  #notFinished({ run, capture }: KeptCapture, e: unknown): false {
    this.#fault(run?.hearingId ?? null, appError('recorder.segment_damaged', { detail: `${capture.captureId}: ${messageOf(e)}` }));
    return false;
  }

  /** Nothing records any more. A recording is over once every file has its row: that is tried until it is so, or something else is wanted. */
  async #enterOpen(superseded: AbortSignal): Promise<Result<StartReport>> {
    while (this.#open.length > 0) {
      if (superseded.aborted) return err(appError('store.unavailable', { detail: this.#open.map((kept) => kept.capture.captureId).join(', ') }));
      await pause(enterAgainMs, undefined, { signal: superseded }).catch(() => undefined); // ended early
      this.#open = await this.#stop(this.#open, 0);
    }
    return ok(nothingToReport);
  }

  /** What is wanted and not there is kept from here on, come what may; why something of it could not be started at all. */
  async #startMissing(wanted: Capture[], run: Run | null): Promise<AppError | null> {
    const running = new Set(this.#kept.map((kept) => keyOf(kept.capture, kept.run)));
    try {
      const missing = wanted.filter((capture) => !running.has(keyOf(capture, run)));
      const started = missing.map((capture) => new KeptCapture(this.#keeperDeps, capture, run, run && this.#coverOf(run)));
      this.#kept = [...this.#kept, ...started];
      const launched = await Promise.all(started.map((kept) => kept.start()));
      const absence = launched.every(Boolean) ? null : await absenceOf(this.#d.ffmpegPath);
      return absence === null ? null : appError('recorder.ffmpeg_missing', { detail: absence });
    } catch (e) {
      return appError('recorder.start_failed', { detail: messageOf(e) });
    }
  }

  /** One for each run: what its captures miss together. */
  #coverOf(run: Run): Cover {
    const of = JSON.stringify(run);
    if (this.#cover?.of !== of) this.#cover = { of, cover: new Cover(run, this.#facts.tell) };
    return this.#cover.cover;
  }

  /** What is the matter with a signal is a fact about the record; that somebody speaks is not. */
  #signal: KeeperDeps['onSignal'] = (run, capture, { condition, change, atMs }) => {
    if (run && condition !== 'speech') this.#facts.tell({ type: 'signal', hearingId: run.hearingId, deviceId: deviceIdsOf(capture)[0] ?? '', condition, change, atMs });
    this.#changed();
  };

  #replaced = (captureId: string, microphoneId: string, byName: string): void => {
    const kept = this.#kept.find((k) => k.capture.captureId === captureId);
    this.#d.log.error('recorder', 'another microphone was put in the place of one', { captureId, microphoneId, byName });
    void kept?.replaced(byName);
  };

  #fault = (hearingId: string | null, error: AppError): void => this.#facts.tell({ type: 'fault', hearingId, error });
  #changed = (): void => {
    this.#identity.follow(this.#kept.map((kept) => kept.listener()).filter((listener) => listener !== null));
    this.#lamp.changed();
    this.#statuses.tell();
  };
}

/** Two wishes for the same capture of the same run are one wish. */
const keyOf = (capture: Capture, run: Run | null): string => JSON.stringify([captureSchema.parse(capture), run]);
