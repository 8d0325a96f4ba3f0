import { appError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { Handlers, Streams } from '../caller.ts';
import type { EventFeed } from '../feed.ts';
import type { Hearings } from '../hearings.ts';
import type { Folders, Log, LogFeed, Recorder, Store, Uploader } from '../ports/index.ts';
import type { Settings } from '../settings.ts';
import type { StatusBoard } from '../statusBoard.ts';
import { trackReport } from '../trackReport.ts';

type Names = 'queue.list' | 'queue.retryNow' | 'recording.info' | 'diagnostics.log';

interface Deps {
  store: Pick<Store, 'outbox' | 'segments'>;
  uploader: Pick<Uploader, 'wake'>;
  hearings: Hearings;
  settings: Settings;
  folders: Folders;
  logFeed: LogFeed;
}

export function machineHandlers({ store, uploader, hearings, settings, folders, logFeed }: Deps): Handlers<Names> {
  return {
    'queue.list': async (filter) => ok({ items: await store.outbox.list(filter) }),
    'queue.retryNow': async () => {
      await store.outbox.retryAllNow();
      uploader.wake();
      return ok({});
    },
    'recording.info': async ({ hearingId }) => {
      const loaded = await hearings.load(hearingId);
      if (!loaded) return err(appError('hearing.not_found'));
      const [tracks, rows, segments] = await Promise.all([settings.tracksFor(loaded.hearing), store.segments.of(hearingId), store.segments.counts(hearingId)]);
      return ok({ dir: await folders.recordingDir(hearingId), tracks: trackReport(tracks, rows), segments });
    },
    'diagnostics.log': async ({ limit }) => ok({ lines: logFeed.recent(limit) }),
  };
}

export function streams(deps: { feed: EventFeed; status: StatusBoard; recorder: Pick<Recorder, 'onLevels'>; logFeed: LogFeed; log: Log }): Omit<Streams, 'conference' | 'conference.page' | 'observers'> {
  const { feed, status, recorder, logFeed, log } = deps;
  return {
    events: ({ afterSeq, hearingId }, _, emit) => feed.follow(afterSeq, hearingId, emit, (e) => log.error('events', String(e))),
    status: (_, __, emit) => status.follow(emit),
    levels: (_, __, emit) => recorder.onLevels(emit),
    log: (_, __, emit) => logFeed.onLine(emit),
  };
}
