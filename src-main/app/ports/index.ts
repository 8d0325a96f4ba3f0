import type { CourtServerStatus, LogLine, QueueStatus, StorageStatus } from '#shared/contract/status.ts';
import type { ServerHearing } from '#shared/court-api/index.ts';
import type { DocumentFile, Hearing, Language } from '#shared/domain/hearing/state.ts';
import type { LineMeasured } from '#shared/domain/readiness/judge.ts';
import type { ManifestSegment } from '#shared/domain/manifest.ts';
import type { Result } from '#shared/domain/result.ts';
import type { Track } from '#shared/domain/tracks.ts';
import type { Invitations } from './conference.ts';
import type { PetitionFiles } from './photos.ts';
import type { WatchEnd } from './watching.ts';
import type { SegmentRow } from './store.ts';

export type * from './conference.ts';
export type * from './mail.ts';
export type * from './photos.ts';
export type * from './recorder.ts';
export type * from './remoteTracks.ts';
export type * from './store.ts';
export type * from './watching.ts';

/** Clocks are injected: wall clock for people, monotonic for lengths. */
export interface Clock {
  nowMs(): number;
  /** Milliseconds since the machine booted; the same for all processes of one boot. */
  monotonicMs(): number;
}

/** One time for console, recorder and captures, which a step of the machine's wall clock does not move. */
export interface SteadyClock extends Clock {
  /** UTC minus monotonic time, as this clock has it. */
  offsetMs(): number;
  /** How far the machine's wall clock has gone ahead of this one. */
  wallAheadMs(): number;
  /** Takes over the wall clock as it stands now, for whoever reads the anchor from now on. */
  anchor(): Promise<void>;
  /** Takes over what another process has anchored. */
  reread(): Promise<void>;
}

export interface Log {
  error(area: string, text: string, more?: object): void;
  warn(area: string, text: string, more?: object): void;
  info(area: string, text: string, more?: object): void;
  debug(area: string, text: string, more?: object): void;
}

export interface LogFeed {
  recent(limit: number): LogLine[];
  onLine(listener: (line: LogLine) => void): () => void;
}

/** Every item until the server's receipt, for ever, with growing pauses. */
export interface Uploader extends Invitations, PetitionFiles, WatchEnd {
  start(): void;
  /** Something new is in the outbox, or pauses were forgotten. */
  wake(): void;
  status(): Promise<QueueStatus>;
  serverStatus(): CourtServerStatus;
  onChange(listener: () => void): () => void;
  /** Address or token changed. */
  configure(settings: { url: string; deviceToken: string } | null): void;
  schedule(date: string): Promise<Result<ServerHearing[]>>;
  /** Asks for the server's time and sends it half a megabyte that it throws away. */
  measure(): Promise<Result<LineMeasured>>;
  stop(): Promise<void>;
}

export interface SealInput {
  hearing: Hearing;
  tracks: Track[];
  /** As they were read back. */
  segments: ManifestSegment[];
  /** Folder of the hearing's recording. */
  dir: string;
  sealedAtMs: number;
}

export interface Sealer {
  /**
   * Every segment as it lies on disk now, in order of capture and position. Takes minutes after a long hearing.
   * A missing or changed segment is damaged, with its problem: what is there is always kept.
   */
  readBack(dir: string, rows: readonly SegmentRow[]): Promise<ManifestSegment[]>;
  /** Hash chain over hearing and segments → `manifest.json` in the recording folder, written atomically. */
  seal(input: SealInput): Promise<Result<DocumentFile>>;
}

export interface Documents {
  /** Writes `<name>.<language>.txt`, `.pdf` and, when asked for, `.docx` into `dir/documents`, atomically, and returns them relative to `dir`. */
  write(input: { dir: string; name: string; language: Language; title: string; text: string; demo: boolean; alsoDocx: boolean }): Promise<Result<DocumentFile[]>>;
  /** Writes `<name>.jpg` into `dir/evidence`, atomically. */
  writePicture(input: { dir: string; name: string; jpeg: Uint8Array }): Promise<Result<DocumentFile>>;
}

/** The court server inside the demonstration hall. */
export interface DemoCourtServer {
  /** At a new address every time; the token only at the first start of its data folder. */
  start(): Promise<Result<{ url: string; deviceToken: string | null }>>;
  stop(): Promise<void>;
}

export interface DiskSpace {
  of(path: string): Promise<StorageStatus>;
  /** How long this hall can be recorded into so much space. */
  hoursIn(bytes: number): Promise<number>;
}

export interface Folders {
  /** Recording folder of a hearing; created when missing. */
  recordingDir(hearingId: string): Promise<string>;
}

/** Removes what trials of the hall have left in these recording folders; nothing else is ever removed there. */
export type DropTrials = (recordingsDirs: readonly string[]) => Promise<void>;
