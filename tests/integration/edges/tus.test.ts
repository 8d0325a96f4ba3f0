import { randomBytes, randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { courtServerTask, startCourtServer, type TestCourtServer } from '../../helpers/courtServer.ts';
import { create, head, newFile, patch, upload } from '../server/support.ts';
import { hostile } from './hostile.ts';
import { filesUnder } from './kept.ts';

/** The court server's upload door, beyond what `integration/server/chain` asks of it. */
let server: TestCourtServer;
let otherToken: string;

beforeAll(async () => {
  server = await startCourtServer();
  otherToken = (await courtServerTask(['--issue-token', '--court', 'Басқа сот', '--hall', '№ 2', '--data-dir', server.dataDir])).stdout.trim();
});
afterAll(() => server.stop());

const bytes = randomBytes(1000);
const anyFile = () => newFile(randomUUID(), 'run-001/cam1/00000.mkv', bytes);
const begun = async (): Promise<string> => (await create(server, server.token, anyFile(), bytes.length)).headers.get('location') ?? '';
const offsetOf = async (location: string): Promise<string | null> => (await head(server, server.token, location)).headers.get('upload-offset');

/** As it is written here: `fetch` would refuse half of these headers. */
function raw(method: string, path: string, headers: Record<string, string>, body: Uint8Array = new Uint8Array()): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(server.url + path, { method, headers: { authorization: `Bearer ${server.token}`, 'tus-resumable': '1.0.0', ...headers } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => { text += piece; }).on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    sent.on('error', reject).end(body);
  });
}
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Nothing new anywhere in the server's folder, but for its database's own companions. */
async function leavingNothing<T>(act: () => Promise<T>): Promise<T> {
  const before = await filesUnder(server.dataDir);
  const answer = await act();
  expect(await filesUnder(server.dataDir)).toEqual(before);
  return answer;
}

describe('announcements', () => {
  const { fileId, hearingId, sha256 } = anyFile();
  const announced = (fields: Record<string, string>) => Object.entries(fields).map(([key, value]) => `${key} ${base64(value)}`).join(',');
  const right = { fileId, hearingId, kind: 'video', path: 'run-001/cam1/00000.mkv', sha256 };

  test.each<[string, string, string]>([
    ['nothing', '', 'metadata'],
    ['no base64', 'fileId ???,hearingId !!!', 'metadata'],
    ['signs of its own', ',,, ,;=', 'metadata'],
    ['ten kilobytes', `fileId ${base64('ә'.repeat(3000))}`, 'metadata.fileId'],
    ['a prototype', announced({ ...right, fileId: '__proto__' }), 'metadata.fileId'],
    ['a key that is a prototype', `__proto__ ${base64('x')}`, 'metadata'],
    ['an id that is a path', announced({ ...right, hearingId: hostile.traversal }), 'metadata.hearingId'],
    ['no kind', announced({ ...right, kind: '' }), 'metadata.kind'],
    ['a path with markup', announced({ ...right, path: `${hostile.markup}.mkv` }), 'metadata.path'],
    ['a path with NUL', announced({ ...right, path: hostile.nul }), 'metadata.path'],
    ['a path with a line end', announced({ ...right, path: hostile.header }), 'metadata.path'],
    ['a path to the left', announced({ ...right, path: `a/${hostile.rightToLeft}` }), 'metadata.path'],
    ['a path that is encoded twice', announced({ ...right, path: '%2e%2e/%2e%2e/x' }), 'metadata.path'],
    ['a Windows path', announced({ ...right, path: 'C:\\x' }), 'metadata.path'],
    ['a long path', announced({ ...right, path: 'a'.repeat(301) }), 'metadata.path'],
  ])('%s: refused by name, nothing written', async (_, metadata, field) => {
    const answer = await leavingNothing(() => raw('POST', '/api/v1/files', { 'upload-length': '10', 'upload-metadata': metadata }));
    expect([answer.status, (JSON.parse(answer.body) as { error: object }).error]).toMatchObject([400, { code: 'input.invalid', field: expect.stringMatching(`^${field.replace('.', '\\.')}`) }]);
  });

  test.each(['-1', '1.5', 'NaN', '1e3', '0x10', '', ' ', '99999999999999999999', '10, 10'])('a length of %j is refused by name', async (length) => {
    const answer = await leavingNothing(() => raw('POST', '/api/v1/files', { 'upload-length': length, 'upload-metadata': announced(right) }));
    expect([answer.status, answer.body]).toEqual([400, expect.stringContaining('header.upload-length')]);
  });
});

