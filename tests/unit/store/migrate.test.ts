import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { latestVersion, migrate, versionOf } from '#main/store/migrate.ts';
import { migrations } from '#main/store/migrations/index.ts';

const opened = () => new Database(':memory:');

describe('migrations', () => {
  it('bring an empty database to the latest version, step by step', () => {
    const db = opened();
    for (let version = 1; version <= migrations.length; version += 1) {
      migrate(db, version);
      expect(versionOf(db)).toBe(version);
    }
    expect(latestVersion).toBe(migrations.length);
  });

  it('change nothing when there is nothing to do', () => {
    const db = opened();
    migrate(db);
    db.exec("INSERT INTO settings VALUES ('k', '1')");
    migrate(db);
    expect(db.prepare('SELECT value FROM settings').pluck().get()).toBe('1');
  });

  it('leave the version alone when a step fails', () => {
    const db = opened();
    db.exec('CREATE TABLE settings (other TEXT)');
    expect(() => migrate(db)).toThrow(/settings/);
    expect(versionOf(db)).toBe(0);
    expect(db.prepare("SELECT COUNT(*) FROM sqlite_master WHERE name = 'events'").pluck().get()).toBe(0);
  });
});

describe('migration 001', () => {
  const withEvent = () => {
    const db = opened();
    db.pragma('foreign_keys = ON');
    migrate(db, 1);
    db.exec(`
      INSERT INTO hearings VALUES ('h', 0, 'scheduled', 1);
      INSERT INTO events VALUES (1, 'e', 'h', '{}', 0, 0, '{}');
      INSERT INTO outbox (kind, urgency, hearingId, name, bytes, sha256, eventSeq) VALUES ('fact', 0, 'h', 'n', 2, 'aa', 1)`);
    return db;
  };

  it.each([
    ["UPDATE events SET event = '[]'", 'an event is never changed'],
    ['DELETE FROM events', 'an event is never deleted'],
    ['DELETE FROM outbox', 'a queued item is never deleted'],
  ])('refuses %s', (statement, words) => {
    expect(() => withEvent().exec(statement)).toThrow(words);
  });

  it('takes a receipt only over the same SHA-256, and then for good', () => {
    const db = withEvent();
    expect(() => db.exec("UPDATE outbox SET receiptId = 'r', receiptSha256 = 'bb'")).toThrow(/CHECK/);
    db.exec("UPDATE outbox SET receiptId = 'r', receiptSha256 = 'aa', receivedAtMs = 1");
    expect(() => db.exec("UPDATE outbox SET receiptId = NULL")).toThrow('an item with a receipt is never changed');
  });
});

describe('migration 002', () => {
  const withMail = () => {
    const db = opened();
    db.pragma('foreign_keys = ON');
    migrate(db);
    db.exec(`
      INSERT INTO hearings VALUES ('h', 0, 'scheduled', 1);
      INSERT INTO events VALUES (1, 'e', 'h', '{}', 0, 0, '{}');
      INSERT INTO mails (mailId, hearingId, eventSeq, queuedAtMs) VALUES ('m', 'h', 1, 0)`);
    return db;
  };

  it('keeps every message, and ends it once, with the event that says so', () => {
    const db = withMail();
    expect(() => db.exec('DELETE FROM mails')).toThrow('a message is never deleted');
    expect(() => db.exec("UPDATE mails SET outcome = 'accepted'")).toThrow(/CHECK/);
    expect(() => db.exec("UPDATE mails SET outcome = 'lost', endedSeq = 1")).toThrow(/CHECK/);
    db.exec("UPDATE mails SET outcome = 'refused', endedSeq = 1, endedAtMs = 1");
    expect(() => db.exec("UPDATE mails SET outcome = 'accepted'")).toThrow('a message that was answered is never changed');
  });
});
