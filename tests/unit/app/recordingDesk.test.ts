import { expect, test, vi } from 'vitest';
import { demoHall } from '#main/app/demoHall.ts';
import { EventFeed } from '#main/app/feed.ts';
import { Hearings } from '#main/app/hearings.ts';
import type { Recorder, RecorderWish } from '#main/app/ports/index.ts';
import { RecordingDesk } from '#main/app/recording/recordingDesk.ts';
import { Settings } from '#main/app/settings.ts';
import type { Hall } from '#shared/domain/hall.ts';
import { ok } from '#shared/domain/result.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { MemoryEvents } from '../../fakes/memoryEvents.ts';
import { must, Played } from '../domain/samples.ts';
import { tracks } from './afterClosing.ts';

/** A desk over captures that run from before. */
function deskOver(hall: Hall | null) {
  const clock = fakeClock();
  const events = new MemoryEvents(clock);
  const wishes: RecorderWish['mode'][] = [];
  const quiet = () => undefined;
  const recorder: Recorder = {
    adopt: async () => ({ hearingId: 'of the database put aside', runId: 'run-001' }),
    want: async (wish) => { wishes.push(wish.mode); return ok({ mediaFromMs: null, missing: [] }); },
    settle: async () => undefined, detach: async () => undefined,
    status: () => { throw new Error('not asked for'); },
    onFact: () => quiet, onLevels: () => quiet, onStatus: () => quiet,
  };
  const onFree = vi.fn();
  const desk = new RecordingDesk({
    recorder, onFree, hearings: new Hearings(events, new EventFeed(events), clock), heads: events, outbox: { addFiles: async () => undefined },
    folders: { recordingDir: async () => '/nowhere' }, settings: new Settings({ get: async () => hall, set: async () => undefined }), clock,
    log: { error: quiet, warn: quiet, info: quiet, debug: quiet }, onQueued: quiet,
  });
  return { desk, wishes, onFree };
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
