import type { Output } from '#shared/contract/index.ts';
import { messageOf, type AppError } from '#shared/domain/errors.ts';
import type { EventRecord } from '#shared/domain/hearing/events.ts';
import type { Result } from '#shared/domain/result.ts';
import { Aftercare } from './aftercare.ts';
import { ClockWatch } from './clockWatch.ts';
import { ConferenceDesk } from './conference/conferenceDesk.ts';
import { TestCalls } from './conference/testCalls.ts';
import { DemoServerLink } from './demoServerLink.ts';
import { EventFeed } from './feed.ts';
import { HallBook } from './hallBook.ts';
import { conferenceHandlers, conferenceStreams } from './handlers/conference.ts';
import { participantHandlers } from './handlers/participants.ts';
import { observerHandlers, observerStreams } from './handlers/observers.ts';
import { hallHandlers } from './handlers/halls.ts';
import { mailHandlers } from './handlers/mail.ts';
import { hearingHandlers } from './handlers/hearing.ts';
import { incidentHandlers } from './handlers/incident.ts';
import { procedureHandlers } from './handlers/procedure.ts';
import { readinessHandlers } from './handlers/readiness.ts';
import { machineHandlers, streams } from './handlers/machine.ts';
import { noticeHandlers } from './handlers/notices.ts';
import { ruleHandlers } from './handlers/rules.ts';
import { scheduleHandlers } from './handlers/schedule.ts';
import { sessionHandlers } from './handlers/session.ts';
import { testCallHandlers } from './handlers/testCalls.ts';
import { setupHandlers } from './handlers/setup.ts';
import { Hearings } from './hearings.ts';
import { IdentityPhotos } from './identityPhotos.ts';
import { IncidentPictures } from './incidentPictures.ts';
import { LiveGate } from './liveGate.ts';
import { createMediaGate } from './mediaGate.ts';
import { MailStatusBook } from './mailStatus.ts';
import { NoticeMail } from './noticeMail.ts';
import { ObserversDesk } from './observers/observersDesk.ts';
import { Papers } from './papers.ts';
import { PaperWork } from './paperWork.ts';
import type { Conference, DemoCourtServer, DiskSpace, Documents, DropTrials, Folders, HallSound, Log, LogFeed, MediaEdge, MediaReader, PhotoFiles, Postman, PrepareTarget, Recorder, RemoteTracks, Sealer, SteadyClock, Store, Uploader, Watching } from './ports/index.ts';
import type { ConsoleFace } from './ports/shell.ts';
import { HallCheck } from './readiness/hallCheck.ts';
import { RecordingDesk } from './recording/recordingDesk.ts';
import { createRouter } from './router.ts';
import { Sessions } from './sessions.ts';
import { RuleBook } from './ruleBook.ts';
import type { Settings } from './settings.ts';
import { StatusBoard } from './statusBoard.ts';

const dayMs = 86_400_000;

export interface Parts {
  store: Store;
  storeDamage: AppError | null;
  settings: Settings;
  recorder: Recorder;
  reader: MediaReader;
  edge: MediaEdge;
  uploader: Uploader;
  conference: Conference;
  watching: Watching;
  hallSound: HallSound;
  tracks: RemoteTracks;
  photoFiles: PhotoFiles;
  postman: Postman;
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
  /** A check of the hall that is being made: it must not outlive this console, as a hearing does. */
  endTrial(): Promise<void>;
  /** Ends what would keep the process: the lines to the court server. */
  endLine(): void;
  /** Told at once and on every change: is something being recorded? */
  onRecording(listener: (active: boolean) => void): () => void;
}

