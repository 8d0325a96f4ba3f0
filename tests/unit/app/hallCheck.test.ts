import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { demoHall } from '#main/app/demoHall.ts';
import { EventFeed } from '#main/app/feed.ts';
import { Hearings } from '#main/app/hearings.ts';
import type { RecorderFact } from '#main/app/ports/index.ts';
import { HallCheck } from '#main/app/readiness/hallCheck.ts';
import type { LastReadiness } from '#main/app/settings.ts';
import { systemActor } from '#shared/domain/actor.ts';
import type { RecorderStatus } from '#shared/contract/status.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { MemoryEvents } from '../../fakes/memoryEvents.ts';
import { exampleSchedule } from '../../fakes/schedule.ts';

const status: RecorderStatus = {
  mode: 'record', captures: [], segmentsClosed: 0, segmentsVerified: 0, segmentsDamaged: 0, lastVerifiedAtMs: null, encoder: 'x', targets: [],
};

/** A check whose hall gives nothing at all: every device is missing. */
async function over(facts: readonly RecorderFact[] | null) {
  const clock = fakeClock();
  const events = new MemoryEvents(clock);
  const hearings = new Hearings(events, new EventFeed(events), clock);
  const hearingId = randomUUID();
  await hearings.execute(hearingId, randomUUID(), { type: 'schedule', schedule: exampleSchedule(), origin: 'manual', serverHearingId: null, demo: true }, systemActor);
  let last: LastReadiness | null = null;
  const check = new HallCheck({
    hearings, clock, desk: { tryOut: async () => facts }, recorder: { status: () => status, onLevels: () => () => undefined },
    uploader: { serverStatus: () => ({ state: 'not_configured', sinceMs: 0, url: null }), measure: async () => { throw new Error('there is none'); } },
    status: { snapshot: async () => ({ storage: { hoursLeft: 100 } }) as never },
    settings: { hall: async () => demoHall, lastReadiness: async () => last, saveLastReadiness: async (saved) => { last = saved; } },
  });
  const commandId = randomUUID();
  const run = () => check.check({ commandId, hearingId, plannedHours: 8, monitorsSeen: null }, systemActor);
  const hearing = async () => (await hearings.load(hearingId))?.hearing;
  return { check, run, hearing, hearings, hearingId, events };
}

test('what failed is an incident, once each; the same command once more keeps nothing twice', async () => {
  const { run, hearing } = await over([]);
  expect(await run()).toMatchObject({ ok: true });
  const devices = demoHall.cameras.length + demoHall.microphones.length;
  expect((await hearing())?.incidents.map(({ subject }) => subject).toSorted()).toHaveLength(devices + 1); // and the recording that nobody could read back
  await run();
  expect((await hearing())?.incidents).toHaveLength(devices + 1);
});

test('a hearing that has the hall, or is over, is not checked for', async () => {
  expect(await (await over(null)).run()).toMatchObject({ ok: false, error: { code: 'readiness.hall_busy' } });
  const ended = await over([]);
  await ended.hearings.execute(ended.hearingId, randomUUID(), { type: 'cancel', reason: 'x' }, systemActor);
  expect(await ended.run()).toMatchObject({ ok: false, error: { code: 'hearing.illegal_command' } });
  expect(await ended.check.isCheckedToday()).toBe(false);
});

test('an incident that cannot be kept is no check', async () => {
  const { run, hearings } = await over([]);
  const execute = hearings.execute.bind(hearings);
  hearings.execute = async (id, commandId, command, by) => (command.type === 'openIncident' ? { ok: false, error: { code: 'store.unavailable' } } : execute(id, commandId, command, by));
  expect(await run()).toMatchObject({ ok: false, error: { code: 'store.unavailable' } });
});
