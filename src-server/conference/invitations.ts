import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { conferencePaths, type Credentials, type Invitation, type JoinAnswer } from '#shared/conference/messages.ts';
import type { HearingEvent } from '#shared/domain/hearing/events.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { notLetIn, problems, type Problem } from '../http/problem.ts';
import type { CheckedFact, Hall, InvitationRow, InvitationState, Records } from '../ports.ts';
import { hashPassword, newSecret, passwordMatches, sha256Of } from '../secrets.ts';
import type { Rooms } from './rooms.ts';

/** Without letters and digits that are taken for each other when somebody reads them out over a telephone. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
const passwordLetters = 12;
const loginDigits = 8;

const random = (from: string, length: number): string => Array.from({ length }, () => from[randomInt(from.length)]).join('');

/** After these nobody is let in any more (SK-2.1). Between closing and sealing a page hands over what it has kept; the console says when that is done. */
const endingFacts: ReadonlySet<string> = new Set(['recordingSealed', 'hearingPostponed', 'hearingCancelled'] satisfies HearingEvent['type'][]);

const endedSchema = z.object({ event: z.object({ login: z.string(), why: z.enum(['revoked', 'excluded']) }) });

interface Deps {
  records: Records;
  rooms: Rooms;
  nowMs: () => number;
}

/** Who may take part from elsewhere, and when (K7-15(4), K185-15). */
export class Invitations {
  readonly #d: Deps;

  constructor(deps: Deps) {
    this.#d = deps;
  }

  /** New credentials; those this participant had before are of no use from here on, and whoever came with them is sent away. */
  async invite(hall: Hall, { hearingId, fromMs, untilMs, ...to }: Invitation): Promise<Result<Credentials, Problem>> {
    const { records, rooms, nowMs } = this.#d;
    const password = random(letters, passwordLetters);
    const row = { hearingId, invitedTo: { ...to, court: hall.court, hall: hall.hall }, password: await hashPassword(password), fromMs, untilMs, state: 'open' as const };
    for (;;) {
      const login = random('0123456789', loginDigits);
      const outcome = await records.putInvitation(hall.hallId, { ...row, login }, nowMs());
      if (outcome === 'foreign_hearing') return err(problems.forbidden('hearingId', 'a hearing of another hall'));
      if (outcome === 'login_taken') continue;
      rooms.endLines(hearingId, to.participantId, 'revoked');
      return ok({ login, password, path: `${conferencePaths.page}#${login}.${password}` });
    }
  }

  /** Ends invitations for good and sends away who came with them; how many there were. */
  async end(hall: Hall, { hearingId, participantId, why }: { hearingId: string; participantId: string | null; why: Exclude<InvitationState, 'open'> }): Promise<Result<{ ended: number }, Problem>> {
    const ended = await this.#d.records.endInvitations(hall.hallId, hearingId, participantId, why);
    if (ended === null) return err(problems.forbidden('hearingId', 'a hearing of another hall'));
    this.#d.rooms.endLines(hearingId, participantId, why);
    return ok({ ended });
  }

  /**
   * What has happened in a hearing ends its invitations, also when the console could not say so itself: facts are sent until there is
   * a receipt. A fact that comes late ends the login it names and not the one that was issued since.
   */
  async followFacts(hall: Hall, facts: readonly CheckedFact[]): Promise<void> {
    for (const { hearingId, eventType, canonical } of facts) {
      if (endingFacts.has(eventType)) await this.end(hall, { hearingId, participantId: null, why: 'closed' });
      else if (eventType === 'invitationEnded') await this.#endNamed(hall, hearingId, canonical);
    }
  }

  async #endNamed(hall: Hall, hearingId: string, canonical: string): Promise<void> {
    const named = endedSchema.safeParse(JSON.parse(canonical));
    if (!named.success) return; // of another version of the console: kept all the same
    const { login, why } = named.data.event;
    const row = await this.#d.records.invitationOfLogin(login);
    if (row?.hearingId === hearingId && row.state === 'open') await this.end(hall, { hearingId, participantId: row.invitedTo.participantId, why });
  }

  /**
   * Login and password for a token. While somebody is connected with them, nobody else comes in: a stolen
   * letter does not push the participant out. A page that comes back has its token and does not ask here.
   */
  async join(login: string, password: string): Promise<Result<JoinAnswer, Problem>> {
    const { records, rooms, nowMs } = this.#d;
    const row = await records.invitationOfLogin(login);
    if (!row || !(await passwordMatches(password, row.password))) return err(notLetIn('wrong_credentials'));
    const refused = refusalOf(row, nowMs());
    if (refused) return err(refused);
    if (rooms.isHere(row.hearingId, row.invitedTo.participantId)) return err(notLetIn('already_here'));
    const token = newSecret();
    await records.setInvitationToken(login, sha256Of(token));
    return ok({ token, untilMs: row.untilMs, nowMs: nowMs(), to: row.invitedTo });
  }

  /** Whose token this is, if it still lets in. */
  async ofToken(token: string): Promise<Result<InvitationRow, Problem>> {
    const row = await this.#d.records.invitationOfToken(sha256Of(token));
    if (!row) return err(notLetIn('unknown_token'));
    const refused = refusalOf(row, this.#d.nowMs());
    return refused ? err(refused) : ok(row);
  }
}

function refusalOf({ state, fromMs, untilMs }: InvitationRow, nowMs: number): Problem | null {
  if (state !== 'open') return notLetIn(state);
  if (nowMs < fromMs) return notLetIn('too_early', String(fromMs));
  return nowMs >= untilMs ? notLetIn('expired') : null;
}
