import { join } from 'node:path';
import type { Levels, RecorderStatus } from '#shared/contract/status.ts';
import { appError, messageOf, type AppError } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Clock, Log, MediaEdge, Recorder, RecorderFact, RecorderWish, SegmentRow, SegmentStore, StartReport } from '#main/app/ports/index.ts';
import { runToEnd } from '#main/process/runner.ts';
import type { SyntheticSources } from './arguments/context.ts';
import { videoEncoder } from './arguments/video.ts';
import { KeptCapture, type KeeperDeps } from './capture/keptCapture.ts';
import { captureSchema, type Capture, type Run } from './captures.ts';
import { SegmentCounts } from './counts.ts';
import { Listeners } from './listeners.ts';
import { capturePlan } from './plan.ts';
import { SegmentBooks } from './segments/books.ts';
import { ReadBack, type ClosedFileCheck } from './segments/readBack.ts';
import { serialised } from './serial.ts';
import { StateFiles, type CaptureState } from './stateFiles.ts';
import { LevelBoard } from './telemetry/levelBoard.ts';

export interface RecorderDeps {
  recordingDir(hearingId: string): Promise<string>;
  stateDir: string;
  segments: SegmentStore;
  clock: Clock;
  log: Log;
  edge: Pick<MediaEdge, 'pushUrl' | 'pullUrl'>;
  syntheticSources: SyntheticSources;
  ffmpegPath: string;
  check: ClosedFileCheck;
  /** Length of one file. */
  segmentMs: number;
}

/** For `record`: how long the start waits for every capture's first media. */
const comeUpLimitMs = 6000;

/** Why a program cannot be started at all; null when it can. One that is only slow is there. */
async function absenceOf(program: string): Promise<string | null> {
  const asked = await runToEnd(program, ['-version'], { timeoutMs: 2000 });
  const detail = asked.ok ? '' : (asked.error.detail ?? '');
  return /ENOENT|EACCES/.test(detail) ? detail : null;
}

/** Records with ffmpeg processes that outlive this one. Attach the listeners before `adopt`. */
export class CaptureRecorder implements Recorder {
  readonly #d: RecorderDeps;
  readonly #stateFiles: StateFiles;
  readonly #facts = new Listeners<RecorderFact>();
  readonly #levels = new Listeners<Levels>();
  readonly #statuses = new Listeners<void>();
  readonly #counts = new SegmentCounts();
  readonly #board = new LevelBoard(this.#levels.tell);
  readonly #readBack: ReadBack;
  readonly #keeperDeps: KeeperDeps;
  readonly #oneByOne = serialised();
  #kept: KeptCapture[] = [];
  #mode: RecorderStatus['mode'] = 'off';

