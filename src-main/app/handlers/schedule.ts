import { randomUUID } from 'node:crypto';
import { appError } from '#shared/domain/errors.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { isOver } from '#shared/domain/hearing/transitions.ts';
import { err, ok } from '#shared/domain/result.ts';
import { actorOf, type Handlers } from '../caller.ts';
import type { HearingSummary } from '#shared/contract/schemas.ts';
import type { ServerHearing } from '#shared/court-api/index.ts';
import type { Actor } from '#shared/domain/actor.ts';
import type { Hearings } from '../hearings.ts';
import type { Clock, EventStore, Uploader } from '../ports/index.ts';
import { dayRange } from '../courtDay.ts';
import { courtTimeZone, type Settings } from '../settings.ts';
import { isDone, matchFor, serverHearingUuid } from '../reconcile.ts';

type Names = 'schedule.day' | 'schedule.refresh' | 'schedule.add';

interface Deps {
  hearings: Hearings;
  events: Pick<EventStore, 'heads'>;
  uploader: Pick<Uploader, 'schedule'>;
  settings: Settings;
  clock: Clock;
}

type Taken = 'added' | 'changed' | 'reconciled' | 'same';

export function scheduleHandlers({ hearings, events, uploader, settings, clock }: Deps): Handlers<Names> {
  const fetchedAtMs = new Map<string, number>();

  const ofDay = async (date: string): Promise<Hearing[]> => {
    const heads = await events.heads(dayRange(date, courtTimeZone));
    const loaded = await Promise.all(heads.map((head) => hearings.load(head.hearingId)));
    return loaded.flatMap((l) => (l ? [l.hearing] : [])).toSorted((a, b) => a.schedule.startsAtMs - b.schedule.startsAtMs);
  };

  /** The hearing of this row that is not over yet, wherever the row stood before; null when it is to be added. */
  const ownOf = async ({ serverHearingId, schedule }: ServerHearing): Promise<{ hearingId: string; hearing: Hearing | null }> => {
    for (let earlier = 0; ; earlier += 1) {
      const hearingId = serverHearingUuid(serverHearingId, earlier);
      const hearing = (await hearings.load(hearingId))?.hearing ?? null;
      if (!hearing || !isOver(hearing.phase.name) || isDone(hearing, schedule)) return { hearingId, hearing };
    }
  };

  /** Takes one hearing of the server's over: known → changed, typed in by hand → reconciled, over → left alone, else → added. */
  const take = async (row: ServerHearing, day: Hearing[], demo: boolean, by: Actor): Promise<Taken> => {
    const { serverHearingId, schedule } = row;
    const as = async (taken: Taken, hearingId: string, command: HearingCommand): Promise<Taken> => {
      const result = await hearings.execute(hearingId, randomUUID(), command, by);
      return result.ok && result.value.events.length > 0 ? taken : 'same';
    };
    const match = matchFor(serverHearingId, schedule, day);
    if (match.kind === 'known') return as('changed', match.hearingId, { type: 'changeSchedule', schedule });
    if (match.kind === 'typed_in') return as('reconciled', match.hearingId, { type: 'reconcile', serverHearingId, schedule });
    if (match.kind === 'over') return 'same';
    const { hearingId, hearing } = await ownOf(row);
    if (!hearing) return as('added', hearingId, { type: 'schedule', schedule, origin: 'server', serverHearingId, demo });
    return as('changed', hearingId, { type: 'changeSchedule', schedule }); // known from another day
  };

  return {
    'schedule.day': async ({ date }) => ok({ hearings: (await ofDay(date)).map(summary), fetchedAtMs: fetchedAtMs.get(date) ?? null }),
    'schedule.refresh': async ({ date }, caller) => {
      const answer = await uploader.schedule(date);
      if (!answer.ok) return answer;
      const hall = await settings.hall();
      const counts = { added: 0, changed: 0, reconciled: 0, same: 0 };
      for (const entry of answer.value) counts[await take(entry, await ofDay(date), hall?.demo ?? false, actorOf(caller))] += 1;
      fetchedAtMs.set(date, clock.nowMs());
      return ok({ added: counts.added, changed: counts.changed, reconciled: counts.reconciled });
    },
    'schedule.add': async ({ commandId, schedule }, caller) => {
      const hall = await settings.hall();
      if (!hall) return err(appError('hearing.no_hall'));
      // The command id is the hearing's id, so that the same command sent twice adds one hearing.
      const result = await hearings.execute(commandId, commandId, { type: 'schedule', schedule, origin: 'manual', serverHearingId: null, demo: hall.demo }, actorOf(caller));
      return result.ok ? ok({ seq: result.value.seq, hearingId: commandId }) : result;
    },
  };
}

export const summary = (h: Hearing): HearingSummary => ({
  hearingId: h.hearingId,
  schedule: h.schedule,
  origin: h.origin,
  serverHearingId: h.serverHearingId,
  demo: h.demo,
  phase: h.phase.name,
  openIncidents: h.incidents.filter((i) => !i.resolved).length,
  actsToFinish: h.acts.filter((a) => !a.final).length,
});
