import { randomInt, randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { appError, messageOf } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { Invitations } from './conference/invitations.ts';
import { Rooms } from './conference/rooms.ts';
import { Sfu } from './conference/sfu/sfu.ts';
import { openJanus, type JanusSettings } from './conference/sfu/janusSocket.ts';
import { iceServersFor, type IceSettings } from './conference/turn.ts';
import { createExaminer } from './files/examine.ts';
import { openAttachments } from './files/attachments.ts';
import { openVault } from './files/vault.ts';
import { createApp } from './http/app.ts';
import type { Parts } from './http/context.ts';
import { createTus } from './http/tus.ts';
import type { Attachments, FileRow, Records } from './ports.ts';
import { newSecret } from './secrets.ts';
import { openRecords } from './store/index.ts';
import { takeLock } from './store/lock.ts';
import { usualLimits, Watches } from './watching/watches.ts';
import { createViewing, type Viewing } from './viewing/index.ts';

export interface ServerOptions {
  dataDir: string;
  host: string;
  port: number;
  timeZone: string;
  /** How pages and consoles find each other through the network. */
  ice: IceSettings;
  /** The distributor for many; null when the court has none. */
  janus: JanusSettings | null;
  beforeSchedule: Parts['beforeSchedule'];
  log: (line: string) => void;
}

export interface RunningServer {
  url: string;
  /** How many uploads a crash had left to be examined. */
  recovered: number;
  /** A link that signs one browser in, once. */
  oneTimeUrl(): string;
  stop(): Promise<void>;
}

export async function openData(dataDir: string): Promise<Result<Records>> {
  try {
    await mkdir(resolve(dataDir), { recursive: true, mode: 0o700 });
  } catch (e) {
    return err(appError('store.unavailable', { detail: messageOf(e) }));
  }
  return openRecords(join(resolve(dataDir), 'court.sqlite'));
}

/** In the data folder; may be put into while the server runs. */
export const attachmentsOf = (dataDir: string): Attachments => openAttachments(join(resolve(dataDir), 'attachments'));

/** Takes the data folder for itself, puts the parts together, finishes what a crash interrupted, then listens. */
export async function startServer(records: Records, options: ServerOptions): Promise<Result<RunningServer>> {
  const root = resolve(options.dataDir);
  const lock = takeLock(join(root, 'court.lock'));
  if (!lock.ok) {
    records.close();
    return lock;
  }
  const close = () => {
    records.close();
    lock.value.release();
  };
  const folders = { uploads: join(root, 'uploads'), files: join(root, 'files'), aside: join(root, 'aside') };
  const vault = await openVault(folders);
  const nowMs = () => Date.now();
  const viewing = createViewing(join(root, 'viewing'), records, vault);
  const examiner = createExaminer({ records, vault, nowMs, onReceived: (row) => prepareWhenWhole(records, viewing, row) });
  const sfu = options.janus && createSfu(options.janus, options.log, (...told) => rooms.fromSfu(...told));
  const rooms: Rooms = new Rooms({ nowMs, iceServers: (who, untilMs) => iceServersFor(options.ice, who, { nowMs: nowMs(), untilMs }), sfu });
  const invitations = new Invitations({ records, rooms, nowMs });
  const parts: Parts = { name: 'Reference court server', records, vault, attachments: attachmentsOf(root), examiner, rooms, invitations, watches: new Watches(usualLimits), nowMs, timeZone: options.timeZone, beforeSchedule: options.beforeSchedule };
  const recovered = await examiner.recover();
  const tus = createTus({ records, examiner, uploadsDir: folders.uploads });
  const { app, operators } = await createApp(parts, tus, viewing, { host: options.host, filesDir: folders.files, log: options.log });
  try {
    const url = await app.listen({ host: options.host, port: options.port });
    return ok({ url, recovered, oneTimeUrl: () => url + operators.oneTimePath(), stop: async () => { await app.close(); await sfu?.stop(); await examiner.idle(); await viewing.stop(); close(); } });
  } catch (e) {
    close();
    return err(appError('internal.unexpected', { field: '--port', detail: messageOf(e) }));
  }
}

/** Numbers up to what JSON and Janus both carry. */
const createSfu = (janus: JanusSettings, log: (line: string) => void, tell: Rooms['fromSfu']): Sfu => new Sfu({
  ...openJanus(janus), log, tell, newId: randomUUID, newSecret, randomNumber: () => randomInt(1, 2 ** 47),
});

/** Copies for viewing are made once the last sealed segment is here. */
async function prepareWhenWhole(records: Records, viewing: Viewing, { hearingId }: FileRow): Promise<void> {
  if (await viewing.isComplete(hearingId)) await viewing.beginIfAbsent(hearingId, await records.filesOf(hearingId));
}
