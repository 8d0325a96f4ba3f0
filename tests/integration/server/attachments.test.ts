import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { EventFeed } from '#main/app/feed.ts';
import { Hearings } from '#main/app/hearings.ts';
import { IdentityPhotos } from '#main/app/identityPhotos.ts';
import type { Store, Uploader } from '#main/app/ports/index.ts';
import { createUploader } from '#main/outbox/uploader.ts';
import { createPhotoFiles } from '#main/photos/photoFiles.ts';
import { systemActor } from '#shared/domain/actor.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import type { AttachmentKind } from '#shared/domain/schedule.ts';
import { demoPhotos } from '../../../src-server/schedule/demoPhoto.ts';
import { demoHall } from '../../../src-server/schedule/demoDay.ts';
import { exampleSchedule } from '../../fakes/schedule.ts';
import { courtServerTask, startCourtServer, type TestCourtServer } from '../../helpers/courtServer.ts';
import { openTestStore, silentLog, systemClock } from '../../helpers/testStore.ts';
import { call, sha256 } from './support.ts';

const photo = Buffer.from(demoPhotos()[0]?.bytes ?? []);
const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('JFIF, and no more of it')]);
const script = Buffer.from('<script>alert(1)</script>');
const ofOtherHall = Buffer.concat([jpeg, Buffer.from('other')]);

let server: TestCourtServer;
let dir: string;

const task = (...args: string[]) => courtServerTask([...args, '--data-dir', server.dataDir]);
const petition = (named: [AttachmentKind, Uint8Array][]) =>
  ({ petitionId: 'ө-1', submittedAtMs: 1_790_000_000_000, codeWord: 'сұңқар', attachments: named.map(([kind, bytes]) => ({ kind, name: `${kind}/../../x`, sha256: sha256(bytes) })) });
const scheduleWith = (named: [AttachmentKind, Uint8Array][], hall = demoHall) =>
  exampleSchedule({ ...hall, participants: [{ id: 'phone', name: 'Образцова Проба', role: 'defendant', attendance: 'own_device', petition: petition(named) }] });

const ask = (sha: string, token = server.token) => fetch(`${server.url}/api/v1/attachments/${sha}`, { headers: { authorization: `Bearer ${token}` } });

beforeAll(async () => {
  server = await startCourtServer();
  dir = await mkdtemp(join(tmpdir(), 'attachments-'));
  const folder = join(dir, 'petitions');
  await mkdir(folder);
  for (const [name, bytes] of Object.entries({ 'a.png': photo, 'b.jpg': jpeg, 'c.png': script, 'd.jpg': ofOtherHall })) await writeFile(join(folder, name), bytes);
  const hearings = [
    { serverHearingId: 's-1', schedule: scheduleWith([['photo', photo], ['photo', jpeg], ['photo', Buffer.from('never sent')]]) },
    { serverHearingId: 's-2', schedule: scheduleWith([['photo', script]]) },
    { serverHearingId: 's-3', schedule: scheduleWith([['photo', ofOtherHall]], { court: 'Басқа сот', hall: '№ 2 зал' }) },
  ];
  await writeFile(join(dir, 'day.json'), JSON.stringify({ hearings }));
  expect(await task('--import-schedule', join(dir, 'day.json'))).toMatchObject({ code: 0 });
  expect(await task('--import-attachments', folder)).toMatchObject({ code: 0, stdout: '4\n' });
});
afterAll(async () => {
  await server.stop();
  await rm(dir, { recursive: true, force: true });
});

