import { randomUUID } from 'node:crypto';
import { appError, messageOf, type AppError } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Clock, Commit, CommitOutcome, EventStore, Log, MailStore, NewOutboxFile, OutboxStore, SettingStore, Store, UserStore } from '#main/app/ports/index.ts';
import type { RemoteTables } from './messages.ts';
import { WorkerClient } from './workerClient.ts';

export interface OpenedStore {
  store: Store;
  /** `store.damaged` when the database found was unreadable; it lies at `params.movedTo` and the specialist must be told. */
  damage: AppError | null;
}

export interface StoreOptions {
  file: string;
  clock: Clock;
  log: Log;
  /** The worker's entry: `worker.ts` when run from the sources, its bundle otherwise. */
  workerUrl: URL;
}

/** More events than a hearing can have; one page is one hearing. */
const allEvents = 1_000_000_000;

/**
 * Opens the local queue in its worker. When a commit resolves it is on the disk (`synchronous=FULL`).
 * A database from a newer program is refused (`store.from_future`).
 */
export async function openStore({ file, clock, log, workerUrl }: StoreOptions): Promise<Result<OpenedStore>> {
  const started = await WorkerClient.start(workerUrl, { file, nowMs: clock.nowMs() });
  if (!started.ok) return started;
  const { client, damage } = started.value;
  if (damage) log.error('store', 'the database was damaged; it was moved aside and a new one was begun', damage);
  const tables = client.tables();
  const store: Store = {
    events: eventStore(tables, clock),
    users: userStore(tables),
    settings: settingStore(tables),
    segments: { upsert: (row) => tables.segments.upsert(row), of: (id) => tables.segments.of(id), counts: (id) => tables.segments.counts(id) },
    outbox: outboxStore(tables),
    mails: mailStore(tables),
    links: { add: (id, rows) => tables.links.add(id, rows), of: (wanted) => tables.links.of(wanted), forgetBefore: (atMs) => tables.links.forgetBefore(atMs) },
    close: () => client.close(),
  };
  return ok({ store, damage });
}

const withIds = (files: NewOutboxFile[]) => files.map((file) => ({ ...file, fileId: randomUUID() }));

function eventStore({ events }: RemoteTables, clock: Clock): EventStore {
  return {
    async commit(commit: Commit): Promise<Result<CommitOutcome>> {
      const stamp = { nowMs: clock.nowMs(), monotonicMs: clock.monotonicMs(), eventIds: commit.events.map(() => randomUUID()) };
      try {
        return ok(await events.commit({ ...commit, ...stamp, files: withIds(commit.files) }));
      } catch (e) {
        return err(appError('store.unavailable', { detail: messageOf(e) }));
      }
    },
    eventsOf: (hearingId) => events.after(0, allEvents, hearingId),
    eventsAfter: (seq, limit, hearingId) => events.after(seq, limit, hearingId),
    heads: (filter) => ('phases' in filter ? events.headsByPhase(filter.phases) : events.headsByStart(filter.fromMs, filter.toMs)),
    lastSeq: () => events.lastSeq(),
    seqOfCommand: (commandId) => events.seqOfCommand(commandId),
  };
}

function userStore({ users }: RemoteTables): UserStore {
  return {
    list: () => users.list(),
    add: async (user) => ((await users.add(user)) ? ok(undefined) : err(appError('user.exists', { field: 'login' }))),
    change: async (userId, change) => ((await users.change(userId, change)) ? ok(undefined) : err(appError('user.not_found', { field: 'userId' }))),
  };
}

function settingStore({ settings }: RemoteTables): SettingStore {
  return {
    get: async (key): Promise<unknown> => {
      const json = await settings.get(key);
      return json === null ? null : JSON.parse(json);
    },
    set: (key, value) => settings.set(key, JSON.stringify(value ?? null)),
  };
}

function outboxStore({ outbox, outboxViews }: RemoteTables): OutboxStore {
  return {
    due: (nowMs, limit) => outbox.due(nowMs, limit),
    addFiles: (files) => outbox.addFiles(withIds(files)),
    progress: (itemId, change) => outbox.progress(itemId, change),
    failed: (itemIds, error, nextAttemptAtMs) => outbox.failed(itemIds, error, nextAttemptAtMs),
    sent: (itemId, receipt) => outbox.sent(itemId, receipt),
    retryAllNow: () => outbox.retryAllNow(),
    list: (filter) => outboxViews.list(filter),
    summary: () => outboxViews.summary(),
    remaining: (hearingId) => outboxViews.remaining(hearingId),
  };
}

const mailStore = ({ mails }: RemoteTables): MailStore => ({
  due: (nowMs, limit) => mails.due(nowMs, limit),
  handing: (mailId, atMs) => mails.handing(mailId, atMs),
  notHanded: (mailId) => mails.notHanded(mailId),
  failed: (mailIds, error, nextAttemptAtMs) => mails.failed(mailIds, error, nextAttemptAtMs),
  retryAllNow: () => mails.retryAllNow(),
  tries: (hearingId) => mails.tries(hearingId),
  summary: () => mails.summary(),
  refusedSince: (atMs) => mails.refusedSince(atMs),
});
