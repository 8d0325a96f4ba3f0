import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemActor } from '#shared/domain/actor.ts';
import { appError, messageOf, type AppError } from '#shared/domain/errors.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { isLive } from '#shared/domain/hearing/transitions.ts';
import { isSoundCapture, type Hall } from '#shared/domain/hall.ts';
import { isTrial, trialName } from '#shared/domain/readiness/trialName.ts';
import type { Result } from '#shared/domain/result.ts';
import type { Hearings } from '../hearings.ts';
import type { Clock, DropTrials, EventStore, Folders, Log, OutboxStore, Recorder, RecorderFact, RecorderWish, SegmentRow, SegmentStore, StartReport } from '../ports/index.ts';
import type { Settings } from '../settings.ts';
import { removeTrials } from './trialRemains.ts';
import { runName, wishFor } from './wish.ts';

interface Deps {
  recorder: Recorder;
  hearings: Hearings;
  heads: Pick<EventStore, 'heads'>;
  outbox: Pick<OutboxStore, 'addFiles'>;
  segments: Pick<SegmentStore, 'upsert'>;
  folders: Folders;
  dropTrials: DropTrials;
  recordingsDir: string;
  settings: Settings;
  clock: Clock;
  log: Log;
  /** Something new may be uploaded. */
  onQueued: () => void;
  /** The hall is free again. */
  onFree: () => void;
}

/** The hall being recorded without a hearing, and what the recorder told of it. */
interface Trial {
  trialId: string;
  facts: RecorderFact[];
  /** A hearing needed the hall. */
  isEnded: boolean;
}

/** What was recorded in seconds is read back in seconds; a disk that takes longer has failed the trial. */
const settleWithinMs = 20_000;
/** A console that is being stopped does not wait longer for it; what is left goes with the next start. */
const removedWithinMs = 5000;

const unfinished = ['connecting', 'in_session', 'closed_section', 'recess', 'deliberation', 'technical_break'] as const;

/**
 * Keeps the recorder doing what the hearing's state says, and turns what the recorder reports into
 * facts of the hearing. A recorder fault is a fact, never a reason that a hearing cannot go on.
 */
export class RecordingDesk {
  readonly #d: Deps;
  #currentId: string | null = null;
  #trial: Trial | null = null;
  /** For what the hall's picture is shown before any hearing is on. */
  readonly #shownFor = new Set<string>();
  /** Of the last trial that was ended before its time. */
  #removal: Promise<void> = Promise.resolve();

