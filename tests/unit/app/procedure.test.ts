import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import type { Caller } from '#main/app/caller.ts';
import { EventFeed } from '#main/app/feed.ts';
import { HallBook } from '#main/app/hallBook.ts';
import { procedureHandlers } from '#main/app/handlers/procedure.ts';
import { Hearings } from '#main/app/hearings.ts';
import type { Papers } from '#main/app/papers.ts';
import { RuleBook } from '#main/app/ruleBook.ts';
import { composeProtocol } from '#shared/domain/protocol/compose.ts';
import { rules } from '#shared/rules/index.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import { systemActor } from '#shared/domain/actor.ts';
import type { KnownHall } from '#shared/domain/procedure/halls.ts';
import type { ScheduleEntry } from '#shared/domain/schedule.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { MemoryEvents } from '../../fakes/memoryEvents.ts';
import { exampleSchedule } from '../../fakes/schedule.ts';

const caller: Caller = { signedIn: { userId: 'u', name: 'Хатшы', role: 'secretary', token: 't' } } as Caller;
const clock = fakeClock();
const phone = { id: 'phone', name: 'Куә', role: 'witness', attendance: 'own_device' } as const;

let hearings: Hearings;
let call: ReturnType<typeof procedureHandlers>;
let hallBook: HallBook;
let isChecked = false;
beforeEach(() => {
  const events = new MemoryEvents(clock);
  hearings = new Hearings(events, new EventFeed(events), clock);
  const ruleBook = new RuleBook({ broughtRules: async () => [], saveBroughtRules: async () => undefined });
  isChecked = false;
  let halls: KnownHall[] = [];
  hallBook = new HallBook({ hearings, events, settings: { halls: async () => halls, saveHalls: async (saved) => { halls = saved; } } });
  call = procedureHandlers({ hearings, events, ruleBook, hallBook, hallCheck: { isCheckedToday: async () => isChecked }, clock, papers: {} as Papers });
});

async function hearingWith(change: Partial<ScheduleEntry> = {}): Promise<string> {
  const hearingId = randomUUID();
  const schedule = exampleSchedule({ participants: [phone], startsAtMs: clock.nowMs() + 3_600_000, ...change });
  await hearings.execute(hearingId, randomUUID(), { type: 'schedule', schedule, origin: 'manual', serverHearingId: null, demo: true }, systemActor);
  return hearingId;
}

const record = (hearingId: string, step: string, values: Record<string, string | number | boolean> = {}) =>
  call['procedure.recordStep']({ commandId: randomUUID(), hearingId, step, participantId: 'phone', outcome: 'done', values, note: '', doneBy: '' }, caller);
const override = (hearingId: string, condition: string) =>
  call['procedure.override']({ commandId: randomUUID(), hearingId, condition, participantId: 'phone', reason: 'тараптар келісті', decidedBy: 'Судья' }, caller);
const findingsOf = async (hearingId: string) => {
  const view = await call['procedure.get']({ hearingId }, caller);
  if (!view.ok) throw new Error(view.error.code);
  return view.value.findings.map(({ key, override: overridden }) => [key, overridden?.note ?? null]);
};

test('K7-38: a slow link refuses a participant, until the judge goes on all the same, with a reason', async () => {
  const hearingId = await hearingWith();
  expect(await override(hearingId, 'civil-k7/slow_link')).toMatchObject({ ok: false, error: { code: 'step.not_demanded' } });
  await record(hearingId, 'civil-k7/link_measured', { 'participant.bandwidthMbit': 0.6 });
  expect(await findingsOf(hearingId)).toEqual([['civil-k7/slow_link', null]]);
  expect(await override(hearingId, 'civil-k7/slow_link')).toMatchObject({ ok: true });
  expect(await findingsOf(hearingId)).toEqual([['civil-k7/slow_link', 'тараптар келісті']]);
});

test('K7-29: nobody may go on all the same with somebody under sixteen', async () => {
  const hearingId = await hearingWith({ participants: [{ ...phone, role: 'observer' as never, birthDate: '2015-01-01' }] });
  expect(await findingsOf(hearingId)).toEqual([['civil-k7/under_sixteen', null]]);
  expect(await override(hearingId, 'civil-k7/under_sixteen')).toMatchObject({ ok: false, error: { code: 'step.not_demanded' } });
});

test('a step that no order demands of this hearing is not recorded', async () => {
  const hearingId = await hearingWith();
  expect(await record(hearingId, 'criminal-k185/identity')).toMatchObject({ ok: false, error: { code: 'step.not_demanded' } });
  expect(await call['procedure.get']({ hearingId: randomUUID() }, caller)).toMatchObject({ ok: false, error: { code: 'hearing.not_found' } });
});

test('what is due is told of all hearings to come, the most urgent first', async () => {
  const [later, soon] = [await hearingWith({ startsAtMs: clock.nowMs() + 2 * 3_600_000 }), await hearingWith()];
  await hearingWith({ startsAtMs: clock.nowMs() + 20 * 86_400_000 });
  const told = await call['procedure.due']({}, caller);
  if (!told.ok) throw new Error(told.error.code);
  expect(new Set(told.value.due.map(({ hearingId }) => hearingId))).toEqual(new Set([soon, later]));
  expect(told.value.due.map(({ dueMs }) => dueMs)).toEqual(told.value.due.map(({ dueMs }) => dueMs).toSorted((a, b) => a - b));
});

