import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lastOf, people, secretary, settle, room } from './room.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

async function inSession(...ids: string[]) {
  const all = await room();
  await all.run({ type: 'connect' });
  all.desk.attachPage((item) => all.page.push(item));
  await all.run({ type: 'open', tracks: [] });
  await all.run({ type: 'sectionCameUp', sectionId: (await all.hearings.load(all.hearingId))?.hearing.starting?.sectionId ?? '', atMs: 0 });
  for (const participantId of ids) {
    await all.comes(participantId);
    await all.run({ type: 'admit', participantId });
  }
  const target = (participantId: string) => ({ commandId: randomUUID(), hearingId: all.hearingId, participantId });
  const confide = () => all.handlers['conference.confide']({ ...target('phone'), withIds: ['lawyer'] }, secretary);
  const toldLast = (type: string, to: string) => all.lines[0]?.said.findLast((one) => one.to === to && (one.data as { type: string }).type === type)?.data;
  const standsLast = (participantId: string) => all.page.findLast((item) => item.type === 'standing' && item.participantId === participantId);
  return { ...all, target, confide, toldLast, standsLast };
}

test('a confidential talk: both pages are told with whom and that nothing is kept, the window with the links too; its end brings everything back', async () => {
  const { confide, handlers, target, toldLast, standsLast } = await inSession('phone', 'lawyer');
  expect(toldLast('keepSound', 'phone')).toMatchObject({ key: expect.any(String) as string });
  expect(await confide()).toMatchObject({ ok: true });
  await settle();
  for (const [id, other, name] of [['phone', 'lawyer', 'Өкіл Үлгі'], ['lawyer', 'phone', 'Образцова Проба']] as const) {
    expect(standsLast(id)).toMatchObject({ talksWith: [other] });
    expect(toldLast('admission', id)).toMatchObject({ talksWith: [name], admitted: true });
    expect(toldLast('keepSound', id)).toMatchObject({ key: null });
  }
  await handlers['conference.endTalk'](target('lawyer'), secretary);
  await settle();
  expect([standsLast('phone'), toldLast('admission', 'phone')]).toMatchObject([{ talksWith: [] }, { talksWith: [] }]);
  expect(toldLast('keepSound', 'phone')).toMatchObject({ key: expect.any(String) as string });
});

test('a defender in the hall gets a login for talks, and their page is told that it is for nothing else; nobody else in the hall gets one', async () => {
  const all = await room({ participants: [...people, { id: 'beside', name: 'Залдағы Қорғаушы', role: 'defence', attendance: 'hall' }] });
  await all.run({ type: 'connect' });
  all.desk.attachPage((item) => all.page.push(item));
  const invite = (participantId: string) => all.handlers['conference.invite']({ commandId: randomUUID(), hearingId: all.hearingId, participantId }, secretary);
  expect(await invite('here')).toMatchObject({ ok: false, error: { code: 'conference.not_remote' } });
  expect(await invite('beside')).toMatchObject({ ok: true });
  for (const id of ['beside', 'phone']) await all.comes(id);
  const toldOf = (id: string) => lastOf('admission', { said: (all.lines[0]?.said ?? []).filter(({ to }) => to === id) })?.data;
  expect([toldOf('beside'), toldOf('phone')]).toMatchObject([{ isForTalk: true, admitted: false }, { isForTalk: false }]);
  const order = { commandId: randomUUID(), hearingId: all.hearingId };
  expect(await all.handlers['conference.admit']({ ...order, participantId: 'beside', admitted: true }, secretary)).toMatchObject({ ok: false, error: { code: 'conference.only_talks' } });
  expect(await all.handlers['conference.confide']({ ...order, commandId: randomUUID(), participantId: 'phone', withIds: ['beside'] }, secretary)).toMatchObject({ ok: true });
  await settle();
  expect([toldOf('beside'), toldOf('phone')]).toMatchObject([{ talksWith: ['Образцова Проба'] }, { talksWith: ['Залдағы Қорғаушы'] }]);
});

test('a talk ends for both when one of them stays away, and a console that starts again goes on with one', async () => {
  const { confide, comes, goes, make, standsLast, desk } = await inSession('phone', 'lawyer');
  await confide();
  await goes('lawyer');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(standsLast('phone')).toMatchObject({ talksWith: ['lawyer'] });
  await vi.advanceTimersByTimeAsync(25_000);
  expect(desk.state().people.find(({ participantId }) => participantId === 'phone')).toMatchObject({ talksWith: [] });
  expect(standsLast('phone')).toMatchObject({ talksWith: [] });
  await comes('lawyer');
  await confide();
  const again = make();
  await again.resume();
  expect(again.state().people.find(({ participantId }) => participantId === 'phone')).toMatchObject({ talksWith: ['lawyer'] });
});

test('K7-6: what ends every link ends a talk; without the window with the links none begins', async () => {
  const stopped = await inSession('phone', 'lawyer');
  await stopped.confide();
  await stopped.run({ type: 'recordStep', step: 'civil-k7/closing_ends_link', participantId: null, outcome: 'done', values: {}, note: '', doneBy: '' });
  await stopped.run({ type: 'closeToPublic', reason: 'құпия' });
  await settle();
  expect((await stopped.remote('phone')).talks).toMatchObject([{ toMs: expect.any(Number) as number }]);
  expect(await stopped.confide()).toMatchObject({ ok: false, error: { code: 'conference.stopped' } });
  const closed = await room();
  await closed.run({ type: 'connect' });
  await closed.comes('phone');
  await closed.comes('lawyer');
  const confide = { commandId: randomUUID(), hearingId: closed.hearingId, participantId: 'phone', withIds: ['lawyer'] };
  expect(await closed.handlers['conference.confide'](confide, secretary)).toMatchObject({ ok: false, error: { code: 'conference.no_links' } });
});

test('simultaneous interpreting: the window with the links, the interpreter and those they interpret for are told, also that it is over', async () => {
  const { run, handlers, target, toldLast, standsLast } = await inSession('phone', 'interpreter');
  const interpret = async (forIds: string[]) => {
    const done = await handlers['conference.interpret']({ ...target('interpreter'), forIds }, secretary);
    await settle();
    return done;
  };
  expect(await interpret(['phone'])).toMatchObject({ ok: true });
  expect(standsLast('interpreter')).toMatchObject({ interpretsFor: ['phone'] });
  expect([toldLast('admission', 'interpreter'), toldLast('admission', 'phone')]).toMatchObject([{ interpretsFor: ['Образцова Проба'] }, { interpretedBy: ['Аудармашы Сынақ'] }]);
  expect(toldLast('keepSound', 'interpreter'), 'a track of its own, as anybody\'s').toMatchObject({ key: expect.any(String) as string });
  await interpret([]);
  expect([standsLast('interpreter'), toldLast('admission', 'phone')]).toMatchObject([{ interpretsFor: [] }, { interpretedBy: [] }]);
  await interpret(['phone']);
  await run({ type: 'sendOut', participantId: 'interpreter' });
  expect([standsLast('interpreter'), toldLast('admission', 'phone')]).toMatchObject([{ interpretsFor: [], admitted: false }, { interpretedBy: [] }]);
});
