import type { InvitedTo } from '#shared/conference/messages.ts';
import type { AttachmentKind } from '#shared/domain/schedule.ts';
import type { FileKind, FileMetadata, Receipt, ServerHearing } from '#shared/court-api/index.ts';

/**
 * What the server needs of the world. Embedded default: SQLite (`store/`) and a folder (`files/`);
 * a region's PostgreSQL and S3 would stand behind the same two interfaces.
 */

/** A courtroom with a console in it. */
export interface Hall {
  hallId: string;
  court: string;
  hall: string;
}

/** A fact that passed the schema, with the words its receipt vouches for. */
export interface CheckedFact {
  eventId: string;
  hearingId: string;
  seq: number;
  eventType: string;
  /** RFC 8785 canonical JSON of the fact exactly as sent. */
  canonical: string;
  sha256: string;
}

export interface StoredFact {
  canonical: string;
  receipt: Receipt;
}

export type FactsOutcome =
  | { kind: 'stored'; receipts: Receipt[] }
  /** Nothing of the request was stored. `index` is the first fact that cannot be. */
  | { kind: 'conflict'; index: number }
  | { kind: 'foreign_hearing'; index: number };

export interface FileRow extends FileMetadata {
  uploadId: string;
  hallId: string;
  sizeBytes: number;
  state: 'uploading' | 'received' | 'mismatch';
  /** What the server computed when it was not what was announced. */
  computedSha256: string | null;
  receiptId: string | null;
  receivedAtMs: number | null;
  createdAtMs: number;
}

export type CreateOutcome =
  | { kind: 'created' | 'exists'; row: FileRow }
  | { kind: 'foreign_hearing' }
  /** The id or the path already stands for other content. */
  | { kind: 'conflict'; field: 'fileId' | 'path' };

export interface HearingFacts {
  hearingId: string;
  hallId: string;
  facts: StoredFact[];
  total: number;
}

export type InvitationState = 'open' | 'revoked' | 'excluded' | 'closed';

/** Somebody who may take part from elsewhere, with what lets them in. */
export interface InvitationRow {
  hearingId: string;
  invitedTo: InvitedTo;
  login: string;
  /** Hash. */
  password: string;
  fromMs: number;
  untilMs: number;
  state: InvitationState;
}

/** Every method that changes something is one transaction; when it resolves, it is on disk. */
export interface Records {
  hallOfToken(tokenSha256: string): Promise<Hall | null>;
  addToken(tokenSha256: string, hall: Omit<Hall, 'hallId'>): Promise<Hall>;
  hasTokens(): Promise<boolean>;

  /** Hearings of a hall that start in `[fromMs, toMs)`, in order of time. */
  scheduled(hall: Hall, fromMs: number, toMs: number): Promise<ServerHearing[]>;
  putSchedule(hearings: ServerHearing[]): Promise<void>;
  /** What the petitions of this hall's schedule call the file with this SHA-256; none: it is nothing of theirs. */
  attachmentKinds(hall: Hall, sha256: string): Promise<AttachmentKind[]>;

  storeFacts(hallId: string, facts: CheckedFact[], nowMs: number): Promise<FactsOutcome>;
  hearingIds(hallId?: string): Promise<string[]>;
  /** In order; `onlyTypes` leaves the others out, but `total` counts all. */
  hearingFacts(hearingId: string, onlyTypes?: readonly string[]): Promise<HearingFacts | null>;
  /** The newest fact of this type, as canonical JSON. */
  lastFactOfType(hearingId: string, eventType: string): Promise<string | null>;

  createFile(row: Omit<FileRow, 'state' | 'computedSha256' | 'receiptId' | 'receivedAtMs'>): Promise<CreateOutcome>;
  fileByUpload(uploadId: string): Promise<FileRow | null>;
  file(fileId: string): Promise<FileRow | null>;
  filesOf(hearingId: string): Promise<FileRow[]>;
  filesUploading(): Promise<FileRow[]>;
  countReceived(hearingId: string, kinds: readonly FileKind[]): Promise<number>;
  fileReceived(fileId: string, nowMs: number): Promise<FileRow>;
  /** Bytes that were not what was announced: where they lie now, and what they hash to. */
  fileAside(fileId: string, aside: { computedSha256: string; asidePath: string; reason: string; atMs: number }): Promise<void>;
  /** Uploads put aside and not begun anew. */
  asideOpen(): Promise<{ uploadId: string; asidePath: string }[]>;

  /** In the place of the one this participant had, whose token ends. `foreign_hearing`: it is another hall's. */
  putInvitation(hallId: string, row: InvitationRow, nowMs: number): Promise<'kept' | 'foreign_hearing' | 'login_taken'>;
  invitationOfLogin(login: string): Promise<InvitationRow | null>;
  invitationOfToken(tokenSha256: string): Promise<InvitationRow | null>;
  /** The token of the page that came in last is the only one. */
  setInvitationToken(login: string, tokenSha256: string): Promise<void>;
  /** Of one participant, or of all of the hearing that are open; how many there were. Null: the hearing is another hall's. */
  endInvitations(hallId: string, hearingId: string, participantId: string | null, state: Exclude<InvitationState, 'open'>): Promise<number | null>;

  operatorPassword(): Promise<string | null>;
  setOperatorPassword(hash: string): Promise<void>;
  addSession(tokenSha256: string, expiresAtMs: number): Promise<void>;
  sessionUntilMs(tokenSha256: string): Promise<number | null>;
  endSession(tokenSha256: string): Promise<void>;
  close(): void;
}

/** What came with petitions, by SHA-256. */
export interface Attachments {
  /** Its SHA-256, once it is on disk; null: too large. */
  keep(bytes: Uint8Array): Promise<string | null>;
  find(sha256: string): Promise<{ absolutePath: string; firstBytes: Uint8Array } | null>;
}

/** Where received bytes live. Keys are `<hearingId>/<path>`; a key is written once and never again. */
export interface Vault {
  /** SHA-256 of an upload's bytes, which are on stable storage when this resolves. */
  hashUpload(uploadId: string): Promise<{ sha256: string; sizeBytes: number } | null>;
  uploadSize(uploadId: string): Promise<number | null>;
  /** Makes the upload the content of `key`. `taken`: other bytes are there already; the upload is where it was. */
  keep(uploadId: string, key: string, sha256: string): Promise<'kept' | 'taken'>;
  /** SHA-256 of what is kept under `key`; null when nothing is. */
  hashKept(key: string): Promise<string | null>;
  forgetUpload(uploadId: string): Promise<void>;
  /** Moves an upload where nobody takes it for a received file. */
  moveAside(uploadId: string, name: string): Promise<void>;
  absolutePath(key: string): string;
}
