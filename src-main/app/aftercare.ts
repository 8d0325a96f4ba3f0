import { randomUUID } from 'node:crypto';
import { systemActor } from '#shared/domain/actor.ts';
import { appError, type AppError } from '#shared/domain/errors.ts';
import type { DocumentFile } from '#shared/domain/hearing/state.ts';
import { audioCaptureId } from '#shared/domain/hall.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Hearings } from './hearings.ts';
import type { PaperWork } from './paperWork.ts';
import type { Clock, EventStore, Folders, Log, NewOutboxFile, OutboxStore, Recorder, Sealer, SegmentStore } from './ports/index.ts';
import type { RecordingDesk } from './recording/recordingDesk.ts';
import type { Settings } from './settings.ts';

interface Deps {
  hearings: Hearings;
  events: Pick<EventStore, 'heads'>;
  segments: SegmentStore;
  outbox: Pick<OutboxStore, 'remaining'>;
  recorder: Pick<Recorder, 'settle'>;
  desk: Pick<RecordingDesk, 'currentId'>;
  sealer: Sealer;
  paperWork: PaperWork;
  folders: Folders;
  settings: Settings;
  clock: Clock;
  log: Log;
  onQueued: () => void;
}

/**
 * What follows a closing by itself: protocol → sealing → queue → hand-over. Every step looks at what
 * is already there, so that it can be repeated after a crash at any point; run it at start, after
 * a closing, and whenever a receipt has come.
 */
export class Aftercare {
  readonly #d: Deps;
  #running: Promise<void> | null = null;
  #again = false;

  constructor(deps: Deps) {
    this.#d = deps;
  }

  /** Only one round at a time; a request during a round starts another one after it. */
  run(): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#rounds().finally(() => { this.#running = null; });
    return this.#running;
  }

  async #rounds(): Promise<void> {
    do {
      this.#again = false;
      for (const { hearingId, phase } of await this.#d.events.heads({ phases: ['closed', 'sealed'] })) {
        const result = phase === 'closed' ? await this.#finish(hearingId) : await this.#handOver(hearingId);
        if (!result.ok) this.#d.log.error('aftercare', result.error.code, { hearingId, ...result.error });
      }
    } while (this.#again);
  }

  async #finish(hearingId: string): Promise<Result<void>> {
    if (this.#d.desk.currentId() === hearingId) return ok(undefined); // its last files are being written; we are called again
    await this.#d.recorder.settle(hearingId);
    const loaded = await this.#d.hearings.load(hearingId);
    if (!loaded || loaded.hearing.phase.name !== 'closed') return ok(undefined);
    if (!loaded.hearing.protocols.some((p) => loaded.hearing.phase.name === 'closed' && p.composedAtMs >= loaded.hearing.phase.atMs)) {
      const composed = await this.#d.paperWork.protocol(hearingId, loaded.hearing.schedule.language, randomUUID(), systemActor);
      if (!composed.ok) await this.#fault(hearingId, composed.error);
    }
    return this.#seal(hearingId);
  }

  async #seal(hearingId: string): Promise<Result<void>> {
    const [loaded, hall, segments] = await Promise.all([this.#d.hearings.load(hearingId), this.#d.settings.hall(), this.#d.segments.of(hearingId)]);
    if (!loaded || !hall) return err(appError('hearing.not_found'));
    const dir = await this.#d.folders.recordingDir(hearingId);
    const sealed = await this.#d.sealer.seal({ hearing: loaded.hearing, hall, segments, dir, sealedAtMs: this.#d.clock.nowMs() });
    if (!sealed.ok) return sealed;
    const { manifest, segments: count, mediaBytes, damaged } = sealed.value;
    for (const { path, problem } of damaged) await this.#fault(hearingId, appError('seal.incomplete', { detail: `${path}: ${problem}` }));
    const media: NewOutboxFile[] = segments.map((row) => ({
      hearingId, kind: row.captureId === audioCaptureId ? 'audio' : 'video', absolutePath: `${dir}/${row.path}`, path: row.path, sha256: row.sha256, bytes: row.bytes,
    }));
    const files = [queued(hearingId, 'manifest', dir, manifest), ...media];
    const result = await this.#d.hearings.execute(hearingId, randomUUID(), { type: 'seal', manifest, segments: count, mediaBytes }, systemActor, files);
    this.#d.onQueued();
    return result.ok ? ok(undefined) : result;
  }

  /** Handed over means: everything of this hearing has the court server's receipt. */
  async #handOver(hearingId: string): Promise<Result<void>> {
    const { waiting, sent } = await this.#d.outbox.remaining(hearingId);
    if (waiting > 0 || sent === 0) return ok(undefined);
    const result = await this.#d.hearings.execute(hearingId, randomUUID(), { type: 'handOver', receipts: sent }, systemActor);
    this.#d.onQueued();
    return result.ok ? ok(undefined) : result;
  }

  async #fault(hearingId: string, error: AppError): Promise<void> {
    this.#d.log.error('aftercare', error.code, { hearingId, ...error });
    await this.#d.hearings.execute(hearingId, randomUUID(), { type: 'recorderFault', code: error.code, detail: error.detail ?? '' }, systemActor);
  }
}

export const queued = (hearingId: string, kind: NewOutboxFile['kind'], dir: string, file: DocumentFile): NewOutboxFile =>
  ({ hearingId, kind, absolutePath: `${dir}/${file.path}`, path: file.path, sha256: file.sha256, bytes: file.bytes });

