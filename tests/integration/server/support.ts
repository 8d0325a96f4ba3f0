import { createHash, randomUUID } from 'node:crypto';
import type { HearingEvent } from '#shared/domain/hearing/events.ts';
import type { TestCourtServer } from '../../helpers/courtServer.ts';

const secretary = { userId: 'u1', name: 'Хатшықызы Мысал', role: 'secretary' as const };

let nextSeq = 0;
export function fact(hearingId: string, event: HearingEvent | { type: string; [key: string]: unknown }, change: Record<string, unknown> = {}) {
  nextSeq += 1;
  return { seq: nextSeq, eventId: randomUUID(), hearingId, event, committedAtMs: 1_790_000_000_000 + nextSeq, monotonicMs: nextSeq, by: secretary, ...change };
}

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

export async function call(server: Pick<TestCourtServer, 'url'>, token: string, method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(server.url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) as unknown };
}

export interface NewFile { fileId: string; hearingId: string; kind: string; path: string; sha256: string }

const metadataHeader = (file: NewFile): string =>
  Object.entries(file).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`).join(',');

const tusHeaders = (token: string) => ({ authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' });

export function create(server: Pick<TestCourtServer, 'url'>, token: string, file: NewFile, sizeBytes: number): Promise<Response> {
  return fetch(`${server.url}/api/v1/files`, {
    method: 'POST', headers: { ...tusHeaders(token), 'upload-length': String(sizeBytes), 'upload-metadata': metadataHeader(file) },
  });
}

export function patch(server: Pick<TestCourtServer, 'url'>, token: string, location: string, offset: number, bytes: Uint8Array): Promise<Response> {
  return fetch(server.url + location, {
    method: 'PATCH', body: Buffer.from(bytes),
    headers: { ...tusHeaders(token), 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
  });
}

export function head(server: Pick<TestCourtServer, 'url'>, token: string, location: string): Promise<Response> {
  return fetch(server.url + location, { method: 'HEAD', headers: tusHeaders(token) });
}

export function newFile(hearingId: string, path: string, bytes: Uint8Array, kind = 'video'): NewFile {
  return { fileId: randomUUID(), hearingId, kind, path, sha256: sha256(bytes) };
}

/** Uploads whole and returns the file's address. */
export async function upload(server: Pick<TestCourtServer, 'url'>, token: string, file: NewFile, bytes: Uint8Array): Promise<string> {
  const location = (await create(server, token, file, bytes.length)).headers.get('location') ?? '';
  const response = await patch(server, token, location, 0, bytes);
  if (response.status !== 204) throw new Error(`upload: ${response.status} ${await response.text()}`);
  return location;
}
