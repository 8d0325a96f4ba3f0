import { randomBytes, randomUUID } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { factsAnswerSchema, fileReceiptAnswerSchema } from '#shared/court-api/index.ts';
import { courtServerTask, startCourtServer, type TestCourtServer } from '../../helpers/courtServer.ts';
import { call, create, fact, head, newFile, patch, sha256, upload, type NewFile } from './support.ts';

let server: TestCourtServer;
let dataDir = '';

afterEach(async () => {
  await server.kill9();
  await rm(dataDir, { recursive: true, force: true });
});

async function begin(): Promise<string> {
  server = await startCourtServer({ demo: true });
  dataDir = server.dataDir;
  return server.token;
}

async function killAndRestart(whileDead: () => Promise<void> = async () => undefined): Promise<void> {
  await server.kill9();
  await whileDead();
  server = await startCourtServer({ demo: true, dataDir });
}

const receipt = async (token: string, file: NewFile) =>
  fileReceiptAnswerSchema.parse((await call(server, token, 'GET', `/api/v1/files/${file.fileId}/receipt`)).body);

const keptBytes = (file: NewFile) => readFile(join(dataDir, 'files', file.hearingId, file.path));

/** An upload all of whose bytes arrived, in a server killed before it looked at them. */
async function completeButUnexamined(token: string, file: NewFile, bytes: Buffer): Promise<string> {
  const location = (await create(server, token, file, bytes.length)).headers.get('location') ?? '';
  const uploadId = location.split('/').at(-1) ?? '';
  await killAndRestart(() => writeFile(join(dataDir, 'uploads', uploadId), bytes));
  return uploadId;
}

