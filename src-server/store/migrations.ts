/** Each entry is one step, applied once and in order; `user_version` counts them. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE halls (hall_id TEXT PRIMARY KEY, court TEXT NOT NULL, hall TEXT NOT NULL, UNIQUE (court, hall)) STRICT;
  CREATE TABLE tokens (sha256 TEXT PRIMARY KEY, hall_id TEXT NOT NULL REFERENCES halls) STRICT;
  CREATE TABLE sessions (sha256 TEXT PRIMARY KEY, expires_at_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

  CREATE TABLE schedule (
    server_hearing_id TEXT PRIMARY KEY, court TEXT NOT NULL, hall TEXT NOT NULL, starts_at_ms INTEGER NOT NULL, entry TEXT NOT NULL
  ) STRICT;
  CREATE INDEX schedule_day ON schedule (starts_at_ms);

  CREATE TABLE hearings (hearing_id TEXT PRIMARY KEY, hall_id TEXT NOT NULL REFERENCES halls, first_seen_ms INTEGER NOT NULL) STRICT;

  CREATE TABLE facts (
    event_id TEXT PRIMARY KEY, hearing_id TEXT NOT NULL REFERENCES hearings, seq INTEGER NOT NULL, event_type TEXT NOT NULL,
    canonical TEXT NOT NULL, sha256 TEXT NOT NULL, receipt_id TEXT NOT NULL, received_at_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX facts_hearing ON facts (hearing_id, seq);

  CREATE TABLE files (
    file_id TEXT PRIMARY KEY, upload_id TEXT NOT NULL UNIQUE, hall_id TEXT NOT NULL REFERENCES halls,
    hearing_id TEXT NOT NULL REFERENCES hearings, kind TEXT NOT NULL, path TEXT NOT NULL, sha256 TEXT NOT NULL, size_bytes INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('uploading', 'received', 'mismatch')),
    computed_sha256 TEXT, receipt_id TEXT, received_at_ms INTEGER, created_at_ms INTEGER NOT NULL,
    CHECK ((state = 'received') = (receipt_id IS NOT NULL))
  ) STRICT;
  CREATE INDEX files_hearing ON files (hearing_id, path);

  CREATE TABLE aside (
    file_id TEXT NOT NULL REFERENCES files, computed_sha256 TEXT NOT NULL, aside_path TEXT NOT NULL, reason TEXT NOT NULL, at_ms INTEGER NOT NULL
  ) STRICT;
  `,
  `
  CREATE TABLE invitations (
    hearing_id TEXT NOT NULL REFERENCES hearings, participant_id TEXT NOT NULL, login TEXT NOT NULL UNIQUE, password TEXT NOT NULL,
    invited_to TEXT NOT NULL, from_ms INTEGER NOT NULL, until_ms INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'revoked', 'excluded', 'closed')), token_sha256 TEXT UNIQUE,
    PRIMARY KEY (hearing_id, participant_id)
  ) STRICT;
  `,
];