test('K185-23: at a postponement the parties\' opinion is asked once, and goes into the protocol', async () => {
  const hearingId = await hearingWith({ proceedings: 'criminal' });
  const demand = 'criminal-k185/postponement';
  const answer = (answers: { ask: string; answer: string }[]) => call['procedure.answer']({ commandId: randomUUID(), hearingId, demand, answers }, caller);
  const opinion = { ask: 'opinion', answer: 'Тараптар бейнебайланысқа келіседі' };
  expect(await answer([opinion])).toMatchObject({ ok: false, error: { code: 'demand.unanswered', field: 'oral_petition' } });
  expect(await answer([opinion, { ask: 'oral_petition', answer: 'maybe' }])).toMatchObject({ ok: false, error: { code: 'demand.unanswered', field: 'oral_petition' } });
  expect(await answer([opinion, { ask: 'oral_petition', answer: 'yes' }, { ask: 'next_at', answer: String(Date.UTC(2026, 11, 1, 5)) }])).toMatchObject({ ok: true });
  const demands = await call['procedure.demands']({ hearingId }, caller);
  expect(demands.ok && demands.value.demands.find(({ key }) => key === demand)?.answeredAtMs).toBe(clock.nowMs());
  const loaded = await hearings.load(hearingId);
  if (!loaded || !rules.ok) throw new Error('not there');
  const { text } = composeProtocol({ hearing: loaded.hearing, language: 'kk', orders: rules.value, tracks: [], offset: () => 18_000_000, nowMs: clock.nowMs() });
  expect(text).toContain('Тараптардың келесі қатысу тәсілі туралы пікірі: Тараптар бейнебайланысқа келіседі. Ауызша өтінішхат мәлімделді ме: Иә. Келесі күні мен уақыты: 01.12.2026 10:00');
});

test('what no order demands here is not asked', async () => {
  const hearingId = await hearingWith();
  expect(await call['procedure.answer']({ commandId: randomUUID(), hearingId, demand: 'criminal-k185/postponement', answers: [] }, caller)).toMatchObject({ ok: false, error: { code: 'step.not_demanded' } });
});

test('K336-10: a hearing in a hall without recording is refused while an equipped hall is free, and no longer when that one is taken', async () => {
  await hallBook.save([{ name: 'Зал 1', records: true, hasVideoconference: true }, { name: 'Зал 2', records: false, hasVideoconference: false }]);
  const hearingId = await hearingWith({ hall: 'Зал 2', judge: 'Бірінші', participants: [] });
  expect(await findingsOf(hearingId)).toEqual([['recording-486/hall_without_recording', null]]);
  await hearingWith({ hall: 'Зал 1', judge: 'Екінші', participants: [] });
  expect(await findingsOf(hearingId)).toEqual([]);
});

test('hearings in each other\'s way are told, those that are over are not', async () => {
  const hearingId = await hearingWith({ hall: '1', judge: 'Ә', caseNumber: 'A', participants: [] });
  const other = await hearingWith({ hall: '2', judge: 'ә ', caseNumber: 'B', participants: [] });
  const clashesOf = async () => {
    const view = await call['procedure.get']({ hearingId }, caller);
    return view.ok && view.value.clashes.map(({ caseNumber, about }) => [caseNumber, about]);
  };
  expect(await clashesOf()).toEqual([['B', 'judge']]);
  await hearings.execute(other, randomUUID(), { type: 'cancel', reason: 'x' }, systemActor);
  expect(await clashesOf()).toEqual([]);
});

test('K336-7, K336-17: nobody signs that the hall works before it was checked that day', async () => {
  const hearingId = await hearingWith({ participants: [] });
  const sign = (outcome: 'done' | 'failed') =>
    call['procedure.recordStep']({ commandId: randomUUID(), hearingId, step: 'recording-486/readiness_first', participantId: null, outcome, values: {}, note: '', doneBy: 'Кеңсе меңгерушісі' }, caller);
  expect(await sign('done')).toMatchObject({ ok: false, error: { code: 'readiness.not_checked' } });
  expect(await sign('failed')).toMatchObject({ ok: true });
  isChecked = true;
  expect(await sign('done')).toMatchObject({ ok: true });
});

test('K336-28, K336-29: the terms of a failure stand among the deadlines, also after the hearing', async () => {
  const hearingId = await hearingWith({ participants: [], startsAtMs: clock.nowMs() - 3_600_000, side: 'assisting_court' });
  const run = (command: HearingCommand) => hearings.execute(hearingId, randomUUID(), command, systemActor);
  await run({ type: 'openIncident', incidentId: 'i', startedAtMs: clock.nowMs(), subject: 'camera', deviceId: null, detectedBy: 'person', note: '', evidence: [] });
  const due = async () => {
    const found = await call['procedure.due']({}, caller);
    return found.ok && found.value.due.filter(({ key }) => key.startsWith('recording-486/')).map(({ key, who, overdue }) => [key, who, overdue]);
  };
  const tell = (notice: string) => run({ type: 'tellNotice', incidentId: 'i', notice: `recording-486/${notice}`, to: 'Ә', way: 'phone', toldAtMs: clock.nowMs(), note: '' });
  expect(await due()).toEqual([]); // at once is no term
  await tell('office_head');
  await tell('oblast');
  expect(await due()).toEqual([['recording-486/department', 'oblast_coordinator', false]]);
  await run({ type: 'cancel', reason: 'x' });
  clock.advance(3_600_000);
  expect(await due()).toEqual([['recording-486/department', 'oblast_coordinator', true]]);
  await tell('department');
  expect(await due()).toEqual([]);
});
