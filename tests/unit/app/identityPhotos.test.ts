import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { demoHall } from '#main/app/demoHall.ts';
import { EventFeed } from '#main/app/feed.ts';
import { Hearings } from '#main/app/hearings.ts';
import { IdentityPhotos } from '#main/app/identityPhotos.ts';
import type { PetitionFiles } from '#main/app/ports/index.ts';
import { systemActor } from '#shared/domain/actor.ts';
import { appError } from '#shared/domain/errors.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { tracksOf } from '#shared/domain/tracks.ts';
import { demoPhotos } from '../../../src-server/schedule/demoPhoto.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { MemoryEvents } from '../../fakes/memoryEvents.ts';
import { MemoryPhotos } from '../../fakes/memoryPhotos.ts';
import { exampleSchedule } from '../../fakes/schedule.ts';

const [photo, another] = demoPhotos() as [ReturnType<typeof demoPhotos>[0], ReturnType<typeof demoPhotos>[0]];
const petition = { petitionId: 'ө-1', submittedAtMs: 1_790_000_000_000, attachments: [{ kind: 'photo' as const, name: photo.name, sha256: photo.sha256 }] };
const participants: Participant[] = [
  { id: 'phone', name: 'Образцова Проба', role: 'defendant', attendance: 'own_device', petition },
  { id: 'without', name: 'Сынақбек Үлгі', role: 'claimant', attendance: 'own_device' },
];
const away = err(appError('court_server.unreachable', { detail: 'ECONNREFUSED' }));
type Answer = Awaited<ReturnType<PetitionFiles['petitionFile']>>;

async function hearingWithPhoto() {
  const clock = fakeClock();
  const events = new MemoryEvents(clock);
  const feed = new EventFeed(events);
  const hearings = new Hearings(events, feed, clock);
  const photoFiles = new MemoryPhotos();
  const server = { answer: ok(photo.bytes) as Answer, asked: 0 };
  const uploader: PetitionFiles = { petitionFile: async () => { server.asked += 1; return server.answer; } };
  const log = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() };
  const photos = new IdentityPhotos({ hearings, photoFiles, uploader, feed, log });
  const hearingId = randomUUID();
  const run = (command: HearingCommand) => hearings.execute(hearingId, randomUUID(), command, systemActor);
  await run({ type: 'schedule', schedule: exampleSchedule({ participants }), origin: 'manual', serverHearingId: null, demo: true });
  const codeOf = async (participantId = 'phone') => {
    const answer = await photos.photo(hearingId, participantId);
    return answer.ok ? null : answer.error.code;
  };
  const close = async (): Promise<void> => {
    await run({ type: 'open', tracks: tracksOf(demoHall) });
    await run({ type: 'sectionCameUp', sectionId: (await hearings.load(hearingId))?.hearing.starting?.sectionId ?? '', atMs: clock.nowMs() });
    await run({ type: 'close' });
  };
  return { photos, photoFiles, server, hearingId, run, close, codeOf, log };
}

test('K7-9: the photo is fetched once, and shown from this computer while the court server is away', async () => {
  const { photos, server, hearingId } = await hearingWithPhoto();
  const first = await photos.photo(hearingId, 'phone');
  expect(first).toEqual(ok({ contentType: 'image/png', base64: Buffer.from(photo.bytes).toString('base64') }));
  server.answer = away;
  expect(await photos.photo(hearingId, 'phone')).toEqual(first);
  expect(server.asked).toBe(1);
});

test('several windows that ask at once make one question of it', async () => {
  const { photos, server, hearingId } = await hearingWithPhoto();
  await Promise.all([photos.photo(hearingId, 'phone'), photos.photo(hearingId, 'phone'), photos.photo(hearingId, 'phone')]);
  expect(server.asked).toBe(1);
});

test.each<[string, Answer, string]>([
  ['the court server is away', away, 'photo.not_here'],
  ['the court server has none', ok('absent'), 'photo.not_at_server'],
  ['another photo came', ok(another.bytes), 'photo.wrong'],
  ['it never ends', ok('too_large'), 'photo.wrong'],
])('%s: said, nothing is shown and nothing kept', async (_, answer, code) => {
  const { server, codeOf, photoFiles } = await hearingWithPhoto();
  server.answer = answer;
  expect(await codeOf()).toBe(code);
  expect(photoFiles.kept.size).toBe(0);
  server.answer = ok(photo.bytes);
  expect(await codeOf()).toBeNull();
});

test('what has changed on this computer\'s disk is not shown, and fetched again', async () => {
  const { photos, photoFiles, server, hearingId } = await hearingWithPhoto();
  await photos.photo(hearingId, 'phone');
  await photoFiles.keep(hearingId, photo.sha256, another.bytes);
  expect(await photos.photo(hearingId, 'phone')).toMatchObject({ value: { base64: Buffer.from(photo.bytes).toString('base64') } });
  expect(server.asked).toBe(2);
});

test('a disk that takes nothing keeps nobody from comparing', async () => {
  const { photoFiles, codeOf, log } = await hearingWithPhoto();
  photoFiles.keep = async () => { throw new Error('ENOSPC'); };
  expect(await codeOf()).toBeNull();
  expect(log.error).toHaveBeenCalledWith('photos', 'ENOSPC');
});

test('who came without one, is not there, or of a hearing nobody knows', async () => {
  const { photos, codeOf } = await hearingWithPhoto();
  expect(await codeOf('without')).toBe('photo.none');
  expect(await codeOf('nobody')).toBe('participant.not_found');
  expect(await photos.photo(randomUUID(), 'phone')).toMatchObject({ error: { code: 'hearing.not_found' } });
});

test('it outlives the closing and is removed with the sealing', async () => {
  const { photoFiles, run, close, codeOf } = await hearingWithPhoto();
  await codeOf();
  await close();
  expect(await codeOf()).toBeNull();
  expect(photoFiles.kept.size).toBe(1);
  await run({ type: 'seal', manifest: { path: 'manifest.json', sha256: 'a'.repeat(64), bytes: 1 }, segments: 0, mediaBytes: 0 });
  await vi.waitFor(() => expect(photoFiles.kept.size).toBe(0));
  expect(await codeOf()).toBe('photo.removed');
});

test('a hearing that is postponed has no photo here any more', async () => {
  const { photoFiles, run, codeOf } = await hearingWithPhoto();
  await codeOf();
  await run({ type: 'postpone', reason: 'келмеді', nextAtMs: null });
  await vi.waitFor(() => expect(photoFiles.kept.size).toBe(0));
});

test('what a killed console has left of a hearing that is over, or that nobody knows, is removed at the next start; of one to come it stays', async () => {
  const { photos, photoFiles, run, hearingId } = await hearingWithPhoto();
  await photos.photo(hearingId, 'phone');
  await photoFiles.keep('unknown', photo.sha256, photo.bytes);
  await photos.resume();
  expect(await photoFiles.hearingIds()).toEqual([hearingId]);
  await run({ type: 'cancel', reason: 'қайтарылды' });
  await vi.waitFor(() => expect(photoFiles.kept.size).toBe(0));
  await photoFiles.keep(hearingId, photo.sha256, photo.bytes);
  await photos.resume();
  expect(photoFiles.kept.size).toBe(0);
});
