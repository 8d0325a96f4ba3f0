import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ToLinksPage } from '#shared/contract/conference.ts';
import { pictureLimitFor } from '#shared/conference/pictureLimit.ts';
import { appError } from '#shared/domain/errors.ts';
import { err } from '#shared/domain/result.ts';
import { secretary, silent, settle, lastOf, room } from './room.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

test('a room opens when people begin to connect, and is over with the hearing', async () => {
  const { run, lines, desk, ended, hearingId } = await room();
  expect(desk.state()).toMatchObject({ hearingId: null, line: 'off' });
  await run({ type: 'connect' });
  expect(lines).toHaveLength(1);
  lines[0]?.events.onState('open');
  expect(desk.state()).toMatchObject({ hearingId, line: 'open', hasPage: false });
  await run({ type: 'postpone', reason: 'қайта', nextAtMs: null });
  expect(lines[0]?.isClosed).toBe(true);
  expect(ended).toEqual([[hearingId, null, 'closed']]);
  expect(desk.state().hearingId).toBeNull();
});

test('a console that starts again in the middle goes on with the room, and who was let in still is', async () => {
  const { run, make, comes, lines } = await room();
  await run({ type: 'connect' });
  await comes('phone');
  await run({ type: 'admit', participantId: 'phone' });
  const again = make();
  await again.resume();
  expect(lines).toHaveLength(2);
  lines[1]?.events.onMessage({ type: 'welcome', here: [{ participantId: 'phone', sinceMs: 1 }], iceServers: [], nowMs: 1, hasSfu: false });
  await settle();
  expect(again.state().people).toMatchObject([{ participantId: 'phone', admitted: true }]);
  expect(lines[1]?.said).toContainEqual({ to: 'phone', data: { type: 'admission', admitted: true, muted: false, isRecorded: false, isStopped: false, isClosed: false, isOver: false, isTest: false, isForTalk: false, pictureLimit: pictureLimitFor(4), talksWith: [], interpretsFor: [], interpretedBy: [] } });
});

test('who comes and stays away is part of the hearing; a cut of a few seconds is not a leave', async () => {
  const { run, comes, goes, remote } = await room();
  await run({ type: 'connect' });
  await comes('phone');
  await goes('phone');
  await vi.advanceTimersByTimeAsync(10_000);
  await comes('phone');
  expect((await remote('phone')).here).toMatchObject([{ toMs: null }]);
  await goes('phone');
  await vi.advanceTimersByTimeAsync(31_000);
  expect((await remote('phone')).here).toMatchObject([{ toMs: expect.any(Number) as number }]);
});

test('nobody is let in who is not there; who is there is, and both ends hear it', async () => {
  const { run, comes, handlers, hearingId, lines, desk, page } = await room();
  await run({ type: 'connect' });
  desk.attachPage((item) => page.push(item));
  const admit = (participantId: string) => handlers['conference.admit']({ commandId: randomUUID(), hearingId, participantId, admitted: true }, secretary);
  expect(await admit('far')).toMatchObject({ ok: false, error: { code: 'conference.not_here' } });
  expect(await admit('here')).toMatchObject({ ok: false, error: { code: 'conference.not_remote' } });
  await comes('phone');
  expect(await admit('phone')).toMatchObject({ ok: true });
  expect(page).toContainEqual({ type: 'standing', participantId: 'phone', admitted: true, muted: false, talksWith: [], interpretsFor: [] });
  expect(lastOf('admission', lines[0])).toMatchObject({ to: 'phone', data: { type: 'admission', admitted: true } });
});

test('they are told when recording begins and when it stops', async () => {
  const { run, comes, lines, hearings, hearingId } = await room();
  await run({ type: 'connect' });
  await comes('phone');
  await run({ type: 'open', tracks: [] });
  const sectionId = (await hearings.load(hearingId))?.hearing.starting?.sectionId ?? '';
  await run({ type: 'sectionCameUp', sectionId, atMs: 0 });
  expect(lastOf('admission', lines[0])).toMatchObject({ data: { isRecorded: true } });
  await run({ type: 'recess', reason: 'түскі үзіліс' });
  expect(lastOf('admission', lines[0])).toMatchObject({ data: { isRecorded: false } });
});

