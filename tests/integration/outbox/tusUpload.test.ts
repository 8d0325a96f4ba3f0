import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tusUpload } from '#main/outbox/tusUpload.ts';
import { fileRow } from '../../helpers/rows.ts';

let dir: string;
let server: Server;
let url: string;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let requests: string[];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tus-'));
  await writeFile(join(dir, 'a.mkv'), Buffer.alloc(100, 7));
  requests = [];
  server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    request.resume().on('end', () => answer(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(dir, { recursive: true });
});

const created = (response: ServerResponse, location = '/api/v1/files/1') => response.writeHead(201, { location, 'tus-resumable': '1.0.0' }).end();

function upload(change: { uploadUrl?: string; signal?: AbortSignal; saveUrl?: () => Promise<void> } = {}) {
  const base = fileRow(1);
  const row = { ...base, uploadUrl: change.uploadUrl ?? null, content: { ...base.content, absolutePath: join(dir, 'a.mkv'), bytes: 100 } };
  const watch = { saveUrl: change.saveUrl ?? (async () => undefined), saveBytes: async () => undefined, onProgress: () => undefined };
  return tusUpload(row, { url, deviceToken: 'secret-token' }, watch, change.signal ?? new AbortController().signal);
}

describe('an upload', () => {
  it('keeps its address before the first byte goes', async () => {
    const order: string[] = [];
    answer = (request, response) => {
      order.push(request.method ?? '');
      if (request.method === 'POST') created(response);
      else response.writeHead(204, { 'upload-offset': '100', 'tus-resumable': '1.0.0' }).end();
    };
    const saveUrl = async () => { await new Promise((resolve) => setTimeout(resolve, 50)); order.push('saved'); };
    expect(await upload({ saveUrl })).toEqual({ ok: true, value: undefined });
    expect(order).toEqual(['POST', 'saved', 'PATCH']);
  });

  it('does not follow an address on another server: the token is not for it', async () => {
    answer = (_, response) => created(response, 'http://127.0.0.2:9/steal');
    expect(await upload()).toMatchObject({ ok: false, error: { kind: 'bad_answer' } });
    expect(requests).toEqual(['POST /api/v1/files']);
  });

  it('begins afresh when the address kept belongs to another server', async () => {
    answer = (_, response) => response.writeHead(503).end();
    expect(await upload({ uploadUrl: 'http://127.0.0.2:9/old' })).toMatchObject({ ok: false, error: { kind: 'no_answer', status: 503 } });
    expect(requests).toEqual(['POST /api/v1/files']);
  });

  it('does not send the same piece for ever to a server that never moves on', async () => {
    answer = (request, response) => {
      if (request.method === 'POST') created(response);
      else response.writeHead(204, { 'upload-offset': '0', 'tus-resumable': '1.0.0' }).end();
    };
    expect(await upload()).toMatchObject({ ok: false, error: { kind: 'bad_answer' } });
    expect(requests).toHaveLength(2);
  });

  it('ends when the answer breaks off in the middle', async () => {
    answer = (_, response) => {
      response.writeHead(201, { location: '/api/v1/files/1', 'content-length': '50', 'tus-resumable': '1.0.0' }).write('half');
      setTimeout(() => response.destroy(), 50);
    };
    expect(await upload()).toMatchObject({ ok: false, error: { kind: 'no_answer' } });
  });

  it('takes a broken transfer for a reason to try again, not for a refusal of the file', async () => {
    answer = (request, response) => (request.method === 'POST' ? created(response) : response.writeHead(409).end());
    expect(await upload()).toMatchObject({ ok: false, error: { kind: 'again', status: 409 } });
  });

  it('is a failure when its address cannot be kept', async () => {
    answer = (_, response) => created(response);
    expect(await upload({ saveUrl: () => Promise.reject(new Error('disk full')) })).toMatchObject({ ok: false, error: { kind: 'again' } });
    expect(requests).toHaveLength(1);
  });

  it('stops at once when told', async () => {
    const stopping = new AbortController();
    answer = () => stopping.abort();
    expect(await upload({ signal: stopping.signal })).toMatchObject({ ok: false, error: { kind: 'no_answer' } });
  });
});
