import type Database from 'better-sqlite3';
import type { EventRecord, HearingEvent } from '#shared/domain/hearing/events.ts';
import type { Commit, CommitOutcome, HearingHead } from '#main/app/ports/index.ts';
import { canonicalForm, storedJson } from './canonical.ts';
import { recordOf, type EventRow } from './eventRow.ts';
import type { MailTable } from './mailTable.ts';
import type { FileToQueue, OutboxTable } from './outboxTable.ts';

/** A commit with everything that comes from the outside world already in it. */
export interface StampedCommit extends Omit<Commit, 'files'> {
  files: FileToQueue[];
  eventIds: string[];
  nowMs: number;
  monotonicMs: number;
}

/** Events, the commands that made them, and where each hearing stands. */
export function eventTable(db: Database.Database, outbox: OutboxTable, mails: MailTable) {
  const lastSeq = db.prepare<[], number>('SELECT COALESCE(MAX(seq), 0) FROM events').pluck();
  const hearingSeq = db.prepare<[string], number>('SELECT lastSeq FROM hearings WHERE hearingId = ?').pluck();
  const commandSeq = db.prepare<[string], number>('SELECT seq FROM commands WHERE commandId = ?').pluck();
  const addCommand = db.prepare('INSERT INTO commands (commandId, hearingId, seq) VALUES (?, ?, ?)');
  const setHead = db.prepare(`
    INSERT INTO hearings (hearingId, startsAtMs, phase, lastSeq) VALUES (?, ?, ?, ?)
    ON CONFLICT (hearingId) DO UPDATE SET startsAtMs = excluded.startsAtMs, phase = excluded.phase, lastSeq = excluded.lastSeq`);
  const addEvent = db.prepare(`
    INSERT INTO events (seq, eventId, hearingId, event, committedAtMs, monotonicMs, actor)
    VALUES (@seq, @eventId, @hearingId, @event, @committedAtMs, @monotonicMs, @actor)`);
  const after = db.prepare<[number, number], EventRow>('SELECT * FROM events WHERE seq > ? ORDER BY seq LIMIT ?');
  const afterOfHearing = db.prepare<[string, number, number], EventRow>('SELECT * FROM events WHERE hearingId = ? AND seq > ? ORDER BY seq LIMIT ?');
  const headsByStart = db.prepare<[number, number], HearingHead>(
    'SELECT hearingId, startsAtMs, phase FROM hearings WHERE startsAtMs >= ? AND startsAtMs < ? ORDER BY startsAtMs, hearingId');
  const headsByPhase = db.prepare<[string], HearingHead>(
    'SELECT hearingId, startsAtMs, phase FROM hearings WHERE phase IN (SELECT value FROM json_each(?)) ORDER BY startsAtMs, hearingId');

  const append = (commit: StampedCommit, event: HearingEvent, eventId: string, seq: number): EventRecord => {
    const row: EventRow = {
      seq, eventId, hearingId: commit.hearingId, event: storedJson(event),
      committedAtMs: commit.nowMs, monotonicMs: commit.monotonicMs, actor: storedJson(commit.by),
    };
    addEvent.run(row);
    const record = recordOf(row);
    outbox.addFact(record, canonicalForm(record));
    mails.note(record);
    return record;
  };

  const write = (commit: StampedCommit, hearingHas: number): CommitOutcome => {
    const first = (lastSeq.get() ?? 0) + 1;
    const seq = commit.events.length > 0 ? first + commit.events.length - 1 : hearingHas;
    setHead.run(commit.hearingId, commit.head.startsAtMs, commit.head.phase, seq);
    const records = commit.events.map((event, i) => append(commit, event, idAt(commit.eventIds, i), first + i));
    outbox.addFiles(commit.files);
    addCommand.run(commit.commandId, commit.hearingId, seq);
    return { kind: 'committed', records, seq };
  };

  const commit = db.transaction((input: StampedCommit): CommitOutcome => {
    const repeated = commandSeq.get(input.commandId);
    if (repeated !== undefined) return { kind: 'repeated', seq: repeated };
    const hearingHas = hearingSeq.get(input.hearingId) ?? 0;
    return hearingHas === input.expectedSeq ? write(input, hearingHas) : { kind: 'conflict' };
  });

  return {
    commit: (input: StampedCommit): CommitOutcome => commit.immediate(input),
    after: (seq: number, limit: number, hearingId?: string): EventRecord[] =>
      (hearingId === undefined ? after.all(seq, limit) : afterOfHearing.all(hearingId, seq, limit)).map(recordOf),
    headsByStart: (fromMs: number, toMs: number): HearingHead[] => headsByStart.all(fromMs, toMs),
    headsByPhase: (phases: readonly string[]): HearingHead[] => headsByPhase.all(JSON.stringify(phases)),
    lastSeq: (): number => lastSeq.get() ?? 0,
    seqOfCommand: (commandId: string): number | null => commandSeq.get(commandId) ?? null,
  };
}

function idAt(ids: string[], i: number): string {
  const id = ids[i];
  if (id === undefined) throw new Error('every event needs its own id');
  return id;
}
