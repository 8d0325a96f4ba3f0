/**
 * The first shape of the queue. The rule that nothing is changed or deleted is kept by the database
 * itself, so that no later mistake in the program can break it.
 */
export const sql = `
CREATE TABLE hearings (
  hearingId TEXT PRIMARY KEY,
  startsAtMs INTEGER NOT NULL,
  phase TEXT NOT NULL,
  lastSeq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX hearingsByStart ON hearings (startsAtMs);
CREATE INDEX hearingsByPhase ON hearings (phase);

CREATE TABLE events (
  seq INTEGER PRIMARY KEY,
  eventId TEXT NOT NULL UNIQUE,
  hearingId TEXT NOT NULL REFERENCES hearings,
  event TEXT NOT NULL,
  committedAtMs REAL NOT NULL,
  monotonicMs REAL NOT NULL,
  actor TEXT NOT NULL
) STRICT;
CREATE INDEX eventsByHearing ON events (hearingId, seq);

CREATE TABLE commands (
  commandId TEXT PRIMARY KEY,
  hearingId TEXT NOT NULL REFERENCES hearings,
  seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
  itemId INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  urgency INTEGER NOT NULL,
  hearingId TEXT NOT NULL,
  name TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  eventSeq INTEGER UNIQUE REFERENCES events,
  fileId TEXT UNIQUE,
  absolutePath TEXT,
  path TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  nextAttemptAtMs REAL NOT NULL DEFAULT 0,
  lastError TEXT,
  uploadUrl TEXT,
  bytesSent INTEGER NOT NULL DEFAULT 0,
  receiptId TEXT,
  receiptSha256 TEXT,
  receivedAtMs REAL,
  UNIQUE (hearingId, path, sha256),
  CHECK ((eventSeq IS NULL) <> (path IS NULL)),
  CHECK (receiptId IS NULL OR receiptSha256 = sha256)
) STRICT;
CREATE INDEX outboxWaiting ON outbox (urgency, itemId) WHERE receiptId IS NULL;
CREATE INDEX outboxByHearing ON outbox (hearingId, itemId);

CREATE TABLE segments (
  hearingId TEXT NOT NULL,
  path TEXT NOT NULL,
  captureId TEXT NOT NULL,
  runId TEXT NOT NULL,
  "index" INTEGER NOT NULL,
  startMs REAL NOT NULL,
  endMs REAL NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  state TEXT NOT NULL,
  verifiedAtMs REAL,
  problem TEXT,
  tail INTEGER NOT NULL,
  PRIMARY KEY (hearingId, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
  userId TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  login TEXT NOT NULL UNIQUE COLLATE NOCASE,
  role TEXT NOT NULL,
  passwordHash TEXT NOT NULL,
  disabled INTEGER NOT NULL
) STRICT;

CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TRIGGER eventsAreFinal BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END;
CREATE TRIGGER eventsStay BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END;
CREATE TRIGGER outboxStays BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'a queued item is never deleted'); END;
CREATE TRIGGER receiptsAreFinal BEFORE UPDATE ON outbox WHEN OLD.receiptId IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'an item with a receipt is never changed'); END;
`;
