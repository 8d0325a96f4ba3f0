import { expect, test, vi } from 'vitest';
import { demoHall } from '#main/app/demoHall.ts';
import { EventFeed } from '#main/app/feed.ts';
import { Hearings } from '#main/app/hearings.ts';
import type { Recorder, RecorderWish, StartReport } from '#main/app/ports/index.ts';
import { RecordingDesk } from '#main/app/recording/recordingDesk.ts';
import { Settings } from '#main/app/settings.ts';
import type { Hall } from '#shared/domain/hall.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import { appError } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { MemoryEvents } from '../../fakes/memoryEvents.ts';
import { civilSchedule, must, Played, secretary } from '../domain/samples.ts';
import { tracks } from './afterClosing.ts';

/** A desk over captures that run from before. */
function deskOver(hall: Hall | null, report: Result<StartReport> = ok({ mediaFromMs: null, missing: [] })) {
  const clock = fakeClock();
  const events = new MemoryEvents(clock);
  const wishes: RecorderWish['mode'][] = [];
  const quiet = () => undefined;
  const recorder: Recorder = {
    adopt: async () => ({ hearingId: 'of the database put aside', runId: 'run-001' }),
    want: async (wish) => { wishes.push(wish.mode); return report; },
    settle: async () => undefined, service: () => ({ state: 'running', pid: 1, detail: '' }),
    status: () => { throw new Error('not asked for'); },
    keepFacts: quiet, useSecondTarget: quiet, clockAnchored: quiet, onLevels: () => quiet, onStatus: () => quiet,
  };
  const onFree = vi.fn();
  const hearings = new Hearings(events, new EventFeed(events), clock);
  const desk = new RecordingDesk({
    recorder, onFree, hearings, heads: events, outbox: { addFiles: async () => undefined }, segments: { upsert: async () => undefined },
    folders: { recordingDir: async () => '/nowhere' }, settings: new Settings({ get: async () => hall, set: async () => undefined }), clock,
    log: { error: quiet, warn: quiet, info: quiet, debug: quiet }, onQueued: quiet,
  });
  return { desk, wishes, onFree, hearings, events };
}

test.each([['in its hall', demoHall], ['without a hall, its database having been put aside', null]])('captures of a hearing nobody knows are finished, and the hall is free: %s', async (_, hall) => {
  const { desk, wishes, onFree } = deskOver(hall);
  await desk.resume();
  await vi.waitFor(() => expect(desk.currentId()).toBeNull());
  expect(wishes).toEqual(['off']);
  expect(onFree).toHaveBeenCalledOnce();
});

test('what is recorded goes on when the settings of the hall cannot be read', async () => {
  const { desk, wishes } = deskOver(null);
  await desk.follow(must(new Played().start({ type: 'open', tracks }).hearing));
  expect(wishes).toEqual([]);
});

test('a recording with files that have no row yet is not over: nothing is sealed, and the hall is not free', async () => {
  const { desk, onFree } = deskOver(demoHall, err(appError('store.unavailable')));
  await desk.resume();
  await desk.follow(null);
  expect(onFree).not.toHaveBeenCalled();
  expect(desk.currentId()).toBe('of the database put aside');
});

const missing = { captureId: 'cam2', cause: 'away', mediaUntilMs: null };

/** A hearing whose first section is coming up. */
async function opened(report: StartReport) {
  const over = deskOver(demoHall, ok(report));
  const execute = async (command: HearingCommand) => {
    const done = await over.hearings.execute('h-1', `c-${over.events.records.length}`, command, secretary);
    if (!done.ok) throw new Error(done.error.code);
    return done.value.hearing;
  };
  await execute({ type: 'schedule', schedule: civilSchedule, origin: 'manual', serverHearingId: null, demo: false });
  return { ...over, hearing: await execute({ type: 'open', tracks }), types: () => over.events.records.slice(2).map(({ event }) => event.type) };
}

test('what is missing at the start is kept before the section begins: a crash in between loses neither', async () => {
  const { desk, hearing, types } = await opened({ mediaFromMs: null, missing: [missing] });
  await desk.follow(hearing);
  expect(types()).toEqual(['captureLost', 'sectionStarted']);
});

test('a loss that nobody kept is kept with the next wish, from where its media ends; what is known is no news', async () => {
  const report: StartReport = { mediaFromMs: null, missing: [] };
  const { desk, hearing, hearings, types } = await opened(report);
  await desk.follow(hearing);
  report.missing = [{ ...missing, mediaUntilMs: 5000 }];
  const begun = must(await hearings.load('h-1')).hearing;
  await desk.follow(begun);
  await desk.follow(begun);
  expect(types()).toEqual(['sectionStarted', 'captureLost']);
  expect(must(await hearings.load('h-1')).hearing.gaps).toMatchObject([{ captureId: 'cam2', fromMs: 5000, toMs: null }]);
});
