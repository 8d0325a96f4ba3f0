import type { OutboxItemView } from '#shared/contract/calls/machine.ts';
import type { LinkFigures } from '#shared/conference/quality/figures.ts';
import type { Actor } from '#shared/domain/actor.ts';
import type { EventRecord, HearingEvent } from '#shared/domain/hearing/events.ts';
import type { PhaseName } from '#shared/domain/hearing/state.ts';
import type { Result } from '#shared/domain/result.ts';
import type { MailStore } from './mail.ts';

export interface Commit {
  /** Unique over all time; a second commit with it changes nothing and answers with the first one's outcome. */
  commandId: string;
  hearingId: string;
  /** `seq` of the hearing's last event the decision was based on (0: none). A mismatch is refused. */
  expectedSeq: number;
  events: HearingEvent[];
  by: Actor;
  /** Files that become part of the upload queue together with these events. */
  files: NewOutboxFile[];
  /** Where the hearing stands after these events; kept in the same transaction, so that a day or the unfinished work is found without replaying everything. */
  head: { startsAtMs: number; phase: PhaseName };
}

export interface HearingHead {
  hearingId: string;
  startsAtMs: number;
  phase: PhaseName;
}

export type CommitOutcome =
  | { kind: 'committed'; records: EventRecord[]; seq: number }
  | { kind: 'repeated'; seq: number }
  | { kind: 'conflict' };

export type OutboxKind = OutboxItemView['kind'];

export interface NewOutboxFile {
  hearingId: string;
  kind: Exclude<OutboxKind, 'fact'>;
  /** Absolute path; never moved or deleted while the item waits. */
  absolutePath: string;
  /** Path relative to the recording folder, forward slashes. */
  path: string;
  sha256: string;
  bytes: number;
}

/**
 * Events, and with each of them its outbox row, in one transaction with `synchronous=FULL`.
 * When `commit` resolves, it is on disk.
 */
export interface EventStore {
  commit(commit: Commit): Promise<Result<CommitOutcome>>;
  /** All events of one hearing, in order. */
  eventsOf(hearingId: string): Promise<EventRecord[]>;
  eventsAfter(seq: number, limit: number, hearingId?: string): Promise<EventRecord[]>;
  /** Hearings that start in `[fromMs, toMs)`, or that stand in one of these phases. */
  heads(filter: { fromMs: number; toMs: number } | { phases: readonly PhaseName[] }): Promise<HearingHead[]>;
  lastSeq(): Promise<number>;
  /** The outcome of a command already carried out, or null. */
  seqOfCommand(commandId: string): Promise<number | null>;
}

export interface StoredUser {
  userId: string; name: string; login: string; role: 'secretary' | 'judge' | 'specialist' | 'administrator';
  passwordHash: string; disabled: boolean;
}

export interface UserStore {
  list(): Promise<StoredUser[]>;
  add(user: StoredUser): Promise<Result<void>>;
  change(userId: string, change: Partial<Pick<StoredUser, 'passwordHash' | 'role' | 'disabled'>>): Promise<Result<void>>;
}

/** Small settings as JSON, one row each; parsed by the caller's schema. */
export interface SettingStore {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
}

/** A row per media segment: what the recorder wrote and what reading it back said. */
export interface SegmentRow {
  hearingId: string;
  /** Relative to the recording folder, forward slashes: `run-001/audio/00000.mkv`. Key together with hearingId. */
  path: string;
  captureId: string;
  runId: string;
  index: number;
  /** Position on the hearing's timeline, ms. */
  startMs: number;
  endMs: number;
  bytes: number;
  sha256: string;
  state: 'closed' | 'verified' | 'damaged';
  verifiedAtMs: number | null;
  problem: string | null;
  /** `tail`: the last, unfinished file of a capture that was killed; kept and used. */
  tail: boolean;
}

export interface SegmentStore {
  upsert(row: SegmentRow): Promise<void>;
  /** In order of capture and position. */
  of(hearingId: string): Promise<SegmentRow[]>;
  /** `closed` counts every segment, `verified` and `damaged` those read back since. */
  counts(hearingId: string): Promise<{ closed: number; verified: number; damaged: number }>;
}

/** An item as the uploader sees it. Rows are never deleted; `sent` needs the receipt. */
export interface OutboxRow {
  itemId: number;
  kind: OutboxKind;
  hearingId: string;
  name: string;
  /** For a fact, the record to send and the SHA-256 of its canonical form, fixed when it was committed; for a file, where it lies. */
  content: { type: 'fact'; record: EventRecord; sha256: string } | { type: 'file'; fileId: string; absolutePath: string; path: string; sha256: string; bytes: number };
  attempts: number;
  nextAttemptAtMs: number;
  /** tus upload address of an upload under way; kept here because the library's own storage is not crash-safe. */
  uploadUrl: string | null;
  bytesSent: number;
}

export interface OutboxStore {
  /** Due items in the order of urgency: facts (marks, acts …), then act, paper, protocol, picture, manifest, audio, video; oldest first within a kind. */
  due(nowMs: number, limit: number): Promise<OutboxRow[]>;
  addFiles(files: NewOutboxFile[]): Promise<void>;
  progress(itemId: number, change: { uploadUrl?: string | null; bytesSent?: number }): Promise<void>;
  failed(itemIds: number[], error: string, nextAttemptAtMs: number): Promise<void>;
  sent(itemId: number, receipt: { receiptId: string; sha256: string; receivedAtMs: number }): Promise<void>;
  retryAllNow(): Promise<void>;
  list(filter: { hearingId?: string | undefined; state?: 'waiting' | 'sent' | undefined; limit: number }): Promise<OutboxItemView[]>;
  summary(): Promise<{ waiting: Partial<Record<OutboxKind, number>>; waitingTotal: number; bytesWaiting: number; undeliverable: number; nextAttemptAtMs: number | null; lastError: string | null }>;
  /** Has everything of this hearing a receipt? */
  remaining(hearingId: string): Promise<{ waiting: number; sent: number }>;
}

export interface LinkRow {
  participantId: string;
  atMs: number;
  figures: LinkFigures;
}

/** What was measured of the links to participants; it may be forgotten. */
export interface LinkStore {
  add(hearingId: string, rows: LinkRow[]): Promise<void>;
  /** The newest `limit` of them, oldest first. */
  of(wanted: { hearingId: string; participantId: string; sinceMs: number; limit: number }): Promise<Omit<LinkRow, 'participantId'>[]>;
  forgetBefore(atMs: number): Promise<void>;
}

export interface Store {
  events: EventStore;
  users: UserStore;
  settings: SettingStore;
  segments: SegmentStore;
  outbox: OutboxStore;
  mails: MailStore;
  links: LinkStore;
  close(): Promise<void>;
}
