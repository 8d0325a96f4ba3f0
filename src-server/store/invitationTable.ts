import type Database from 'better-sqlite3';
import type { InvitedTo } from '#shared/conference/messages.ts';
import type { InvitationRow, InvitationState } from '../ports.ts';
import { claimHearing, type HearingDbRow } from './hearingTable.ts';

interface InvitationDbRow {
  hearing_id: string; login: string; password: string; invited_to: string; from_ms: number; until_ms: number; state: InvitationState;
}

const rowOf = (row: InvitationDbRow): InvitationRow => ({
  hearingId: row.hearing_id, invitedTo: JSON.parse(row.invited_to) as InvitedTo, login: row.login, password: row.password,
  fromMs: row.from_ms, untilMs: row.until_ms, state: row.state,
});

export function invitationTable(db: Database.Database) {
  const byLogin = db.prepare<[string], InvitationDbRow>('SELECT * FROM invitations WHERE login = ?');
  const byToken = db.prepare<[string], InvitationDbRow>('SELECT * FROM invitations WHERE token_sha256 = ?');
  const replace = db.prepare(
    "INSERT OR REPLACE INTO invitations VALUES (@hearingId, @participantId, @login, @password, @invitedTo, @fromMs, @untilMs, 'open', NULL)",
  );
  const setToken = db.prepare('UPDATE invitations SET token_sha256 = ? WHERE login = ?');
  const end = db.prepare('UPDATE invitations SET state = ? WHERE hearing_id = ? AND participant_id = ?');
  const endAll = db.prepare("UPDATE invitations SET state = ? WHERE hearing_id = ? AND state = 'open'");
  const hearing = db.prepare<[string], HearingDbRow>('SELECT * FROM hearings WHERE hearing_id = ?');
  const claim = claimHearing(db);

  const put = db.transaction((hallId: string, row: InvitationRow, nowMs: number) => {
    if (!claim(row.hearingId, hallId, nowMs)) return 'foreign_hearing' as const;
    if (byLogin.get(row.login)) return 'login_taken' as const;
    const { hearingId, invitedTo, login, password, fromMs, untilMs } = row;
    replace.run({ hearingId, participantId: invitedTo.participantId, login, password, invitedTo: JSON.stringify(invitedTo), fromMs, untilMs });
    return 'kept' as const;
  });

  return {
    async putInvitation(hallId: string, row: InvitationRow, nowMs: number) { return put.immediate(hallId, row, nowMs); },
    async invitationOfLogin(login: string): Promise<InvitationRow | null> {
      const row = byLogin.get(login);
      return row ? rowOf(row) : null;
    },
    async invitationOfToken(tokenSha256: string): Promise<InvitationRow | null> {
      const row = byToken.get(tokenSha256);
      return row ? rowOf(row) : null;
    },
    async setInvitationToken(login: string, tokenSha256: string): Promise<void> { setToken.run(tokenSha256, login); },
    async endInvitations(hallId: string, hearingId: string, participantId: string | null, state: InvitationState): Promise<number | null> {
      const row = hearing.get(hearingId);
      if (row && row.hall_id !== hallId) return null;
      return (participantId === null ? endAll.run(state, hearingId) : end.run(state, hearingId, participantId)).changes;
    },
  };
}