  constructor(deps: Deps) {
    this.#d = deps;
    deps.recorder.keepFacts((fact, factId) => this.#take(fact, factId));
  }

  /** The one hearing this hall is busy with, from connecting until its last file is finished. */
  currentId(): string | null {
    return this.#currentId;
  }

  /**
   * After start: take over running captures, and go on with the hearing that was on. Answers as soon as
   * it is known which one that is; captures that died meanwhile come up behind it. A trial of the hall that a crash
   * left running is ended, and what it recorded is removed.
   */
  async resume(): Promise<void> {
    const adopted = await this.#d.recorder.adopt();
    const heads = await this.#d.heads.heads({ phases: ['scheduled', ...unfinished] });
    const busy = await this.#firstBusy(heads.map((h) => h.hearingId));
    if (adopted && adopted.hearingId !== busy?.hearingId) this.#d.log.warn('recording', 'captures of a hearing that is over are being finished', adopted);
    this.#currentId = busy?.hearingId ?? (adopted && !isTrial(adopted.hearingId) ? adopted.hearingId : null);
    void this.follow(busy).then(() => removeTrials(this.#d, adopted && isTrial(adopted.hearingId) ? adopted.hearingId : null));
  }

  async #firstBusy(hearingIds: string[]): Promise<Hearing | null> {
    for (const id of hearingIds) {
      const loaded = await this.#d.hearings.load(id);
      if (loaded && isBusy(loaded.hearing)) return loaded.hearing;
    }
    return null;
  }

  /**
   * Records the hall as a hearing would be, as part of none, for as long as `during` takes, and tells everything that
   * the recorder told of it, read back. Null when the hall is not free, or when a hearing needed it meanwhile: `follow`
   * ends a trial at once and waits for nothing of it.
   */
  async tryOut(hall: Hall, during: (isEnded: () => boolean) => Promise<void>): Promise<readonly RecorderFact[] | null> {
    const { recorder, clock } = this.#d;
    if (!(await this.#isFree()) || this.#trial) return null;
    const trial: Trial = { trialId: trialName(randomUUID()), facts: [], isEnded: false };
    this.#trial = trial;
    try {
      const began = await recorder.want({ mode: 'record', hall, hearingId: trial.trialId, runId: runName(1), zeroUtcMs: clock.nowMs(), plannedBytes: 0 });
      if (began.ok && !trial.isEnded) await during(() => trial.isEnded);
      if (!trial.isEnded) await recorder.want({ mode: 'off' });
      if (!trial.isEnded) await Promise.race([recorder.settle(trial.trialId), sleep(settleWithinMs, undefined, { ref: false })]);
    } finally {
      this.#trial = null; // also when the recorder cannot be asked: the hall must not stay taken
    }
    if (trial.isEnded) return null;
    await removeTrials(this.#d, null);
    await this.follow(this.#currentId === null ? null : ((await this.#d.hearings.load(this.#currentId))?.hearing ?? null));
    return trial.facts;
  }

  /** Shows the hall without recording it, while it is busy with nothing; the hearing that needs it next ends this. */
  async show(isShown: boolean, why: 'test_session' | 'test_call'): Promise<void> {
    if (isShown) this.#shownFor.add(why);
    else this.#shownFor.delete(why);
    const hall = await this.#d.settings.hall();
    if (this.#currentId === null && !this.#trial) await this.#d.recorder.want(this.#idleWish(hall)); // a trial goes on to it by itself
  }

  #idleWish = (hall: Hall | null): RecorderWish => (this.#shownFor.size > 0 && hall ? { mode: 'preview', hall } : { mode: 'off' });

  /** Is the hall being recorded as part of no hearing? */
  isTryingOut = (): boolean => this.#trial !== null;

  /** The console is being stopped: a trial is not left to the next one, as a hearing is. */
  async endTrial(): Promise<void> {
    if (!this.#trial) return;
    await this.follow(null);
    await Promise.race([this.#removal, sleep(removedWithinMs, undefined, { ref: false })]);
  }

  /** Nothing is being recorded, and nothing is about to be. */
  async #isFree(): Promise<boolean> {
    if (this.#currentId === null) return true;
    const loaded = await this.#d.hearings.load(this.#currentId);
    return loaded?.hearing.phase.name === 'connecting' && loaded.hearing.starting === null;
  }

  /**
   * Brings the recorder to what `hearing` asks for. For a section that is coming up, returns once it has
   * started. Never rejects: what goes wrong with the recorder is a fact about the hearing.
   */
  async follow(hearing: Hearing | null): Promise<void> {
    try {
      await this.#follow(hearing);
    } catch (e) {
      this.#d.log.error('recording', messageOf(e));
      if (hearing) await this.#fault(hearing.hearingId, appError('recorder.start_failed', { detail: messageOf(e) }));
    }
  }

  async #follow(hearing: Hearing | null): Promise<void> {
    if (hearing && this.#currentId !== null && this.#currentId !== hearing.hearingId) return;
    const ended = this.#trial;
    if (ended) ended.isEnded = true;
    const busy = hearing && isBusy(hearing) ? hearing : null;
    if (busy) this.#shownFor.clear();
    this.#currentId = hearing?.hearingId ?? this.#currentId;
    const hall = await this.#d.settings.hall();
    if (busy && !hall) return; // what runs goes on: better recorded on devices nobody remembers than not at all
    const report = await this.#d.recorder.want(busy ? wishFor(busy, hall) : this.#idleWish(hall));
    if (ended) this.#removal = removeTrials(this.#d, ended.trialId); // the hearing waits for nothing of it
    if (!busy && !hasFilesToEnter(report)) this.#release();
    if (hearing && !report.ok) await this.#fault(hearing.hearingId, report.error);
    if (hearing) await this.#keepReport(hearing, report.ok ? report.value : { mediaFromMs: null, missing: [] });
  }

  /** Every file is finished and its row written: what follows a closing may begin, and so may the next hearing. */
  #release(): void {
    this.#currentId = null;
    this.#d.onFree();
  }

  /**
   * What is missing first: once the section has begun, nobody would ask again after a crash. Also of a section that
   * has long begun: the console may have died before it kept a loss; what the hearing knows already is no news.
   */
  async #keepReport({ hearingId, starting }: Hearing, report: StartReport): Promise<void> {
    const atMs = report.mediaFromMs ?? this.#d.clock.nowMs();
    for (const { captureId, cause, mediaUntilMs } of report.missing) {
      await this.#system(hearingId, { type: 'captureLost', captureId, fromMs: starting ? atMs : (mediaUntilMs ?? atMs), cause });
    }
    if (starting) await this.#system(hearingId, { type: 'sectionCameUp', sectionId: starting.sectionId, atMs });
  }

  /** Rejects when it cannot be kept now; told again then, it is kept once. */
  async #take(fact: RecorderFact, factId: string): Promise<void> {
    const hearingId = 'row' in fact ? fact.row.hearingId : fact.hearingId;
    if (hearingId !== null && isTrial(hearingId)) return this.#keepTrial(hearingId, fact);
    switch (fact.type) {
      case 'captureLost':
        return this.#system(fact.hearingId, { type: 'captureLost', captureId: fact.captureId, fromMs: fact.fromMs, cause: fact.cause }, factId);
      case 'captureResumed':
        return this.#system(fact.hearingId, { type: 'captureResumed', captureId: fact.captureId, atMs: fact.atMs }, factId);
      case 'signal':
        return this.#system(fact.hearingId, { type: 'recorderFault', code: 'recorder.signal', detail: `${fact.deviceId}: ${fact.condition} ${fact.change} ${new Date(fact.atMs).toISOString()}` }, factId);
      case 'segmentClosed':
        return this.#d.segments.upsert(fact.row);
      case 'segmentVerified':
        await this.#d.segments.upsert(fact.row);
        return this.#queue(fact.row);
      case 'segmentDamaged':
        await this.#d.segments.upsert(fact.row);
        await this.#system(fact.row.hearingId, { type: 'recorderFault', code: 'recorder.segment_damaged', detail: `${fact.row.path}: ${fact.row.problem ?? ''}` }, factId);
        return this.#queue(fact.row);
      case 'fault':
        return fact.hearingId === null ? undefined : this.#fault(fact.hearingId, fact.error, factId);
    }
  }

  /** What is told of a trial that is over concerns nobody. */
  #keepTrial(trialId: string, fact: RecorderFact): void {
    if (this.#trial?.trialId === trialId) this.#trial.facts.push(fact);
  }

  /** Media is sent as soon as it has been read back: what is at the court server survives this room. */
  async #queue(row: SegmentRow): Promise<void> {
    const dir = await this.#d.folders.recordingDir(row.hearingId);
    const kind = isSoundCapture(row.captureId) ? 'audio' : 'video';
    await this.#d.outbox.addFiles([{ hearingId: row.hearingId, kind, absolutePath: `${dir}/${row.path}`, path: row.path, sha256: row.sha256, bytes: row.bytes }]);
    this.#d.onQueued();
  }

  #fault(hearingId: string, error: AppError, factId: string = randomUUID()): Promise<void> {
    return this.#system(hearingId, { type: 'recorderFault', code: error.code, detail: error.detail ?? '' }, factId);
  }

  /** A refusal is final and told; a store that cannot be written is not: whoever has the fact keeps it until it can. */
  async #system(hearingId: string, command: HearingCommand, commandId: string = randomUUID()): Promise<void> {
    const result = await this.#d.hearings.execute(hearingId, commandId, command, systemActor);
    if (result.ok) return;
    if (result.error.code === 'store.unavailable') throw new Error(result.error.detail ?? result.error.code);
    this.#d.log.error('recording', `${command.type} was not kept`, result.error);
  }
}

/** The hall is busy with a hearing from connecting (or a recording coming up) to its closing. */
export const isBusy = (hearing: Hearing): boolean =>
  hearing.starting !== null || hearing.phase.name === 'connecting' || isLive(hearing.phase.name);

/** The recording has ended, but not every file of it has its row: sealed now, it would lack them. */
const hasFilesToEnter = (report: Result<StartReport>): boolean => !report.ok && report.error.code === 'store.unavailable';
