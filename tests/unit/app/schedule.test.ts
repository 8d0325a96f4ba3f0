import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import type { Caller } from '#main/app/caller.ts';
import { EventFeed } from '#main/app/feed.ts';
import { scheduleHandlers } from '#main/app/handlers/schedule.ts';
import { Hearings } from '#main/app/hearings.ts';
import { Settings } from '#main/app/settings.ts';
import type { ServerHearing } from '#shared/court-api/index.ts';
import { systemActor } from '#shared/domain/actor.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import { ok } from '#shared/domain/result.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { MemoryEvents } from '../../fakes/memoryEvents.ts';
import { exampleSchedule } from '../../fakes/schedule.ts';

const caller: Caller = { shell: 'web', remote: 'local', signedIn: { userId: 'u', name: 'n', role: 'secretary', token: 't' } };
const schedule = exampleSchedule();
const laterMs = schedule.startsAtMs + 3_600_000;
const date = new Date(schedule.startsAtMs).toISOString().slice(0, 10);
let rows: ServerHearing[];
let hearings: Hearings;
let handlers: ReturnType<typeof scheduleHandlers>;

beforeEach(() => {
  const clock = fakeClock();
  const events = new MemoryEvents(clock);
  hearings = new Hearings(events, new EventFeed(events), clock);
  rows = [{ serverHearingId: 's1', schedule }];
  const settings = new Settings({ get: async () => null, set: async () => undefined });
  handlers = scheduleHandlers({ hearings, events, uploader: { schedule: async () => ok(rows) }, settings, clock });
});

const refresh = () => handlers['schedule.refresh']({ commandId: randomUUID(), date }, caller);
const day = async () => {
  const answer = await handlers['schedule.day']({ date }, caller);
  return answer.ok ? answer.value.hearings.map((h) => ({ hearingId: h.hearingId, phase: h.phase, startsAtMs: h.schedule.startsAtMs })) : [];
};
const run = async (hearingId: string, command: HearingCommand) => expect((await hearings.execute(hearingId, randomUUID(), command, systemActor)).ok).toBe(true);

test('a row that moves after its hearing was postponed is a new hearing, once, and moves on with the row', async () => {
  expect(await refresh()).toEqual(ok({ added: 1, changed: 0, reconciled: 0 }));
  const [first] = await day();
  await run(first?.hearingId ?? '', { type: 'postpone', reason: 'r', nextAtMs: null });
  expect(await refresh()).toEqual(ok({ added: 0, changed: 0, reconciled: 0 }));
  rows = [{ serverHearingId: 's1', schedule: { ...schedule, startsAtMs: laterMs } }];
  expect(await refresh()).toEqual(ok({ added: 1, changed: 0, reconciled: 0 }));
  expect(await refresh()).toEqual(ok({ added: 0, changed: 0, reconciled: 0 }));
  rows = [{ serverHearingId: 's1', schedule: { ...schedule, startsAtMs: laterMs + 60_000 } }];
  expect(await refresh()).toEqual(ok({ added: 0, changed: 1, reconciled: 0 }));
  expect(await day()).toMatchObject([
    { ...first, phase: 'postponed', startsAtMs: schedule.startsAtMs },
    { phase: 'scheduled', startsAtMs: laterMs + 60_000 },
  ]);
});

test('a typed-in hearing that was cancelled is not brought back by the server\'s row', async () => {
  const typed = randomUUID();
  await run(typed, { type: 'schedule', schedule, origin: 'manual', serverHearingId: null, demo: false });
  await run(typed, { type: 'cancel', reason: 'r' });
  expect(await refresh()).toEqual(ok({ added: 1, changed: 0, reconciled: 0 }));
  expect((await hearings.load(typed))?.hearing).toMatchObject({ serverHearingId: null, phase: { name: 'cancelled' } });
});