  constructor(deps: RecorderDeps) {
    this.#d = deps;
    this.#stateFiles = new StateFiles(deps.stateDir);
    const { segments, clock } = deps;
    this.#readBack = new ReadBack({
      check: deps.check, segments, clock,
      pathOf: async (row) => join(await deps.recordingDir(row.hearingId), row.path),
      onChecked: (row) => this.#segment(row, row.state === 'verified' ? 'segmentVerified' : 'segmentDamaged'),
      onFault: this.#fault,
    });
    const books = new SegmentBooks({ segments, onClosed: (row) => { this.#segment(row, 'segmentClosed'); this.#readBack.add(row); }, onFault: this.#fault });
    this.#keeperDeps = {
      ...deps,
      stateFiles: this.#stateFiles,
      enter: (segment) => books.enter(segment),
      onFact: this.#facts.tell,
      onReading: (reading) => this.#board.take(reading, clock.nowMs()),
      onChange: this.#changed,
    };
  }

  adopt(): Promise<{ hearingId: string; runId: string } | null> {
    return this.#oneByOne(() => this.#adopt());
  }

  want(wish: RecorderWish): Promise<Result<StartReport>> {
    return this.#oneByOne(() => this.#want(wish));
  }

  settle(hearingId: string): Promise<void> {
    return this.#readBack.settle(hearingId);
  }

  status(): RecorderStatus {
    return { mode: this.#mode, captures: this.#kept.map((kept) => kept.status()), ...this.#counts.get(), encoder: videoEncoder };
  }

  onFact = (listener: (fact: RecorderFact) => void): (() => void) => this.#facts.add(listener);
  onLevels = (listener: (levels: Levels) => void): (() => void) => this.#levels.add(listener);
  onStatus = (listener: () => void): (() => void) => this.#statuses.add(listener);

  detach(): Promise<void> {
    return this.#oneByOne(async () => {
      await Promise.all(this.#kept.map((kept) => kept.detach()));
      this.#kept = [];
      this.#readBack.stop();
    });
  }

  async #adopt(): Promise<{ hearingId: string; runId: string } | null> {
    const { states, movedAside } = await this.#stateFiles.readAll();
    for (const path of movedAside) this.#fault(null, appError('internal.unexpected', { detail: `a capture's state could not be read and was moved aside: ${path}` }));
    const run = states.find((state) => state.run)?.run ?? null;
    if (run) await this.#counts.follow(run.hearingId, this.#d.segments);
    this.#kept = await Promise.all(states.map((state) => this.#takeOver(state)));
    this.#mode = run ? 'record' : states.length > 0 ? 'preview' : 'off';
    this.#changed();
    return run && { hearingId: run.hearingId, runId: run.runId };
  }

  /** What died while nobody watched is started again at once; the wish of then still stands until another one comes. */
  async #takeOver(state: CaptureState): Promise<KeptCapture> {
    const kept = new KeptCapture(this.#keeperDeps, state.capture, state.run, state.dir);
    await kept.adopt(state, await this.#firstNotEntered(state));
    return kept;
  }

  /** Also reads back what the last console had closed and not yet checked. */
  async #firstNotEntered(state: CaptureState): Promise<number> {
    const { run, capture } = state;
    if (!run) return 0;
    const rows = (await this.#d.segments.of(run.hearingId)).filter((row) => row.runId === run.runId && row.captureId === capture.captureId);
    for (const row of rows) if (row.state === 'closed') this.#readBack.add(row);
    return Math.max(-1, ...rows.map((row) => row.index)) + 1;
  }

  async #want(wish: RecorderWish): Promise<Result<StartReport>> {
    const run: Run | null = wish.mode === 'record' ? { hearingId: wish.hearingId, runId: wish.runId, zeroUtcMs: wish.zeroUtcMs } : null;
    const wanted = wish.mode === 'off' ? [] : capturePlan(wish.hall, wish.mode);
    try {
      await this.#stopAllBut(wanted, run);
      const absence = wanted.length > 0 ? await absenceOf(this.#d.ffmpegPath) : null;
      if (absence !== null) return err(appError('recorder.ffmpeg_missing', { detail: absence }));
      if (run) await this.#counts.follow(run.hearingId, this.#d.segments);
      await this.#startMissing(wanted, run);
    } catch (e) {
      return err(appError('recorder.start_failed', { detail: messageOf(e) }));
    } finally {
      this.#mode = wish.mode;
      this.#changed();
    }
    return ok(run ? await this.#startReport() : { mediaFromMs: null, missing: [] });
  }

  async #stopAllBut(wanted: Capture[], run: Run | null): Promise<void> {
    const keys = new Set(wanted.map((capture) => keyOf(capture, run)));
    const [staying, leaving] = [this.#kept.filter((kept) => keys.has(keyOf(kept.capture, kept.run))), this.#kept.filter((kept) => !keys.has(keyOf(kept.capture, kept.run)))];
    await Promise.all(leaving.map((kept) => kept.stop()));
    this.#kept = staying;
    if (leaving.length > 0) this.#board.clear();
  }

  async #startMissing(wanted: Capture[], run: Run | null): Promise<void> {
    const running = new Set(this.#kept.map((kept) => keyOf(kept.capture, kept.run)));
    const dir = run && join(await this.#d.recordingDir(run.hearingId), run.runId);
    const missing = wanted.filter((capture) => !running.has(keyOf(capture, run)));
    const started = missing.map((capture) => new KeptCapture(this.#keeperDeps, capture, run, dir && join(dir, capture.captureId)));
    this.#kept = [...this.#kept, ...started];
    await Promise.all(started.map((kept) => kept.start()));
  }

  async #startReport(): Promise<StartReport> {
    const up = await Promise.all(this.#kept.map((kept) => kept.up(comeUpLimitMs)));
    const firsts = this.#kept.filter((_, i) => up[i]).map((kept) => kept.firstMediaUtcMs()).filter((ms) => ms !== null);
    const missing = this.#kept.filter((_, i) => !up[i]).map((kept) => kept.toldMissing());
    return { mediaFromMs: firsts.length > 0 ? Math.max(...firsts) : null, missing };
  }

  #segment(row: SegmentRow, type: 'segmentClosed' | 'segmentVerified' | 'segmentDamaged'): void {
    this.#counts.take(row);
    this.#facts.tell({ type, row });
    this.#changed();
  }

  #fault = (hearingId: string | null, error: AppError): void => this.#facts.tell({ type: 'fault', hearingId, error });
  #changed = (): void => this.#statuses.tell();
}

/** Two wishes for the same capture of the same run are one wish. */
const keyOf = (capture: Capture, run: Run | null): string => JSON.stringify([captureSchema.parse(capture), run]);
