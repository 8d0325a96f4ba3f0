import { randomUUID } from 'node:crypto';
import { systemActor } from '#shared/domain/actor.ts';
import { appError, messageOf, type AppError } from '#shared/domain/errors.ts';
import type { Unsealed } from '#shared/contract/status.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import { isSoundCapture } from '#shared/domain/hall.ts';
import { sealedTracks } from '#shared/domain/remote/recorded.ts';
import type { ManifestSegment } from '#shared/domain/manifest.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { concludeSound } from './conference/concludedSound.ts';
import type { ConferenceDesk } from './conference/conferenceDesk.ts';
import type { Hearings } from './hearings.ts';
import type { IncidentPictures } from './incidentPictures.ts';
import type { PaperWork } from './paperWork.ts';
import type { Clock, EventStore, Folders, HearingHead, Log, OutboxStore, Recorder, RemoteTracks, Sealer, SegmentRow, SegmentStore } from './ports/index.ts';
import type { RecordingDesk } from './recording/recordingDesk.ts';
import type { Settings } from './settings.ts';
import { queued } from './writtenDocument.ts';

interface Deps {
  hearings: Hearings;
  events: Pick<EventStore, 'heads'>;
  segments: SegmentStore;
  outbox: Pick<OutboxStore, 'remaining'>;
  recorder: Pick<Recorder, 'settle'>;
  desk: Pick<RecordingDesk, 'currentId'>;
  pictures: Pick<IncidentPictures, 'settle'>;
  conference: Pick<ConferenceDesk, 'isReceiving'>;
  tracks: RemoteTracks;
  sealer: Sealer;
  paperWork: PaperWork;
  folders: Folders;
  settings: Settings;
  clock: Clock;
  log: Log;
  onQueued: () => void;
}

/** A disk does not empty itself in seconds, and every try reads a whole recording. */
const retryAfterMs = 5 * 60_000;

/**
 * What follows a closing by itself: protocol → sealing → queue → hand-over. Every step looks at what
 * is already there, so that it can be repeated after a crash at any point; run it at start, after
 * a closing, and whenever a receipt has come. A hearing that fails waits, and keeps no other one waiting.
 */
export class Aftercare {
  readonly #d: Deps;
  #running: Promise<void> | null = null;
  #again = false;
  readonly #unsealed = new Map<string, Unsealed>();
  readonly #waiting = new Set<string>();
  #retry: NodeJS.Timeout | null = null;

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

  /** Recordings that could not be sealed; every one is tried again. */
  unsealed(): Unsealed[] {
    return [...this.#unsealed.values()];
  }

  async #rounds(): Promise<void> {
    do {
      this.#again = false;
      for (const head of await this.#d.events.heads({ phases: ['closed', 'sealed'] })) {
        if (!this.#waiting.has(head.hearingId)) await this.#advance(head);
      }
    } while (this.#again);
  }

  async #advance(head: HearingHead): Promise<void> {
    const result = await this.#step(head).catch((e: unknown) => err(appError('internal.unexpected', { detail: messageOf(e) })));
    if (result.ok) return void this.#unsealed.delete(head.hearingId);
    this.#d.log.error('aftercare', result.error.code, { hearingId: head.hearingId, ...result.error });
    if (head.phase === 'closed') await this.#tellUnsealed(head.hearingId);
    this.#tryLater(head.hearingId);
  }

  #step({ hearingId, phase }: HearingHead): Promise<Result<void>> {
    return phase === 'closed' ? this.#finish(hearingId) : this.#handOver(hearingId);
  }

  async #tellUnsealed(hearingId: string): Promise<void> {
    if (this.#unsealed.has(hearingId)) return;
    const sinceMs = this.#d.clock.nowMs();
    const loaded = await this.#d.hearings.load(hearingId).catch(() => null); // that it cannot be read is why it is not sealed
    this.#unsealed.set(hearingId, { hearingId, caseNumber: loaded?.hearing.schedule.caseNumber ?? hearingId, sinceMs });
  }

