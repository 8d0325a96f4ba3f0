/** Messages about failures on their way by e-mail: what each says stands in its event. */
export const sql = `
CREATE TABLE mails (
  mailId TEXT PRIMARY KEY,
  hearingId TEXT NOT NULL,
  eventSeq INTEGER NOT NULL REFERENCES events,
  queuedAtMs REAL NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  nextAttemptAtMs REAL NOT NULL DEFAULT 0,
  handedAtMs REAL,
  lastError TEXT,
  endedSeq INTEGER REFERENCES events,
  endedAtMs REAL,
  outcome TEXT CHECK (outcome IN ('accepted', 'refused')),
  CHECK ((endedSeq IS NULL) = (outcome IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX mailsWaiting ON mails (eventSeq) WHERE outcome IS NULL;
CREATE INDEX mailsByHearing ON mails (hearingId);
CREATE INDEX mailsRefused ON mails (endedAtMs) WHERE outcome = 'refused';

CREATE TRIGGER mailsStay BEFORE DELETE ON mails BEGIN SELECT RAISE(ABORT, 'a message is never deleted'); END;
CREATE TRIGGER mailsEndOnce BEFORE UPDATE ON mails WHEN OLD.outcome IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'a message that was answered is never changed'); END;
`;
