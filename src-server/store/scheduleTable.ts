import type Database from 'better-sqlite3';
import { serverHearingSchema, type ServerHearing } from '#shared/court-api/index.ts';
import type { AttachmentKind } from '#shared/domain/schedule.ts';
import type { Hall } from '../ports.ts';

interface ScheduleDbRow { server_hearing_id: string; entry: string }

const fromRow = (row: ScheduleDbRow): ServerHearing =>
  serverHearingSchema.parse({ serverHearingId: row.server_hearing_id, schedule: JSON.parse(row.entry) as unknown });

export function scheduleTable(db: Database.Database) {
  const ofDay = db.prepare<[string, string, number, number], ScheduleDbRow>(
    `SELECT server_hearing_id, entry FROM schedule WHERE court = ? AND hall = ? AND starts_at_ms >= ? AND starts_at_ms < ?
     ORDER BY starts_at_ms, server_hearing_id`,
  );
  const naming = db.prepare<[string, string, string], ScheduleDbRow>('SELECT server_hearing_id, entry FROM schedule WHERE court = ? AND hall = ? AND instr(entry, ?) > 0');
  const put = db.prepare('INSERT OR REPLACE INTO schedule VALUES (?, ?, ?, ?, ?)');
  const putOne = ({ serverHearingId, schedule: s }: ServerHearing): void =>
    void put.run(serverHearingId, s.court, s.hall, s.startsAtMs, JSON.stringify(s));
  const putAll = db.transaction((hearings: ServerHearing[]) => hearings.forEach(putOne));
  return {
    async scheduled(hall: Hall, fromMs: number, toMs: number): Promise<ServerHearing[]> {
      return ofDay.all(hall.court, hall.hall, fromMs, toMs).map(fromRow);
    },
    async attachmentKinds({ court, hall }: Hall, sha256: string): Promise<AttachmentKind[]> {
      const attachments = naming.all(court, hall, sha256).map(fromRow).flatMap(({ schedule }) => schedule.participants).flatMap(({ petition }) => petition?.attachments ?? []);
      return attachments.filter((each) => each.sha256 === sha256).map(({ kind }) => kind);
    },
    async putSchedule(hearings: ServerHearing[]): Promise<void> { putAll.immediate(hearings); },
  };
}