describe('bytes', () => {
  test.each([['beyond the end', 5000], ['in the middle of nothing', 500], ['a little back', -1]])('%s: refused, what is there stays', async (_, offset) => {
    const location = await begun();
    const answer = await raw('PATCH', location, { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' }, bytes);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(await offsetOf(location)).toBe('0');
  });

  test.each([['NaN'], ['1e1'], ['0x0'], ['']])('an offset of %j is refused', async (offset) => {
    const location = await begun();
    const answer = await raw('PATCH', location, { 'upload-offset': offset, 'content-type': 'application/offset+octet-stream' }, bytes);
    expect([answer.status >= 400 && answer.status < 500, await offsetOf(location)]).toEqual([true, '0']);
  });

  test('more than was announced is not kept', async () => {
    const location = await begun();
    const answer = await raw('PATCH', location, { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }, randomBytes(5000));
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(Number(await offsetOf(location))).toBeLessThanOrEqual(bytes.length);
  });

  test('of another content type are refused', async () => {
    const location = await begun();
    expect((await raw('PATCH', location, { 'upload-offset': '0', 'content-type': 'application/json' }, bytes)).status).toBeGreaterThanOrEqual(400);
    expect(await offsetOf(location)).toBe('0');
  });

  test('without a token, with a wrong one, with another hall\'s: nothing goes in', async () => {
    const location = await begun();
    const bytesHeaders = { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
    expect((await raw('PATCH', location, { ...bytesHeaders, authorization: '' }, bytes)).status).toBe(401);
    expect((await raw('PATCH', location, { ...bytesHeaders, authorization: 'Bearer wrong-wrong-wrong' }, bytes)).status).toBe(401);
    expect((await patch(server, otherToken, location, 0, bytes)).status).toBe(404);
    expect(await offsetOf(location)).toBe('0');
  });

  test.each(['nobody', 'a'.repeat(64), '..%2f..%2fcourt.sqlite', '%2e%2e', '__proto__', '%00', 'x'.repeat(290)])('of an upload called %j: there is none', async (id) => {
    const answer = await leavingNothing(() => raw('PATCH', `/api/v1/files/${id}`, { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }, bytes));
    expect([400, 404]).toContain(answer.status);
  });
});

describe('nothing can be taken back', () => {
  test.each([['DELETE', {}], ['PATCH', { 'x-http-method-override': 'DELETE' }], ['POST', { 'x-http-method-override': 'DELETE' }], ['HEAD', { 'x-http-method-override': 'DELETE' }]] as const)(
    '%s %j leaves an upload begun and a file received as they are', async (method, headers) => {
      const file = anyFile();
      const received = await upload(server, server.token, file, bytes);
      const location = await begun();
      await patch(server, server.token, location, 0, bytes.subarray(0, 400));
      for (const target of [received, location]) await raw(method, target, { ...headers, 'upload-offset': '400' });
      expect([await offsetOf(received), await offsetOf(location)]).toEqual(['1000', '400']);
      const content = await fetch(`${server.url}/api/v1/files/${file.fileId}/content`, { headers: { authorization: `Bearer ${server.token}` } });
      expect(Buffer.from(await content.arrayBuffer())).toEqual(bytes);
    },
  );
});

test('after all this the server still takes a file', async () => {
  expect(await offsetOf(await upload(server, server.token, anyFile(), bytes))).toBe('1000');
});