  #tryLater(hearingId: string): void {
    this.#waiting.add(hearingId);
    if (this.#retry) return;
    this.#retry = setTimeout(() => {
      this.#retry = null;
      this.#waiting.clear();
      void this.run().catch((e: unknown) => this.#d.log.error('aftercare', messageOf(e)));
    }, retryAfterMs).unref();
  }

  async #finish(hearingId: string): Promise<Result<void>> {
    if (this.#d.desk.currentId() === hearingId || this.#d.conference.isReceiving(hearingId)) return ok(undefined); // its last files are being written; we are called again
    await concludeSound(this.#d, hearingId);
    await Promise.all([this.#d.recorder.settle(hearingId), this.#d.pictures.settle(hearingId)]);
    const loaded = await this.#d.hearings.load(hearingId);
    if (!loaded || loaded.hearing.phase.name !== 'closed') return ok(undefined);
    if (!loaded.hearing.protocols.some((p) => p.kind === 'short' && loaded.hearing.phase.name === 'closed' && p.composedAtMs >= loaded.hearing.phase.atMs)) {
      const composed = await this.#d.paperWork.protocol(hearingId, { kind: 'short', language: loaded.hearing.schedule.language }, randomUUID(), systemActor);
      if (!composed.ok) await this.#fault(hearingId, composed.error);
    }
    return this.#seal(hearingId);
  }

  async #seal(hearingId: string): Promise<Result<void>> {
    const [dir, rows] = await Promise.all([this.#d.folders.recordingDir(hearingId), this.#d.segments.of(hearingId)]);
    const segments = await this.#d.sealer.readBack(dir, rows);
    for (const { path, problem } of segments) {
      if (problem !== null) await this.#fault(hearingId, appError('seal.incomplete', { detail: `${path}: ${problem}` }));
    }
    for (;;) {
      const result = await this.#sealAsItStands(hearingId, dir, rows, segments);
      if (result.ok || result.error.code !== 'hearing.changed') return result;
    }
  }

  /** Marks are taken until the hearing is sealed: one that comes while the manifest is written makes it a manifest of less than the hearing. */
  async #sealAsItStands(hearingId: string, dir: string, rows: readonly SegmentRow[], segments: ManifestSegment[]): Promise<Result<void>> {
    const loaded = await this.#d.hearings.load(hearingId);
    if (!loaded) return err(appError('hearing.not_found'));
    const tracks = await this.#d.settings.tracksFor(loaded.hearing);
    if (tracks.length === 0) return err(appError('hearing.no_hall'));
    const manifest = await this.#d.sealer.seal({ hearing: loaded.hearing, tracks: sealedTracks(loaded.hearing, tracks), segments, dir, sealedAtMs: this.#d.clock.nowMs() });
    if (!manifest.ok) return manifest;
    const mediaBytes = segments.reduce((sum, s) => sum + s.bytes, 0);
    const files = [queued(hearingId, 'manifest', dir, manifest.value), ...rows.map((row) => queued(hearingId, isSoundCapture(row.captureId) ? 'audio' : 'video', dir, row))];
    const seal: HearingCommand = { type: 'seal', manifest: manifest.value, segments: segments.length, mediaBytes };
    const result = await this.#d.hearings.execute(hearingId, randomUUID(), seal, systemActor, { files, ofSeq: loaded.seq });
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

  /** Once, however often it is tried. */
  async #fault(hearingId: string, error: AppError): Promise<void> {
    this.#d.log.error('aftercare', error.code, { hearingId, ...error });
    const loaded = await this.#d.hearings.load(hearingId);
    if (loaded?.hearing.faults.some((f) => f.code === error.code && f.detail === (error.detail ?? ''))) return;
    await this.#d.hearings.execute(hearingId, randomUUID(), { type: 'recorderFault', code: error.code, detail: error.detail ?? '' }, systemActor);
  }
}

