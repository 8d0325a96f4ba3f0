import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { z } from 'zod';
import type { Role } from '#shared/domain/actor.ts';
import type { AppError, ErrorCode } from '#shared/domain/errors.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { taken } from '#shared/domain/incident/pictures.ts';
import { closedSpans } from '#shared/domain/timeline.ts';
import type { Hearings } from './hearings.ts';
import { isInClosedSection, type LiveGate } from './liveGate.ts';
import type { Folders, MediaReader } from './ports/index.ts';
import type { MediaAnswer, MediaGate } from './ports/shell.ts';
import type { Sessions } from './sessions.ts';

interface Deps {
  sessions: Sessions;
  hearings: Pick<Hearings, 'load'>;
  liveGate: Pick<LiveGate, 'open'>;
  reader: Pick<MediaReader, 'listen'>;
  folders: Folders;
}

/** The longest stretch one listening copy may cover. */
const maxListenMs = 30 * 60_000;

const deviceId = /^[a-z][a-z0-9-]{0,31}$/;

const listenQuery = z
  .object({ fromMs: z.coerce.number().int().min(0), toMs: z.coerce.number().int().positive(), mic: z.array(z.string().regex(deviceId)) })
  .refine((q) => q.toMs > q.fromMs && q.toMs - q.fromMs <= maxListenMs);

const mimeTypes: Record<string, string> = { '.pdf': 'application/pdf', '.txt': 'text/plain; charset=utf-8', '.json': 'application/json', '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' };

const refuse = (status: number): MediaAnswer => ({ status, headers: { 'cache-control': 'no-store' }, body: null });
const statusOf: Partial<Record<ErrorCode, number>> = { 'media.not_recorded': 404, 'auth.forbidden': 403 };
const failed = (error: AppError): MediaAnswer => refuse(statusOf[error.code] ?? 503);
const answer = (mime: string, body: AsyncIterable<Uint8Array>, cancel?: () => void): MediaAnswer =>
  ({ status: 200, headers: { 'content-type': mime, 'cache-control': 'no-store' }, body, ...(cancel ? { cancel } : {}) });

/** In UTC. */
const touchesClosed = ({ sections }: Hearing, fromMs: number, toMs: number): boolean =>
  closedSpans(sections).some((span) => span.fromMs < toMs && fromMs < span.toMs);

async function fileAnswer(path: string, mime: string): Promise<MediaAnswer> {
  const found = await stat(path).catch(() => null); // absent is an answer here, not a fault
  return found?.isFile() ? answer(mime, createReadStream(path)) : refuse(404);
}

/** Pictures, sound and documents for windows that are signed in. Addresses: `ports/shell.ts`. */
export function createMediaGate({ sessions, hearings, liveGate, reader, folders }: Deps): MediaGate {
  const live = async (cameraId: string, role: Role): Promise<MediaAnswer> => {
    if (!deviceId.test(cameraId)) return refuse(404); // the name becomes part of an address inside
    const opened = await liveGate.open(cameraId, role);
    return opened.ok ? answer(opened.value.mime, opened.value.body, opened.value.close) : failed(opened.error);
  };

  const listen = async (hearing: Hearing, query: URLSearchParams, role: Role): Promise<MediaAnswer> => {
    const parsed = listenQuery.safeParse({ fromMs: query.get('fromMs'), toMs: query.get('toMs'), mic: query.getAll('mic') });
    if (!parsed.success) return refuse(400);
    const { fromMs, toMs, mic } = parsed.data;
    const zeroMs = hearing.zeroUtcMs ?? 0;
    if (touchesClosed(hearing, zeroMs + fromMs, zeroMs + toMs) && !isInClosedSection(role)) return refuse(403);
    const sound = await reader.listen({ hearingId: hearing.hearingId, fromMs, toMs, microphoneIds: mic.length > 0 ? mic : undefined });
    return sound.ok ? answer(sound.value.mime, sound.value.body) : failed(sound.error);
  };

  const document = async (hearingId: string, path: string): Promise<MediaAnswer> => {
    const root = resolve(await folders.recordingDir(hearingId));
    const file = resolve(root, path);
    const mime = mimeTypes[extname(file)];
    return file.startsWith(root + sep) && mime ? fileAnswer(file, mime) : refuse(404);
  };

  /** Only what is known to be evidence, and shows nothing that the public was sent out for. */
  const picture = async (hearing: Hearing, path: string, role: Role): Promise<MediaAnswer> => {
    const found = hearing.incidents.flatMap(({ pictures }) => taken(pictures)).find(({ file }) => file.path === path);
    if (!found) return refuse(404);
    if (touchesClosed(hearing, found.atMs, found.atMs + 1) && !isInClosedSection(role)) return refuse(403);
    return fileAnswer(join(await folders.recordingDir(hearing.hearingId), path), 'image/jpeg');
  };

  return {
    async open(pathAndQuery) {
      const url = new URL(pathAndQuery, 'http://console');
      const signedIn = await sessions.find(url.searchParams.get('ticket') ?? '');
      if (!signedIn) return refuse(401);
      const [, root, kind, id, ...rest] = url.pathname.split('/').map(decodeURIComponent);
      if (root !== 'media' || !id) return refuse(404);
      if (kind === 'live') return live(id.replace(/\.flv$/, ''), signedIn.role);
      const hearingId = id.replace(/\.wav$/, '');
      // Asking for what never was must not leave a folder behind.
      const loaded = z.uuid().safeParse(hearingId).success ? await hearings.load(hearingId) : null;
      if (!loaded) return refuse(404);
      if (kind === 'listen') return listen(loaded.hearing, url.searchParams, signedIn.role);
      if (kind === 'picture') return picture(loaded.hearing, rest.join('/'), signedIn.role);
      return kind === 'document' ? document(hearingId, rest.join('/')) : refuse(404);
    },
  };
}