test('the link of somebody who was let in: its cut and its return are kept, once each; in the waiting room they are not', async () => {
  const { run, comes, handlers, remote, clock } = await room();
  const stands = (link: 'reconnecting' | 'connected') => handlers['conference.link']({ commandId: randomUUID(), participantId: 'phone', link, sinceAgoMs: 1200 }, secretary);
  await run({ type: 'connect' });
  await comes('phone');
  await stands('reconnecting');
  expect((await remote('phone')).cuts).toEqual([]);
  await run({ type: 'admit', participantId: 'phone' });
  await stands('reconnecting');
  await stands('reconnecting');
  expect((await remote('phone')).cuts).toEqual([{ fromMs: Math.round(clock.nowMs() - 1200), toMs: null }]);
  await stands('connected');
  expect((await remote('phone')).cuts).toMatchObject([{ toMs: expect.any(Number) as number }]);
});

test('when the window with the links is closed, who was let in is cut off; who only waits is not there to be cut off', async () => {
  const { run, comes, desk, handlers, remote } = await room();
  await run({ type: 'connect' });
  await comes('phone');
  await run({ type: 'admit', participantId: 'phone' });
  const close = desk.attachPage(() => undefined);
  await handlers['conference.link']({ commandId: randomUUID(), participantId: 'phone', link: 'connected', sinceAgoMs: 0 }, secretary);
  close();
  await settle();
  expect(desk.state()).toMatchObject({ hasPage: false, people: [{ link: 'away' }] });
  expect((await remote('phone')).cuts).toMatchObject([{ toMs: null }]);
});

test('another window takes the links over; the one before is told', async () => {
  const { run, comes, desk } = await room();
  await run({ type: 'connect' });
  await comes('phone');
  const [first, second]: ToLinksPage[][] = [[], []];
  const leaveFirst = desk.attachPage((item) => first?.push(item));
  desk.attachPage((item) => second?.push(item));
  expect(first?.at(-1)).toEqual({ type: 'replaced' });
  expect(second?.[0]).toMatchObject({ type: 'room', here: ['phone'] });
  leaveFirst();
  expect(desk.state().hasPage).toBe(true);
});

test('what a page says that is no message of ours is left out and noted; a problem is seen until somebody has answered it', async () => {
  const { run, comes, says, desk, handlers, hearingId } = await room();
  await run({ type: 'connect' });
  await comes('phone');
  says('phone', { type: 'unheard of' });
  expect(silent.warn).toHaveBeenCalled();
  says('phone', { type: 'problem', text: 'no_sound' });
  expect(desk.state().people[0]?.problem).toMatchObject({ text: 'no_sound' });
  await handlers['conference.answerProblem']({ commandId: randomUUID(), hearingId, participantId: 'phone' }, secretary);
  expect(desk.state().people[0]?.problem).toBeNull();
});

test('K7-15(4): credentials are the court server\'s; what it refuses is not kept', async () => {
  const good = await room();
  const target = (hearingId: string, participantId: string) => ({ commandId: randomUUID(), hearingId, participantId });
  expect(await good.handlers['conference.invite'](target(good.hearingId, 'phone'), secretary)).toMatchObject({ ok: true, value: { url: 'http://court.example/join#12345678.once' } });
  expect((await good.remote('phone')).invitation?.login).toBe('12345678');
  expect(await good.handlers['conference.invite'](target(good.hearingId, 'here'), secretary)).toMatchObject({ ok: false, error: { code: 'conference.not_remote' } });
  await good.handlers['conference.revoke']({ ...target(good.hearingId, 'phone'), why: 'excluded' }, secretary);
  expect((await good.remote('phone')).invitation).toBeNull();
  const bad = await room({ issued: err(appError('court_server.unreachable')) });
  expect(await bad.handlers['conference.invite'](target(bad.hearingId, 'phone'), secretary)).toMatchObject({ ok: false });
  expect((await bad.remote('phone')).invitation).toBeNull();
});

