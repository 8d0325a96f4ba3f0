import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '#shared/domain/actor.ts';
import { dayOf } from '#shared/domain/calendar/day.ts';
import { appError } from '#shared/domain/errors.ts';
import type { Hall } from '#shared/domain/hall.ts';
import type { IncidentSubject } from '#shared/domain/hearing/state.ts';
import { judgeReadiness, type HallMeasured } from '#shared/domain/readiness/judge.ts';
import type { ReadinessCheck, ReadinessItem } from '#shared/domain/readiness/report.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Hearings } from '../hearings.ts';
import type { Clock, Recorder, Uploader } from '../ports/index.ts';
import type { RecordingDesk } from '../recording/recordingDesk.ts';
import { courtOffset } from '../ruleBook.ts';
import type { LastReadiness, Settings } from '../settings.ts';
import type { StatusBoard } from '../statusBoard.ts';
import { TrialWatch, trialMeasured } from './trialWatch.ts';

interface Deps {
  hearings: Pick<Hearings, 'load' | 'execute'>;
  desk: Pick<RecordingDesk, 'tryOut'>;
  recorder: Pick<Recorder, 'status' | 'onLevels'>;
  uploader: Pick<Uploader, 'measure' | 'serverStatus'>;
  status: Pick<StatusBoard, 'snapshot'>;
  settings: Pick<Settings, 'hall' | 'lastReadiness' | 'saveLastReadiness'>;
  clock: Clock;
}

export interface CheckInput {
  commandId: string;
  hearingId: string;
  plannedHours: number;
  monitorsSeen: boolean | null;
}

/** A frozen picture is known after five seconds, the pace of a camera after two. */
const leastMs = 8000;
/** Whoever makes the check walks from microphone to microphone; it ends when each was heard. */
const mostMs = 60_000;
const lookEveryMs = 250;

const subjectOf: Record<ReadinessCheck, IncidentSubject> = {
  camera: 'camera', microphone: 'microphone', read_back: 'recorder', monitors: 'monitor', disk: 'disk', clock: 'other', court_server: 'court_server', network: 'network', signing_key: 'other',
};

/** The hall's check before its hearings: made in earnest, kept with the hearing, and every failure an incident (K336-7, K336-17, K7-16(1), K185-14). */
export class HallCheck {
  readonly #d: Deps;
  #running = false;
  #watch: TrialWatch | null = null;

  constructor(deps: Deps) {
    this.#d = deps;
  }

  /** Microphones that a check now being made has not heard yet; null while none is made. */
  notHeard = (): string[] | null => (this.#running ? (this.#watch?.notHeard() ?? []) : null);
  last = (): Promise<LastReadiness | null> => this.#d.settings.lastReadiness();

  /** The hall is checked once a day, for all its hearings. */
  async isCheckedToday(): Promise<boolean> {
    const last = await this.last();
    return last !== null && dayOf(last.atMs, courtOffset) === dayOf(this.#d.clock.nowMs(), courtOffset);
  }

  async check(input: CheckInput, by: Actor): Promise<Result<{ items: ReadinessItem[] }>> {
    const loaded = await this.#d.hearings.load(input.hearingId);
    if (!loaded) return err(appError('hearing.not_found'));
    const hall = await this.#d.settings.hall();
    if (!hall) return err(appError('hearing.no_hall'));
    if (this.#running) return err(appError('readiness.hall_busy'));
    this.#running = true;
    try {
      const measured = await this.#measure(hall, input);
      if (!measured) return err(appError('readiness.hall_busy'));
      const items = judgeReadiness(measured);
      const kept = await this.#keep(input, items, by);
      return kept.ok ? ok({ items }) : kept;
    } finally {
      this.#running = false;
    }
  }

  /** Null: a hearing has the hall, or needed it meanwhile. */
  async #measure(hall: Hall, { plannedHours, monitorsSeen }: CheckInput): Promise<HallMeasured | null> {
    const { desk, recorder, status } = this.#d;
    const watch = new TrialWatch(recorder, hall);
    this.#watch = watch;
    let lengthMs = 0;
    const facts = await desk.tryOut(hall, async (isEnded) => { lengthMs = await this.#untilHeard(watch, isEnded); });
    watch.end();
    if (!facts) return null;
    const { storage } = await status.snapshot();
    return { hall, trial: trialMeasured(lengthMs, watch.devices(), facts), hoursLeft: storage.hoursLeft, plannedHours, line: await this.#line(), monitorsSeen };
  }

  /** How long it took. */
  async #untilHeard(watch: TrialWatch, isEnded: () => boolean): Promise<number> {
    const { clock } = this.#d;
    const beganMs = clock.monotonicMs();
    const tookMs = () => clock.monotonicMs() - beganMs;
    const goesOn = () => !isEnded() && (tookMs() < leastMs || (watch.notHeard().length > 0 && tookMs() < mostMs));
    while (goesOn()) await sleep(lookEveryMs);
    watch.end();
    return tookMs();
  }

  async #line(): Promise<HallMeasured['line']> {
    const { uploader } = this.#d;
    if (uploader.serverStatus().state === 'not_configured') return 'none';
    const measured = await uploader.measure();
    return measured.ok ? measured.value : 'no_answer';
  }

  async #keep({ hearingId, commandId }: CheckInput, items: ReadinessItem[], by: Actor): Promise<Result<void>> {
    const { hearings, settings, clock } = this.#d;
    const kept = await hearings.execute(hearingId, commandId, { type: 'keepReadiness', items }, by);
    if (!kept.ok) return kept;
    const { hearing } = kept.value;
    await settings.saveLastReadiness({ hearingId, caseNumber: hearing.schedule.caseNumber, atMs: clock.nowMs(), by: by.name, items });
    for (const item of items.filter(({ outcome }) => outcome === 'failed')) {
      const subject = subjectOf[item.check];
      const isKnown = hearing.incidents.some((each) => !each.resolved && each.subject === subject && each.deviceId === item.deviceId);
      const opened = isKnown ? ok(undefined) : await this.#openIncident(hearingId, subject, item, by);
      if (!opened.ok) return opened;
    }
    return ok(undefined);
  }

  async #openIncident(hearingId: string, subject: IncidentSubject, { check, deviceId, problem, measured }: ReadinessItem, by: Actor): Promise<Result<unknown>> {
    const { hearings, clock } = this.#d;
    const evidence = [`readiness: ${check} ${problem ?? ''}`, ...Object.entries(measured).map(([name, value]) => `${name}: ${value}`)];
    return hearings.execute(hearingId, randomUUID(), { type: 'openIncident', incidentId: randomUUID(), startedAtMs: clock.nowMs(), subject, deviceId, detectedBy: 'machine', note: '', evidence }, by);
  }
}
