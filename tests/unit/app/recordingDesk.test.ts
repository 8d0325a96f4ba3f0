import { expect, test, vi } from 'vitest';
import { demoHall } from '#main/app/demoHall.ts';
import type { StartReport } from '#main/app/ports/index.ts';
import { appError } from '#shared/domain/errors.ts';
import { err } from '#shared/domain/result.ts';
import { must, Played } from '../domain/samples.ts';
import { tracks } from './afterClosing.ts';
import { deskOver, opened } from './desk.ts';

test.each([['in its hall', demoHall], ['without a hall, its database having been put aside', null]])('captures of a hearing nobody knows are finished, and the hall is free: %s', async (_, hall) => {
  const { desk, wishes, onFree } = deskOver(hall);
  await desk.resume();
  await vi.waitFor(() => expect(desk.currentId()).toBeNull());
  expect(wishes.map(({ mode }) => mode)).toEqual(['off']);
  expect(onFree).toHaveBeenCalledOnce();
});

test('what is recorded goes on when the settings of the hall cannot be read', async () => {
  const { desk, wishes } = deskOver(null);
  await desk.follow(must(new Played().start({ type: 'open', tracks }).hearing));
  expect(wishes).toEqual([]);
});

test('a recording with files that have no row yet is not over: nothing is sealed, and the hall is not free', async () => {
  const { desk, onFree } = deskOver(demoHall, err(appError('store.unavailable')));
  await desk.resume();
  await desk.follow(null);
  expect(onFree).not.toHaveBeenCalled();
  expect(desk.currentId()).toBe('of the database put aside');
});

const missing = { captureId: 'cam2', cause: 'away', mediaUntilMs: null };

test('what is missing at the start is kept before the section begins: a crash in between loses neither', async () => {
  const { desk, hearing, types } = await opened({ mediaFromMs: null, missing: [missing] });
  await desk.follow(hearing);
  expect(types()).toEqual(['captureLost', 'sectionStarted']);
});

test('a loss that nobody kept is kept with the next wish, from where its media ends; what is known is no news', async () => {
  const report: StartReport = { mediaFromMs: null, missing: [] };
  const { desk, hearing, hearings, types } = await opened(report);
  await desk.follow(hearing);
  report.missing = [{ ...missing, mediaUntilMs: 5000 }];
  const begun = must(await hearings.load('h-1')).hearing;
  await desk.follow(begun);
  await desk.follow(begun);
  expect(types()).toEqual(['sectionStarted', 'captureLost']);
  expect(must(await hearings.load('h-1')).hearing.gaps).toMatchObject([{ captureId: 'cam2', fromMs: 5000, toMs: null }]);
});

test('the hall is shown without being recorded while it is busy with nothing; the hearing that needs it ends this', async () => {
  const { desk, wishes } = deskOver(demoHall);
  await desk.show(true, 'test_session');
  await desk.follow(null);
  expect(wishes.map(({ mode }) => mode)).toEqual(['preview', 'preview']);
  await desk.follow(must(new Played().do({ type: 'connect' }).do({ type: 'cancel', reason: '' }).hearing));
  expect(wishes.at(-1)?.mode).toBe('preview'); // one that is over needs nothing of it
  const connecting = must(new Played().do({ type: 'connect' }).hearing);
  await desk.follow(connecting);
  const before = wishes.length;
  await desk.show(false, 'test_session');
  expect(wishes).toHaveLength(before);
  await desk.follow({ ...connecting, phase: { name: 'cancelled', atMs: 0, reason: '' } });
  expect(wishes.at(-1)?.mode).toBe('off');
});
