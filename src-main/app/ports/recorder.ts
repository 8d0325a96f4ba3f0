import type { Levels, RecorderStatus, SignalCondition } from '#shared/contract/status.ts';
import type { AppError } from '#shared/domain/errors.ts';
import type { Hall } from '#shared/domain/hall.ts';
import type { Result } from '#shared/domain/result.ts';
import type { SegmentRow } from './store.ts';

/** What the console wants of the recorder; asking twice for the same changes nothing. */
export type RecorderWish =
  /** `untilMs`: up to which moment (UTC) everything heard is still to be in the files; now, when it is not said. */
  | { mode: 'off'; untilMs?: number | undefined }
  | { mode: 'preview'; hall: Hall }
  | {
      mode: 'record';
      hall: Hall;
      hearingId: string;
      /** One uninterrupted stretch of recording; a new one after every section that was not recorded. `run-001`, `run-002` … */
      runId: string;
      /** UTC ms of position zero of the hearing's timeline. */
      zeroUtcMs: number;
      /** Space to be kept for it on each target; what there is of it. */
      plannedBytes: number;
    };

/** Facts about the media, in the order in which they came true. */
export type RecorderFact =
  | { type: 'captureLost'; hearingId: string; captureId: string; fromMs: number; cause: string }
  | { type: 'captureResumed'; hearingId: string; captureId: string; atMs: number }
  /** Something is the matter with a device's signal from `atMs` on, or no longer. */
  | { type: 'signal'; hearingId: string; deviceId: string; condition: SignalCondition; change: 'began' | 'ended'; atMs: number }
  | { type: 'segmentClosed'; row: SegmentRow }
  | { type: 'segmentVerified'; row: SegmentRow }
  | { type: 'segmentDamaged'; row: SegmentRow }
  | { type: 'fault'; hearingId: string | null; error: AppError };

/** A file of a hearing's recording that somebody else than a capture has written; nobody writes it any more. */
export interface FinishedFile {
  hearingId: string;
  runId: string;
  captureId: string;
  index: number;
  /** Whoever wrote it was killed. */
  tail: boolean;
}

export interface StartReport {
  /** UTC ms from which every capture that came up has media; null when none did. */
  mediaFromMs: number | null;
  /** Captures that have no media now; `mediaUntilMs` (UTC) is where what they have of this run ends, null when that is nothing. */
  missing: { captureId: string; cause: string; mediaUntilMs: number | null }[];
}

export interface Recorder {
  /** What is being recorded right now, or null: the recorder and its captures outlive the console. Call once, before the first wish. */
  adopt(): Promise<{ hearingId: string; runId: string } | null>;
  /**
   * Brings the captures to what is wished. For `record`, resolves when every capture has media on disk
   * or 6 s have passed; then `missing` says which one has not (it goes on being tried). One that is known
   * to be missing is not waited for. For `off`, resolves when every file is finished and its segment row
   * written. Another wish ends the waiting: for `record` with nothing to report, for `off` with
   * `store.unavailable` while files have no row.
   */
  want(wish: RecorderWish): Promise<Result<StartReport>>;
  /**
   * Takes a finished file that lies on the first target where a capture of this name would have put it, and does with it
   * what is done with every file. Resolves when it has its row; null when it holds no media.
   */
  enter(file: FinishedFile): Promise<SegmentRow | null>;
  /** Waits until every closed segment of this hearing has been read back. */
  settle(hearingId: string): Promise<void>;
  status(): RecorderStatus;
  /** Where everything is recorded a second time; null for nowhere. Known to the recorder from then on, also to one that is started later. */
  useSecondTarget(root: string | null): void;
  /**
   * Who keeps the facts; set before `adopt`. Each is handed over, in order, until its keeper resolves, also by the next
   * console: `factId` tells a repetition.
   */
  keepFacts(keep: (fact: RecorderFact, factId: string) => Promise<void>): void;
  onLevels(listener: (levels: Levels) => void): () => void;
  onStatus(listener: () => void): () => void;
  /** The clock has been anchored anew: the recorder follows unless it is recording. */
  clockAnchored(): void;
  /** The process that keeps the captures. */
  service(): ServiceStanding;
}

/** Makes a folder a recording target: it is known again by a mark in it, so that the empty mount point of a disk that is away is not taken for it. */
export type PrepareTarget = (folder: string) => Promise<Result<{ sameDisk: boolean }>>;

/** Sound or picture cut out of a recording, also of one that is still growing. Made by ffmpeg, streamed, nothing kept. */
export interface MediaReader {
  /**
   * Listening copy of `[fromMs, toMs)` on the timeline: all microphones mixed, or the given ones.
   * A complete WAV file.
   */
  listen(input: { hearingId: string; fromMs: number; toMs: number; microphoneIds?: string[] | undefined }): Promise<Result<{ mime: string; body: AsyncIterable<Uint8Array> }>>;
  /**
   * The last picture that a camera has recorded up to a position of the timeline, as JPEG, and its own position.
   * `media.not_recorded` when there is none.
   */
  lastPicture(input: { hearingId: string; cameraId: string; untilMs: number }): Promise<Result<{ jpeg: Uint8Array; atMs: number }>>;
}

/** Addresses of the live pictures' process; null before it was ever started. */
export interface LivePlaces {
  /** Where a camera's capture pushes its picture. */
  pushUrl(cameraId: string): Promise<string | null>;
  /** Where a camera that pushes RTMP into the console is read from. */
  pullUrl(streamKey: string): Promise<string | null>;
}

/** A program in a process of its own, as its keeper sees it. */
export interface ServiceStanding {
  state: 'running' | 'starting' | 'stopped' | 'failed';
  pid: number | null;
  detail: string;
}

/** The process that carries live pictures (node-media-server). Its death never touches the recorder. */
export interface MediaEdge {
  start(): Promise<Result<void>>;
  /** Live picture of one camera as an FLV byte stream. */
  open(cameraId: string): Promise<Result<{ mime: string; body: AsyncIterable<Uint8Array>; close: () => void }>>;
  state(): ServiceStanding;
  /** Leaves the process running for the next console. */
  detach(): void;
  stop(): Promise<void>;
}