test('the next hearing that connects has its room when the one before is over', async () => {
  const { run, lines, add, desk } = await room();
  await run({ type: 'connect' });
  const next = await add();
  await run({ type: 'connect' }, next);
  expect(lines).toHaveLength(1);
  await run({ type: 'cancel', reason: 'бас тарту' });
  expect(lines.at(-1)?.hearingId).toBe(next);
  expect(desk.state().hearingId).toBe(next);
});

test('K7-6: what ends the videoconference ends every link at once; nobody is let in until the court sits in public again', async () => {
  const { run, comes, desk, page, remote, handlers, hearings, hearingId, lines, clock } = await room();
  const started = async () => run({ type: 'sectionCameUp', sectionId: (await hearings.load(hearingId))?.hearing.starting?.sectionId ?? '', atMs: 0 });
  const admit = () => handlers['conference.admit']({ commandId: randomUUID(), hearingId, participantId: 'phone', admitted: true }, secretary);
  await run({ type: 'connect' });
  await comes('phone');
  desk.attachPage((item) => page.push(item));
  await run({ type: 'open', tracks: [] });
  await started();
  await admit();
  await settle();
  clock.advance(1000);
  await run({ type: 'recordStep', step: 'civil-k7/closing_ends_link', participantId: null, outcome: 'done', values: {}, note: '', doneBy: '' });
  await run({ type: 'closeToPublic', reason: 'құпия' });
  await settle();
  expect(page).toContainEqual({ type: 'stopped' });
  expect(lastOf('admission', lines[0])).toMatchObject({ data: { admitted: false, isStopped: true, isClosed: true, isOver: false } });
  expect((await remote('phone')).admitted).toMatchObject([{ toMs: expect.any(Number) as number }]);
  expect(await admit()).toMatchObject({ ok: false, error: { code: 'conference.stopped' } });
  expect(desk.state().isStopped).toBe(true);
  clock.advance(1000);
  await run({ type: 'resume' });
  await settle();
  expect(desk.state().isStopped).toBe(false);
  expect(page.slice(page.findIndex(({ type }) => type === 'stopped'))).toContainEqual(expect.objectContaining({ type: 'room', here: ['phone'] }));
  expect(await admit()).toMatchObject({ ok: true });
});

test('who was excluded is cut off by this console, whether the court server answers or not, and is not let near again until invited anew', async () => {
  const { run, comes, says, desk, page, handlers, hearingId, remote } = await room();
  const target = { hearingId, participantId: 'phone' };
  await run({ type: 'connect' });
  await handlers['conference.invite']({ commandId: randomUUID(), ...target }, secretary);
  await comes('phone');
  await run({ type: 'admit', participantId: 'phone' });
  desk.attachPage((item) => page.push(item));
  await handlers['conference.revoke']({ commandId: randomUUID(), ...target, why: 'excluded' }, secretary);
  await settle();
  expect(page).toContainEqual({ type: 'ended', participantId: 'phone' });
  expect(await remote('phone')).toMatchObject({ barred: true, admitted: [{ toMs: expect.any(Number) as number }] });
  page.length = 0;
  await comes('phone');
  says('phone', { type: 'page', pageId: randomUUID() });
  expect(page).toEqual([]);
  const another: ToLinksPage[] = [];
  desk.attachPage((item) => another.push(item));
  expect(another[0]).toMatchObject({ type: 'room', here: [] });
  desk.attachPage((item) => page.push(item));
  await handlers['conference.invite']({ commandId: randomUUID(), ...target }, secretary);
  await settle();
  await comes('phone');
  expect(page).toContainEqual({ type: 'here', participantId: 'phone' });
});
