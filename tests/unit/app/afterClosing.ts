import { randomUUID } from 'node:crypto';
import { Aftercare } from '#main/app/aftercare.ts';
import { demoHall } from '#main/app/demoHall.ts';
import { EventFeed } from '#main/app/feed.ts';
import { Hearings } from '#main/app/hearings.ts';
import { PaperWork } from '#main/app/paperWork.ts';
import type { Documents, Folders, Sealer } from '#main/app/ports/index.ts';
import { RuleBook } from '#main/app/ruleBook.ts';
import { Settings } from '#main/app/settings.ts';
import { systemActor } from '#shared/domain/actor.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import { ok } from '#shared/domain/result.ts';
import { tracksOf } from '#shared/domain/tracks.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { MemoryEvents } from '../../fakes/memoryEvents.ts';
import { MemoryTracks } from '../../fakes/remoteTracks.ts';
import { exampleSchedule } from '../../fakes/schedule.ts';

export const tracks = tracksOf(demoHall);
export const file = (path: string) => ({ path, sha256: 'a'.repeat(64), bytes: 1 });

/** What follows a closing, over a store in memory; sealer and printer are the test's. */
export function afterClosing(seal: Sealer, write: Documents['write'] = async ({ name }) => ok([file(`documents/${name}.txt`)])) {
  const clock = fakeClock();
  const events = new MemoryEvents(clock);
  const hearings = new Hearings(events, new EventFeed(events), clock);
  const folders: Folders = { recordingDir: async (id) => `/recordings/${id}` };
  const settings = new Settings({ get: async () => null, set: async () => undefined });
  const onQueued = () => undefined;
  const quiet = () => undefined;
  const paperWork = new PaperWork({ hearings, documents: { write }, folders, settings, ruleBook: new RuleBook(settings), clock, onQueued });
  const aftercare = new Aftercare({
    hearings, events, folders, settings, clock, paperWork, onQueued, sealer: seal,
    segments: { upsert: async () => undefined, of: async () => [], counts: async () => ({ closed: 0, verified: 0, damaged: 0 }) },
    outbox: { remaining: async () => ({ waiting: 1, sent: 0 }) },
    recorder: { settle: async () => undefined },
    desk: { currentId: () => null },
    pictures: { settle: async () => undefined }, conference: { isReceiving: () => false }, tracks: new MemoryTracks(),
    log: { error: quiet, warn: quiet, info: quiet, debug: quiet },
  });
  const run = (hearingId: string, command: HearingCommand) => hearings.execute(hearingId, randomUUID(), command, systemActor);
  const state = async (hearingId: string) => {
    const loaded = await hearings.load(hearingId);
    if (!loaded) throw new Error('no such hearing');
    return loaded.hearing;
  };
  /** A hearing that has been held. */
  const closed = async (): Promise<string> => {
    const id = randomUUID();
    await run(id, { type: 'schedule', schedule: exampleSchedule(), origin: 'manual', serverHearingId: null, demo: true });
    await run(id, { type: 'open', tracks });
    await run(id, { type: 'sectionCameUp', sectionId: (await state(id)).starting?.sectionId ?? '', atMs: clock.nowMs() });
    await run(id, { type: 'close' });
    return id;
  };
  return { aftercare, paperWork, events, run, state, closed };
}