/** The use cases, put together over whatever adapters they are given. */
export function createConsole(parts: Parts): Console {
  const { store, settings, recorder, uploader, postman, folders, clock, log } = parts;
  const onQueued = () => uploader.wake();
  const feed = new EventFeed(store.events);
  const hearings = new Hearings(store.events, feed, clock);
  const afterClosing = () => void aftercare.run().catch((e: unknown) => log.error('aftercare', String(e)));
  const desk = new RecordingDesk({ ...parts, hearings, heads: store.events, outbox: store.outbox, segments: store.segments, onQueued, onFree: afterClosing });
  const ruleBook = new RuleBook(settings);
  const hallBook = new HallBook({ settings, hearings, events: store.events });
  const paperWork = new PaperWork({ ...parts, hearings, ruleBook, onQueued });
  const pictures = new IncidentPictures({ ...parts, hearings, events: store.events, onQueued });
  const conferenceDesk = new ConferenceDesk({ ...parts, hearings, events: store.events, segments: store.segments, links: store.links, feed, hall: desk, demandsOf: ruleBook.demandsOf, isPictureRecorded: ruleBook.isPictureRecorded, onReceived: afterClosing });
  const observersDesk = new ObserversDesk({ ...parts, hearings, conference: conferenceDesk, events: store.events, feed, demandsOf: ruleBook.demandsOf });
  const photos = new IdentityPhotos({ ...parts, hearings, feed });
  const aftercare: Aftercare = new Aftercare({ ...parts, hearings, pictures, conference: conferenceDesk, events: store.events, segments: store.segments, outbox: store.outbox, desk, paperWork, onQueued });
  const demoServer = new DemoServerLink(parts.demoCourtServer, settings, uploader);
  const clockWatch = new ClockWatch({ ...parts, hearings, desk });
  const mailStatus = new MailStatusBook({ mails: store.mails, hearings, clock });
  const status = new StatusBoard({ ...parts, desk, aftercare, clockWatch, mailStatus });
  const hallCheck = new HallCheck({ ...parts, hearings, desk, status });
  const sessions = new Sessions(store.users, store.settings, clock, parts.localSecret);

  const noticeMail = new NoticeMail({ hearings, ruleBook, settings, clock });
  const untold = (told: Result<void>) => { if (!told.ok) log.error('mail', 'nobody was told at once', told.error); };
  const followMail = async (record: EventRecord) => {
    if (record.event.type === 'noticeMailed') postman.wake();
    await mailStatus.follow(record);
    if (record.event.type === 'incidentOpened') untold(await noticeMail.tellAtOnce({ hearingId: record.hearingId, incidentId: record.event.incidentId }));
  };

  const startMail = async () => {
    postman.configure(await settings.mailServer());
    postman.start(noticeMail.report);
    await mailStatus.load();
    const today = await store.events.heads({ fromMs: clock.nowMs() - dayMs, toMs: clock.nowMs() + dayMs });
    untold(await noticeMail.catchUp(today.map(({ hearingId }) => hearingId)));
  };

  feed.onEvent(onQueued);
  feed.onEvent(pictures.follow);
  feed.onEvent((record) => void followMail(record).catch((e: unknown) => log.error('mail', messageOf(e))));
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
    ...conferenceHandlers({ desk: conferenceDesk, hearings, uploader, links: store.links, settings, clock }),
    ...testCallHandlers(new TestCalls({ ...parts, hall: desk, desk: conferenceDesk })),
    ...participantHandlers(photos),
    ...observerHandlers({ hearings, settings, demandsOf: ruleBook.demandsOf }),
    ...incidentHandlers({ hearings, paperWork, status, logFeed: log, clock }),
    ...noticeHandlers({ hearings, ruleBook, mails: store.mails, noticeMail, clock }),
    ...mailHandlers({ settings, ruleBook, mails: store.mails, postman, noticeMail }),
    ...machineHandlers({ store, uploader, hearings, settings, folders, logFeed: log }),
  };
  const router = createRouter(handlers, { ...streams({ feed, status, recorder, logFeed: log, log }), ...conferenceStreams(conferenceDesk), ...observerStreams(observersDesk) }, sessions, log);
  const media = createMediaGate({ sessions, hearings, liveGate: new LiveGate({ ...parts, hearings, desk, feed }), reader: parts.reader, folders });

  return {
    face: { router, media, version: parts.version, offerWindows: (capture) => pictures.offerWindows(capture) },
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
      await conferenceDesk.resume();
      await observersDesk.resume();
      void photos.resume().catch((e: unknown) => log.error('photos', messageOf(e)));
      await pictures.resume();
      void startMail().catch((e: unknown) => log.error('mail', messageOf(e)));
      clockWatch.start();
      afterClosing();
    },
    endTrial: () => desk.endTrial(),
    endLine() {
      conferenceDesk.endLine();
      observersDesk.endLine();
    },
    onRecording(listener) {
      const tell = () => listener(recorder.status().mode === 'record');
      tell();
      return recorder.onStatus(tell);
    },
  };
}
