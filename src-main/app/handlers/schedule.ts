import { randomUUID } from 'node:crypto';
import { appError } from '#shared/domain/errors.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { err, ok } from '#shared/domain/result.ts';
import { actorOf, type Handlers } from '../caller.ts';
import type { HearingSummary } from '#shared/contract/schemas.ts';
import type { ServerHearing } from '#shared/court-api/index.ts';
import type { Actor } from '#shared/domain/actor.ts';
import type { Hearings } from '../hearings.ts';
import type { Clock, EventStore, Uploader } from '../ports/index.ts';
import { dayRange } from '../courtDay.ts';
import { courtTimeZone, type Settings } from '../settings.ts';
import { matchFor, serverHearingUuid } from '../reconcile.ts';

type Names = 'schedule.day' | 'schedule.refresh' | 'schedule.add';

interface Deps {
  hearings: Hearings;
  events: Pick<EventStore, 'heads'>;
  uploader: Pick<Uploader, 'schedule'>;
  settings: Settings;
  clock: Clock;
}

export function scheduleHandlers({ hearings, events, uploader, settings, clock }: Deps): Handlers<Names> {
  const fetchedAtMs = new Map<string, number>();

  const ofDay = async (date: string): Promise<Hearing[]> => {
    const heads = await events.heads(dayRange(date, courtTimeZone));
    const loaded = await Promise.all(heads.map((head) => hearings.load(head.hearingId)));
    return loaded.flatMap((l) => (l ? [l.hearing] : [])).toSorted((a, b) => a.schedule.startsAtMs - b.schedule.startsAtMs);
  };

  /** Takes one hearing of the server's over: known → changed, typed in by hand → reconciled, else → added. */
  const take = async ({ serverHearingId, schedule }: ServerHearing, day: Hearing[], demo: boolean, by: Actor): Promise<'added' | 'changed' | 'reconciled' | 'same'> => {
    const match = matchFor(serverHearingId, schedule, day);
    const run = (hearingId: string, command: Parameters<Hearings['execute']>[2]) => hearings.execute(hearingId, randomUUID(), command, by);
    if (match.kind === 'known') {
      const result = await run(match.hearingId, { type: 'changeSchedule', schedule });
      return result.ok && result.value.events.length > 0 ? 'changed' : 'same';
    }
    if (match.kind === 'typed_in') {
      await run(match.hearingId, { type: 'reconcile', serverHearingId, schedule });
      return 'reconciled';
    }
    const hearingId = serverHearingUuid(serverHearingId);
    const result = await run(hearingId, { type: 'schedule', schedule, origin: 'server', serverHearingId, demo });
    if (result.ok && result.value.events.length > 0) return 'added';
    const moved = await run(hearingId, { type: 'changeSchedule', schedule }); // known from another day
    return moved.ok && moved.value.events.length > 0 ? 'changed' : 'same';
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
