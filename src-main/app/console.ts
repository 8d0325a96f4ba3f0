import type { Output } from '#shared/contract/index.ts';
import type { AppError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { Aftercare } from './aftercare.ts';
import { ClockWatch } from './clockWatch.ts';
import { DemoServerLink } from './demoServerLink.ts';
import { EventFeed } from './feed.ts';
import { HallBook } from './hallBook.ts';
import { hallHandlers } from './handlers/halls.ts';
import { hearingHandlers } from './handlers/hearing.ts';
import { incidentHandlers } from './handlers/incident.ts';
import { procedureHandlers } from './handlers/procedure.ts';
import { readinessHandlers } from './handlers/readiness.ts';
import { machineHandlers, streams } from './handlers/machine.ts';
import { noticeHandlers } from './handlers/notices.ts';
import { ruleHandlers } from './handlers/rules.ts';
import { scheduleHandlers } from './handlers/schedule.ts';
import { sessionHandlers } from './handlers/session.ts';
import { setupHandlers } from './handlers/setup.ts';
import { Hearings } from './hearings.ts';
import { createMediaGate } from './mediaGate.ts';
import { Papers } from './papers.ts';
import { PaperWork } from './paperWork.ts';
import type { DemoCourtServer, DiskSpace, Documents, DropTrials, Folders, Log, LogFeed, MediaEdge, MediaReader, PrepareTarget, Recorder, Sealer, SteadyClock, Store, Uploader } from './ports/index.ts';
import type { ConsoleFace } from './ports/shell.ts';
import { HallCheck } from './readiness/hallCheck.ts';
import { RecordingDesk } from './recording/recordingDesk.ts';
import { createRouter } from './router.ts';
import { Sessions } from './sessions.ts';
import { RuleBook } from './ruleBook.ts';
import type { Settings } from './settings.ts';
import { StatusBoard } from './statusBoard.ts';

export interface Parts {
  store: Store;
  storeDamage: AppError | null;
  settings: Settings;
  recorder: Recorder;
  reader: MediaReader;
  edge: MediaEdge;
  uploader: Uploader;
  sealer: Sealer;
  documents: Documents;
  folders: Folders;
  dropTrials: DropTrials;
  disk: DiskSpace;
  prepareTarget: PrepareTarget;
  recordingsDir: string;
  discover: () => Promise<Output<'setup.devices'>>;
  /** Makes what the demonstration hall needs; quick when it is there already. */
  prepareDemo: () => Promise<Result<void>>;
  demoCourtServer: DemoCourtServer;
  localSecret: string;
  clock: SteadyClock;
  log: Log & LogFeed;
  version: string;
}

export interface Console {
  face: ConsoleFace;
  /** Takes running captures over, goes on with the hearing that was on, finishes what was closed. */
  resume(): Promise<void>;
  /** Told at once and on every change: is something being recorded? */
  onRecording(listener: (active: boolean) => void): () => void;
}

/** The use cases, put together over whatever adapters they are given. */
export function createConsole(parts: Parts): Console {
  const { store, settings, recorder, uploader, folders, clock, log } = parts;
  const onQueued = () => uploader.wake();
  const feed = new EventFeed(store.events);
  const hearings = new Hearings(store.events, feed, clock);
  const afterClosing = () => void aftercare.run().catch((e: unknown) => log.error('aftercare', String(e)));
  const desk = new RecordingDesk({ ...parts, hearings, heads: store.events, outbox: store.outbox, segments: store.segments, onQueued, onFree: afterClosing });
  const ruleBook = new RuleBook(settings);
  const hallBook = new HallBook({ settings, hearings, events: store.events });
  const paperWork = new PaperWork({ ...parts, hearings, ruleBook, onQueued });
  const aftercare: Aftercare = new Aftercare({ ...parts, hearings, events: store.events, segments: store.segments, outbox: store.outbox, desk, paperWork, onQueued });
  const demoServer = new DemoServerLink(parts.demoCourtServer, settings, uploader);
  const clockWatch = new ClockWatch({ ...parts, hearings, desk });
  const status = new StatusBoard({ ...parts, desk, aftercare, clockWatch });
  const hallCheck = new HallCheck({ ...parts, hearings, desk, status });
  const sessions = new Sessions(store.users, store.settings, clock, parts.localSecret);

  feed.onEvent(onQueued);
  uploader.onChange(afterClosing);

  const handlers = {
    ...setupHandlers({ ...parts, users: store.users, desk, demoServer }),
    ...sessionHandlers({ sessions, users: store.users, settings, clock }),
    ...scheduleHandlers({ hearings, events: store.events, uploader, settings, clock }),
    ...hearingHandlers({ hearings, desk, settings, clock, demandsOf: ruleBook.demandsOf }),
    ...procedureHandlers({ hearings, events: store.events, ruleBook, hallBook, hallCheck, papers: new Papers({ ...parts, hearings, ruleBook, onQueued }), clock }),
    ...ruleHandlers({ ruleBook, clock }),
    ...hallHandlers(hallBook),
    ...readinessHandlers({ hallCheck, status, clock }),
    ...incidentHandlers({ hearings, paperWork, status, logFeed: log, clock }),
    ...noticeHandlers({ hearings, ruleBook, clock }),
    ...machineHandlers({ store, uploader, hearings, settings, folders, logFeed: log }),
  };
  const router = createRouter(handlers, streams({ feed, status, recorder, logFeed: log, log }), sessions, log);
  const media = createMediaGate({ sessions, hearings, edge: parts.edge, reader: parts.reader, folders });

  return {
    face: { router, media, version: parts.version },
    async resume() {
      await ruleBook.load();
      const hall = await settings.hall();
      const prepared = hall?.demo ? await parts.prepareDemo() : null;
      if (prepared && !prepared.ok) log.error('demo', prepared.error.code, prepared.error);
      recorder.useSecondTarget(await settings.secondRecordingFolder());
      uploader.configure(await settings.courtServer());
      uploader.start();
      void demoServer.again().then((again) => { if (!again.ok) log.error('demo', again.error.code, again.error); });
      await desk.resume();
      clockWatch.start();
      afterClosing();
    },
    onRecording(listener) {
      const tell = () => listener(recorder.status().mode === 'record');
      tell();
      return recorder.onStatus(tell);
    },
  };
}