describe('kill -9', () => {
  test('facts with a receipt are there, and give the same receipt again', async () => {
    const token = await begin();
    const facts = [fact(randomUUID(), { type: 'connectingStarted', atMs: 1 })];
    const before = factsAnswerSchema.parse((await call(server, token, 'POST', '/api/v1/facts', { facts })).body);
    await killAndRestart();
    expect((await call(server, token, 'POST', '/api/v1/facts', { facts })).body).toEqual(before);
  });

  test('an upload goes on from where it was', async () => {
    const token = await begin();
    const bytes = randomBytes(3_000_000);
    const file = newFile(randomUUID(), 'run-001/cam-1/00000.mkv', bytes);
    const location = (await create(server, token, file, bytes.length)).headers.get('location') ?? '';
    await patch(server, token, location, 0, bytes.subarray(0, 1_200_000));
    await killAndRestart();
    expect(await receipt(token, file)).toEqual({ state: 'pending' });
    const again = await create(server, token, file, bytes.length);
    expect([again.headers.get('location'), again.headers.get('upload-offset')]).toEqual([location, '1200000']);
    const offset = Number((await head(server, token, location)).headers.get('upload-offset'));
    expect(offset).toBe(1_200_000);
    expect((await patch(server, token, location, offset, bytes.subarray(offset))).status).toBe(204);
    expect(await receipt(token, file)).toMatchObject({ state: 'received', receipt: { sha256: file.sha256 } });
    expect(await keptBytes(file)).toEqual(bytes);
  });

  test('in the middle of a PATCH, what arrived is kept', async () => {
    const token = await begin();
    const bytes = randomBytes(8_000_000);
    const file = newFile(randomUUID(), 'run-001/cam-1/00000.mkv', bytes);
    const location = (await create(server, token, file, bytes.length)).headers.get('location') ?? '';
    const slow = new ReadableStream<Uint8Array>({
      async pull(controller) {
        controller.enqueue(bytes.subarray(0, 1_000_000));
        await new Promise((resolve) => setTimeout(resolve, 150));
      },
    });
    const sending = fetch(server.url + location, {
      method: 'PATCH', body: slow, duplex: 'half',
      headers: { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    } as RequestInit).catch(() => null);
    await new Promise((resolve) => setTimeout(resolve, 400));
    await killAndRestart();
    await sending;
    const offset = Number((await head(server, token, location)).headers.get('upload-offset'));
    expect(offset).toBeGreaterThan(0);
    await rm(join(dataDir, 'uploads', location.split('/').at(-1) ?? ''));
    expect((await create(server, token, file, bytes.length)).status).toBe(201);
    expect((await patch(server, token, location, 0, bytes)).status).toBe(204);
    expect(await receipt(token, file)).toMatchObject({ state: 'received' });
  });

  test('between the last byte and the hash: examined at start', async () => {
    const token = await begin();
    const bytes = randomBytes(5000);
    const file = newFile(randomUUID(), 'run-001/audio/00000.mkv', bytes, 'audio');
    await completeButUnexamined(token, file, bytes);
    expect(server.recovered).toBe(1);
    expect(await receipt(token, file)).toMatchObject({ state: 'received', receipt: { sha256: file.sha256 } });
    expect(await keptBytes(file)).toEqual(bytes);
    expect(await readdir(join(dataDir, 'uploads'))).toEqual([]);
  });

  test('between the last byte and the hash, with wrong bytes: told as a mismatch', async () => {
    const token = await begin();
    const file = newFile(randomUUID(), 'run-001/audio/00000.mkv', Buffer.from('right'), 'audio');
    await completeButUnexamined(token, file, Buffer.from('wrong'));
    expect(await receipt(token, file)).toEqual({ state: 'mismatch', sha256: sha256('wrong') });
    expect(await readdir(join(dataDir, 'aside'))).toHaveLength(1);
  });

  test.each([['with the upload still there', true], ['with the upload gone', false]])('between move and row, %s', async (_name, uploadStays) => {
    const token = await begin();
    const bytes = randomBytes(5000);
    const file = newFile(randomUUID(), 'run-001/audio/00000.mkv', bytes, 'audio');
    const location = (await create(server, token, file, bytes.length)).headers.get('location') ?? '';
    const uploadPath = join(dataDir, 'uploads', location.split('/').at(-1) ?? '');
    const kept = join(dataDir, 'files', file.hearingId, file.path);
    await killAndRestart(async () => {
      await writeFile(uploadPath, bytes);
      await mkdir(dirname(kept), { recursive: true });
      await copyFile(uploadPath, kept);
      if (!uploadStays) await rm(uploadPath);
    });
    expect(server.recovered).toBe(1);
    expect(await receipt(token, file)).toMatchObject({ state: 'received', receipt: { sha256: file.sha256 } });
    expect(await readdir(join(dataDir, 'uploads'))).toEqual([]);
  });

  test('random kills while uploading: every file once, with its receipt', async () => {
    const token = await begin();
    const hearingId = randomUUID();
    for (let round = 0; round < 6; round += 1) {
      const bytes = randomBytes(400_000);
      const file = newFile(hearingId, `run-001/cam-1/0000${round}.mkv`, bytes);
      const attempt = upload(server, token, file, bytes).catch(() => null);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 25));
      await killAndRestart();
      await attempt;
      if ((await call(server, token, 'GET', `/api/v1/files/${file.fileId}/receipt`)).status === 404 || (await receipt(token, file)).state !== 'received') {
        const location = (await create(server, token, file, bytes.length)).headers.get('location') ?? '';
        const offset = Number((await head(server, token, location)).headers.get('upload-offset'));
        await patch(server, token, location, offset, bytes.subarray(offset));
      }
      expect(await receipt(token, file)).toMatchObject({ state: 'received', receipt: { sha256: file.sha256 } });
      expect(await keptBytes(file)).toEqual(bytes);
    }
    expect(await readdir(join(dataDir, 'files', hearingId, 'run-001', 'cam-1'))).toHaveLength(6);
  });

  test('an asked-for end leaves a closed database', async () => {
    await begin();
    await killAndRestart();
    await server.stop();
    const names = await readdir(dataDir);
    expect(names).toContain('court.sqlite');
    expect(names).not.toContain('court.sqlite-wal');
  });
});

test('a second server on the same data folder is refused; tasks run beside the first; a killed one holds nothing', async () => {
  await begin();
  const second = await courtServerTask(['--json', '--port', '0', '--data-dir', dataDir]);
  expect(second).toMatchObject({ code: 1, stdout: '' });
  expect(JSON.parse(second.stderr)).toMatchObject({ error: { code: 'store.unavailable', field: '--data-dir', detail: expect.stringContaining('a court server already works') as string } });
  expect(await courtServerTask(['--issue-token', '--court', 'A', '--hall', '1', '--data-dir', dataDir])).toMatchObject({ code: 0 });
  await killAndRestart();
});
