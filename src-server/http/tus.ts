import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { FileStore } from '@tus/file-store';
import { Server, Upload } from '@tus/server';
import { maxFileBytes } from '#shared/court-api/index.ts';
import { messageOf } from '#shared/domain/errors.ts';
import type { Examiner } from '../files/examine.ts';
import type { FileRow, Records } from '../ports.ts';
import { problemBody, problems } from './problem.ts';

export const filesPath = '/api/v1/files';

/** One address per hall and content: a console that lost the address gets the same one again. */
export const uploadIdOf = (hallId: string, fileId: string, sha256: string): string =>
  createHash('sha256').update(`${hallId}\n${fileId}\n${sha256}`).digest('hex');

export interface TusParts {
  records: Records;
  examiner: Examiner;
  uploadsDir: string;
}

/** A tus server that is told by its caller which upload a request is about; it decides nothing about who may. */
export interface Tus {
  server: Server;
  /** Call before handing a creation over. */
  nameCreation(request: IncomingMessage, uploadId: string): void;
}

export function createTus(parts: TusParts): Tus {
  const names = new WeakMap<IncomingMessage, string>();
  const server = new Server({
    path: filesPath,
    relativeLocation: true,
    maxSize: maxFileBytes,
    allowedOrigins: [],
    datastore: new FileStore({ directory: parts.uploadsDir, configstore: rowsAsConfig(parts.records) }),
    namingFunction: (request) => {
      const raw = request.runtime?.node?.req;
      const name = raw === undefined ? undefined : names.get(raw as IncomingMessage);
      if (name === undefined) throw new Error('a creation came without its name');
      return name;
    },
    onUploadFinish: async (_request, upload) => {
      const row = await parts.records.fileByUpload(upload.id);
      if (row) await parts.examiner.examine(row);
      return {};
    },
    onResponseError: (_request, error) => ('status_code' in error
      ? { status_code: error.status_code, body: problemBody({ ...problems.invalid('upload', error.body.trim()), status: error.status_code }) }
      : { status_code: 500, body: problemBody({ ...problems.unexpected(), detail: messageOf(error) }) }),
  });
  return { server, nameCreation: (request, uploadId) => void names.set(request, uploadId) };
}

/** The library's description of an upload is our row; its own JSON files would not survive a power cut. */
const rowsAsConfig = (records: Records) => ({
  get: async (id: string) => {
    const row = await records.fileByUpload(id);
    return row ? describe(row) : undefined;
  },
  set: async () => undefined,
  delete: async () => undefined,
});

const describe = (row: FileRow): Upload =>
  new Upload({ id: row.uploadId, size: row.sizeBytes, offset: 0, creation_date: new Date(row.createdAtMs).toISOString() });
