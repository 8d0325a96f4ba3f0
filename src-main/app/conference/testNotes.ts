import type { RemotePerson } from '#shared/contract/conference.ts';
import type { Actor } from '#shared/domain/actor.ts';
import { appError, type AppError } from '#shared/domain/errors.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import type { TestedPerson } from '#shared/domain/remote/testSession.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import type { Hearings } from '../hearings.ts';
import type { Settings } from '../settings.ts';
import { hasRemote, type Room } from './room.ts';

/** What a test session has shown of each so far. Kept in memory until it ends: a console that starts again meanwhile measures anew. */
export class TestNotes {
  readonly sinceMs: number;
  readonly begunBy: string;
  /** Somebody ends it: the hearing knows of it, or will in a moment. */
  isKept = false;
  readonly #people: Map<string, TestedPerson>;

  constructor(sinceMs: number, begunBy: string, expected: readonly string[]) {
    this.sinceMs = sinceMs;
    this.begunBy = begunBy;
    this.#people = new Map(expected.map((id) => [id, nothingOf(id)]));
  }

  /** How it stands with somebody now. What was measured of picture and sound both ways counts over what was measured before they were let in. */
  take({ participantId, hereSinceMs, link, admitted, report, quality }: RemotePerson): void {
    const known = this.#people.get(participantId) ?? nothingOf(participantId);
    const isLinked = link === 'connected';
    this.#people.set(participantId, {
      participantId,
      cameAtMs: known.cameAtMs ?? hereSinceMs,
      wasLinked: known.wasLinked || isLinked,
      wasLetIn: known.wasLetIn || (isLinked && admitted),
      report: report ?? known.report,
      quality: quality && (admitted || !known.wasLetIn) ? quality : known.quality,
    });
  }

  people = (): TestedPerson[] => [...this.#people.values()];
}

const nothingOf = (participantId: string): TestedPerson => ({ participantId, cameAtMs: null, wasLinked: false, wasLetIn: false, report: null, quality: null });

/** Why no test session can be held of this hearing now. */
export async function refusalOfTest(hearing: Hearing, settings: Pick<Settings, 'courtServer' | 'hall'>, isTaken: boolean): Promise<AppError | null> {
  if (hearing.phase.name !== 'scheduled' || hearing.starting) return appError('conference.not_before');
  if (!hasRemote(hearing)) return appError('conference.not_remote');
  if (!(await settings.courtServer())) return appError('court_server.not_configured');
  if (!(await settings.hall())) return appError('hearing.no_hall');
  return isTaken ? appError('conference.hall_taken') : null;
}

/** What was measured becomes part of the hearing that it is no part of. */
export async function keepTest(hearings: Pick<Hearings, 'execute'>, { hearingId, test }: Room, commandId: string, by: Actor): Promise<Result<void>> {
  if (!test) return ok(undefined);
  const kept = await hearings.execute(hearingId, commandId, { type: 'keepTest', fromMs: test.sinceMs, begunBy: test.begunBy, people: test.people() }, by);
  return kept.ok ? ok(undefined) : kept;
}
