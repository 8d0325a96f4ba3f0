import { vi } from 'vitest';
import { EventFeed } from '#main/app/feed.ts';
import { Hearings } from '#main/app/hearings.ts';
import type { Recorder, RecorderFact, RecorderWish, StartReport } from '#main/app/ports/index.ts';
import { demoHall } from '#main/app/demoHall.ts';
import { RecordingDesk } from '#main/app/recording/recordingDesk.ts';
import { Settings } from '#main/app/settings.ts';
import type { RecorderStatus, TargetStatus } from '#shared/contract/status.ts';
import type { Hall } from '#shared/domain/hall.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { MemoryEvents } from '../../fakes/memoryEvents.ts';
import { civilSchedule, secretary } from '../domain/samples.ts';
import { tracks } from './afterClosing.ts';

const nothingYet: RecorderStatus = { mode: 'off', captures: [], segmentsClosed: 0, segmentsVerified: 0, segmentsDamaged: 0, lastVerifiedAtMs: null, encoder: 'x', targets: [] };
const target = (path: string, state: TargetStatus['state']): TargetStatus => ({ path, state, detail: '', sinceMs: 0, freeBytes: 1, totalBytes: 2, behindFiles: 0, unreserved: null, sameDisk: false });

/** A desk over captures that run from before. */
export function deskOver(hall: Hall | null, report: Result<StartReport> = ok({ mediaFromMs: null, missing: [] })) {
  const clock = fakeClock();
  const events = new MemoryEvents(clock);
  const wishes: RecorderWish[] = [];
  const [rows, queued, logged]: [unknown[], unknown[], string[]] = [[], [], []];
  const calls: string[] = [];
  let tell: (fact: RecorderFact, factId?: string) => Promise<void> = async () => undefined;
  const quiet = () => undefined;
  const recorder: Recorder = {
    adopt: async () => ({ hearingId: 'of the database put aside', runId: 'run-001' }),
    want: async (wish) => { wishes.push(wish); calls.push(wish.mode); return report; },
    settle: async () => { calls.push('settle'); }, enter: async () => null, service: () => ({ state: 'running', pid: 1, detail: '' }),
    status: () => ({ ...nothingYet, targets: [target('/first', 'ok'), target('/second', 'hanging')] }),
    keepFacts: (keep) => { tell = (fact, factId = `f-${rows.length}`) => keep(fact, factId); }, useSecondTarget: quiet, clockAnchored: quiet, onLevels: () => quiet, onStatus: () => quiet,
  };
  const onFree = vi.fn();
  const hearings = new Hearings(events, new EventFeed(events), clock);
  const desk = new RecordingDesk({
    recorder, onFree, hearings, heads: events, outbox: { addFiles: async (files) => { queued.push(...files); } }, segments: { upsert: async (row) => { rows.push(row); } },
    folders: { recordingDir: async () => '/nowhere' }, recordingsDir: '/first', dropTrials: async (dirs) => { calls.push(`drop ${dirs.join(' ')}`); }, settings: new Settings({ get: async () => hall, set: async () => undefined }), clock,
    log: { error: (_, text) => { logged.push(text); }, warn: quiet, info: quiet, debug: quiet }, onQueued: quiet,
  });
  return { desk, recorder, wishes, calls, onFree, hearings, events, rows, queued, logged, tell: (fact: RecorderFact) => tell(fact) };
}

/** A hearing whose first section is coming up. */
export async function opened(report: StartReport) {
  const over = deskOver(demoHall, ok(report));
  const execute = async (command: HearingCommand) => {
    const done = await over.hearings.execute('h-1', `c-${over.events.records.length}`, command, secretary);
    if (!done.ok) throw new Error(done.error.code);
    return done.value.hearing;
  };
  await execute({ type: 'schedule', schedule: civilSchedule, origin: 'manual', serverHearingId: null, demo: false });
  return { ...over, hearing: await execute({ type: 'open', tracks }), types: () => over.events.records.slice(2).map(({ event }) => event.type) };
}