describe('K7-8, K7-9: what came with a petition', () => {
  test.each([['image/png', photo], ['image/jpeg', jpeg]])('is handed out as what its bytes are: %s', async (type, bytes) => {
    const response = await ask(sha256(bytes));
    expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([200, type, 'no-store']);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
  });

  test.each([
    ['nobody\'s', sha256('nothing'), 404],
    ['named and not there', sha256('never sent'), 404],
    ['another hall\'s', sha256(ofOtherHall), 404],
    ['called a photo, and none', sha256(script), 404],
    ['no SHA-256', '..%2fcourt.sqlite', 400],
  ])('%s is not', async (_, sha, status) => {
    const { status: answered, body } = await call(server, server.token, 'GET', `/api/v1/attachments/${sha}`);
    expect([answered, (body as { error: { field: string } }).error.field]).toEqual([status, 'sha256']);
  });

  test('without a token nobody gets it', async () => {
    expect((await fetch(`${server.url}/api/v1/attachments/${sha256(photo)}`)).status).toBe(401);
  });

  test('more than 5 MB is not taken over, nor anything beside it', async () => {
    const folder = join(dir, 'large');
    await mkdir(folder);
    await writeFile(join(folder, 'a.jpg'), Buffer.concat([jpeg, Buffer.from('small')]));
    await writeFile(join(folder, 'b.jpg'), Buffer.concat([jpeg, Buffer.alloc(5_000_000)]));
    const taken = await task('--import-attachments', folder);
    expect([taken.code, taken.stderr]).toEqual([1, expect.stringContaining('"field":"b.jpg"')]);
    expect(await readdir(join(server.dataDir, 'attachments'))).not.toContain(sha256(Buffer.concat([jpeg, Buffer.from('small')])));
  });
});

describe('the console', () => {
  let store: Store;
  let uploader: Uploader;
  let stateDir: string;
  let photos: IdentityPhotos;
  let hearings: Hearings;
  let feed: EventFeed;
  const hearingId = randomUUID();
  const run = (command: HearingCommand) => hearings.execute(hearingId, randomUUID(), command, systemActor);
  const keptFile = () => join(stateDir, 'photos', hearingId, sha256(photo));
  const codeOf = async () => {
    const answer = await photos.photo(hearingId, 'phone');
    return answer.ok ? null : answer.error.code;
  };
  const start = (fetching: typeof fetch = fetch): void => {
    uploader = createUploader({ store, clock: systemClock, log: silentLog, fetch: fetching });
    photos = new IdentityPhotos({ hearings, photoFiles: createPhotoFiles(stateDir), uploader, feed, log: silentLog });
    uploader.configure({ url: server.url, deviceToken: server.token });
  };

  beforeEach(async () => {
    stateDir = await mkdtemp(join(tmpdir(), 'photo-state-'));
    store = (await openTestStore(join(stateDir, 'console.db'))).store;
    feed = new EventFeed(store.events);
    hearings = new Hearings(store.events, feed, systemClock);
    await run({ type: 'schedule', schedule: scheduleWith([['photo', photo]]), origin: 'manual', serverHearingId: null, demo: true });
  });
  afterEach(async () => {
    await uploader.stop();
    await store.close();
    await rm(stateDir, { recursive: true, force: true });
  });

  test('fetches the photo, keeps it for nobody else to read, and has it while the court server is away', async () => {
    start();
    expect(await photos.photo(hearingId, 'phone')).toEqual({ ok: true, value: { contentType: 'image/png', base64: photo.toString('base64') } });
    expect(await readFile(keptFile())).toEqual(photo);
    expect((await stat(keptFile())).mode & 0o777).toBe(0o600);
    uploader.configure({ url: 'http://127.0.0.1:9', deviceToken: server.token });
    expect(await codeOf()).toBeNull();
  });

  test('says that it has none yet while the court server is away, and fetches it when it is back', async () => {
    start();
    uploader.configure({ url: 'http://127.0.0.1:9', deviceToken: server.token });
    expect(await codeOf()).toBe('photo.not_here');
    uploader.configure({ url: server.url, deviceToken: server.token });
    expect(await codeOf()).toBeNull();
  });

  test.each<[string, (answer: Response) => Response | Promise<Response>]>([
    ['other bytes', () => new Response(jpeg)],
    ['half of it', async (answer) => new Response((await answer.arrayBuffer()).slice(0, 900))],
    ['more than 5 MB', () => new Response(Buffer.alloc(5_000_001))],
  ])('does not believe %s, and keeps nothing of it', async (_, lie) => {
    start(async (input, init) => lie(await fetch(input, init)));
    expect(await codeOf()).toBe('photo.wrong');
    await expect(stat(keptFile())).rejects.toThrow('ENOENT');
  });

  test('has nothing of it any more when the hearing is held no more', async () => {
    start();
    expect(await codeOf()).toBeNull();
    await run({ type: 'cancel', reason: 'қайтарылды' });
    await vi.waitFor(() => expect(stat(join(stateDir, 'photos', hearingId))).rejects.toThrow('ENOENT'));
    expect(await codeOf()).toBe('photo.removed');
  });
});
