import type { ConsoleStatus, RecorderStatus, ServiceStatus, StorageStatus } from '#shared/contract/status.ts';
import { messageOf, type AppError } from '#shared/domain/errors.ts';
import type { Aftercare } from './aftercare.ts';
import { alarmsOf } from './alarms.ts';
import type { ClockWatch } from './clockWatch.ts';
import type { MailStatusBook } from './mailStatus.ts';
import type { Clock, DiskSpace, Log, MediaEdge, Recorder, Uploader } from './ports/index.ts';
import type { RecordingDesk } from './recording/recordingDesk.ts';

interface Deps {
  recorder: Recorder;
  desk: Pick<RecordingDesk, 'currentId' | 'isTryingOut'>;
  aftercare: Pick<Aftercare, 'unsealed'>;
  clockWatch: Pick<ClockWatch, 'aheadMs'>;
  mailStatus: Pick<MailStatusBook, 'status'>;
  edge: Pick<MediaEdge, 'state'>;
  disk: DiskSpace;
  recordingsDir: string;
  uploader: Pick<Uploader, 'status' | 'serverStatus' | 'onChange'>;
  /** The database found at start was damaged and lies aside. */
  storeDamage: AppError | null;
  clock: Clock;
  log: Log;
}

const everyMs = 1000;
/** Changes arriving together are told together. */
const settleMs = 60;

/** One snapshot of everything that is true right now, for all windows alike. */
export class StatusBoard {
  readonly #d: Deps;
  readonly #listeners = new Set<(status: ConsoleStatus) => void>();
  #timer: NodeJS.Timeout | null = null;
  #settling = false;
  #busy = false;
  #patternUntilMs: number | null = null;

  constructor(deps: Deps) {
    this.#d = deps;
    deps.recorder.onStatus(() => this.changed());
    deps.uploader.onChange(() => this.changed());
  }

  async snapshot(): Promise<ConsoleStatus> {
    const { recorder, desk, aftercare, clockWatch, mailStatus, edge, uploader, clock, storeDamage } = this.#d;
    const recorderStatus = recorder.status();
    const [storage, queue, mail] = await Promise.all([this.#storage(recorderStatus), uploader.status(), mailStatus.status()]);
    const edgeState = edge.state();
    const services: ServiceStatus[] = [
      { name: 'store', state: storeDamage ? 'failed' : 'running', pid: null, detail: String(storeDamage?.params?.movedTo ?? '') },
      { name: 'recorder', ...recorder.service() },
      { name: 'media_edge', ...edgeState },
      { name: 'uploader', state: 'running', pid: null, detail: queue.lastError ?? '' },
      { name: 'web', state: 'running', pid: null, detail: '' },
    ];
    const facts = {
      nowMs: clock.nowMs(), currentHearingId: desk.currentId(), hallCheck: desk.isTryingOut(), patternUntilMs: this.#patternUntilMs, recorder: recorderStatus, storage, queue,
      courtServer: uploader.serverStatus(), mail, clockAheadMs: clockWatch.aheadMs(), services, unsealed: aftercare.unsealed(),
    };
    return { ...facts, alarms: alarmsOf(facts) };
  }

  /** Of the target that lasts longest: recording goes on while there is one. The recorder asks the disks; one that hangs would hold up everything here. */
  async #storage({ targets }: RecorderStatus): Promise<StorageStatus> {
    const { disk, recordingsDir } = this.#d;
    const [best] = targets.filter((t) => t.state === 'ok').toSorted((a, b) => (b.freeBytes ?? 0) - (a.freeBytes ?? 0));
    if (!best) return targets.length > 0 ? { path: recordingsDir, freeBytes: 0, totalBytes: 0, hoursLeft: 0 } : disk.of(recordingsDir);
    const freeBytes = best.freeBytes ?? 0;
    return { path: best.path, freeBytes, totalBytes: best.totalBytes ?? 0, hoursLeft: await disk.hoursIn(freeBytes) };
  }

  /** The displays show a test picture until then; null takes it away. */
  showPattern(untilMs: number | null): void {
    this.#patternUntilMs = untilMs;
    this.changed();
  }

  follow(listener: (status: ConsoleStatus) => void): () => void {
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => this.#tell(), everyMs);
    this.changed();
    return () => this.#leave(listener);
  }

  changed(): void {
    if (this.#listeners.size === 0 || this.#settling) return;
    this.#settling = true;
    setTimeout(() => { this.#settling = false; this.#tell(); }, settleMs);
  }

  #leave(listener: (status: ConsoleStatus) => void): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0) return;
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }

  #tell(): void {
    if (this.#busy) return;
    this.#busy = true;
    this.snapshot()
      .then((status) => { for (const listener of this.#listeners) listener(status); })
      .catch((e) => this.#d.log.error('status', messageOf(e)))
      .finally(() => { this.#busy = false; });
  }
}
