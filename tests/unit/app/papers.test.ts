import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { demoHall } from '#main/app/demoHall.ts';
import { EventFeed } from '#main/app/feed.ts';
import { Hearings } from '#main/app/hearings.ts';
import { Papers } from '#main/app/papers.ts';
import { RuleBook } from '#main/app/ruleBook.ts';
import { systemActor } from '#shared/domain/actor.ts';
import type { Filled } from '#shared/domain/papers/form.ts';
import type { Paper } from '#shared/domain/papers/paper.ts';
import { toFillIn } from '#shared/domain/officialText.ts';
import { ok } from '#shared/domain/result.ts';
import type { ScheduleEntry } from '#shared/domain/schedule.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { MemoryEvents } from '../../fakes/memoryEvents.ts';
import { exampleSchedule } from '../../fakes/schedule.ts';
import { must } from '../domain/samples.ts';

const clock = fakeClock();
const far = { kind: 'court', name: 'Үлгі аудандық соты', address: 'Үлгі көшесі 1' } as const;
const witness = { id: 'w', name: 'Мысалов Ерлан', role: 'witness', attendance: 'court', place: far } as const;

let events: MemoryEvents;
let hearings: Hearings;
let printed: { name: string; text: string }[];
/** While something is printed. */
let meanwhile: () => Promise<unknown>;
let papers: Papers;

beforeEach(() => {
  events = new MemoryEvents(clock);
  hearings = new Hearings(events, new EventFeed(events), clock);
  printed = [];
  meanwhile = async () => undefined;
  papers = new Papers({
    hearings, clock, ruleBook: new RuleBook({ broughtRules: async () => [], saveBroughtRules: async () => undefined }), settings: { hall: async () => demoHall }, folders: { recordingDir: async (id) => `/recordings/${id}` }, onQueued: () => undefined,
    documents: {
      write: async ({ name, text }) => {
        printed.push({ name, text });
        await meanwhile();
        return ok([{ path: `documents/${name}.pdf`, sha256: 'a'.repeat(64), bytes: 1 }]);
      },
    },
  });
});

async function hearingWith(change: Partial<ScheduleEntry>): Promise<string> {
  const hearingId = randomUUID();
  await hearings.execute(hearingId, randomUUID(), { type: 'schedule', schedule: exampleSchedule({ participants: [witness], ...change }), origin: 'manual', serverHearingId: null, demo: true }, systemActor);
  return hearingId;
}

const application = 'civil-k7/application';
const stateOf = async (hearingId: string) => must(await hearings.load(hearingId)).hearing;
const papersOf = async (hearingId: string): Promise<Paper[]> => (await stateOf(hearingId)).papers;
const compose = (hearingId: string, paperId: string, step: string, values: Filled, answer: 'confirmed' | 'refused' | null = null) =>
  papers.compose({ commandId: randomUUID(), hearingId, paperId, step, language: 'kk', values, answer }, systemActor);
const finalise = (hearingId: string, paperId: string, number = '12') =>
  papers.finalise({ commandId: randomUUID(), hearingId, paperId, number, signedBy: 'Төраға', way: 'internal_system' }, systemActor);

test('K7-12: an application has everything that the schedule knows, and leaves the rest to be filled in', async () => {
  const hearingId = await hearingWith({});
  const draft = await papers.draft({ hearingId, step: application, language: 'kk' });
  if (!draft.ok) throw new Error(draft.error.code);
  expect(draft.value.values).toMatchObject({
    recipient: 'Іс қаралатын өңірдегі Сот әкімшілігі департаменті; Үлгі аудандық соты; Тиісті өңірдің Сот әкімшілігі департаменті', address: far.address, court: 'Демонстрация соты', place: far.name,
    participants: 'сот отырысына қатысу (куә Мысалов Ерлан)', hearingAt: '2026 жылғы 3 қараша, 10:00', secretary: 'Үлгі Хатшықызы', organiser: '', chairman: '',
  });
  expect(draft.value).toMatchObject({ needsAnswer: false, signatories: ['court_chairman'], suggestedNumber: 'ДЕМО-7512-26-00-2/1/1' });
  expect(draft.value.text.split('\n').filter((line) => line.includes(toFillIn))).toHaveLength(2); // organiser; signature and chairman
  const written = await papers.draft({ hearingId, step: application, language: 'ru', values: { chairman: 'Мысалбаев {court}' } });
  expect(written.ok && written.value.text).toContain('\tМысалбаев {court}');
});

test('K185-13: the letter goes to the institution, the request names the last day that leaves a whole one', async () => {
  const hearingId = await hearingWith({ proceedings: 'criminal' });
  const [letter, request] = await Promise.all(['letter', 'test_request'].map((step) => papers.draft({ hearingId, step: `criminal-k185/${step}`, language: 'ru' })));
  expect(letter).toMatchObject({ ok: true, value: { values: { recipient: far.name } } });
  expect(request?.ok && request.value.text).toContain('1 ноября 2026 года');
});

test('K7-12: a paper with its number and the way it goes is printed, queued and its step done; from then on it does not change', async () => {
  const hearingId = await hearingWith({});
  const paperId = randomUUID();
  await compose(hearingId, paperId, application, { chairman: 'Бірінші' });
  await compose(hearingId, paperId, application, { chairman: 'Екінші' });
  expect(await finalise(hearingId, paperId)).toMatchObject({ ok: true });
  const [paper, ...more] = await papersOf(hearingId);
  expect([paper?.values, paper?.final?.number, paper?.final?.way, more]).toEqual([{ chairman: 'Екінші' }, '12', 'internal_system', []]);
  expect(printed.map(({ text }) => [text.startsWith('№ 12\t\n\n'), text.includes('Екінші'), text.includes('Бірінші')])).toEqual([[true, true, false]]);
  expect(events.commits.flatMap((commit) => commit.files).map(({ kind, path }) => [kind, path])).toEqual([['paper', `documents/application-${paperId.slice(0, 8)}.pdf`]]);
  expect((await stateOf(hearingId)).steps).toMatchObject([{ step: application, outcome: 'done', note: '№ 12', doneBy: 'Төраға' }]);
  expect(await finalise(hearingId, paperId)).toMatchObject({ ok: true });
  expect(await finalise(hearingId, paperId, '13')).toMatchObject({ ok: false, error: { code: 'paper.final' } });
  expect(await compose(hearingId, paperId, application, {})).toMatchObject({ ok: false, error: { code: 'paper.final' } });
  expect(printed).toHaveLength(1);
});

test('a paper written anew while it is printed is not sent', async () => {
  const hearingId = await hearingWith({});
  const paperId = randomUUID();
  await compose(hearingId, paperId, application, { chairman: 'Бірінші' });
  meanwhile = () => compose(hearingId, paperId, application, { chairman: 'Екінші' });
  expect(await finalise(hearingId, paperId)).toMatchObject({ ok: false, error: { code: 'hearing.changed' } });
  expect([(await papersOf(hearingId))[0]?.final, events.commits.flatMap((commit) => commit.files)]).toEqual([null, []]);
});

test('K7-21: the assisting court answers, once it has decided; of a refusal nothing more is told', async () => {
  const hearingId = await hearingWith({ side: 'assisting_court' });
  const paperId = randomUUID();
  const step = 'civil-k7/answer';
  expect(await papers.draft({ hearingId, step, language: 'kk' })).toMatchObject({ ok: true, value: { needsAnswer: true, values: { place: demoHall.court, recipient: 'Демонстрация соты' } } });
  await compose(hearingId, paperId, step, {});
  expect(await finalise(hearingId, paperId)).toMatchObject({ ok: false, error: { code: 'paper.undecided' } });
  await compose(hearingId, paperId, step, {}, 'refused');
  expect(await finalise(hearingId, paperId)).toMatchObject({ ok: true });
  expect(printed[0]?.text).toMatch(/ расталмайды\./);
  expect(printed[0]?.text).not.toContain('мынадай ақпарат');
});

test('what no rule demands of this hearing is no paper', async () => {
  const hearingId = await hearingWith({});
  for (const step of ['civil-k7/petition', 'criminal-k185/letter', 'x']) {
    expect(await papers.draft({ hearingId, step, language: 'kk' }), step).toMatchObject({ ok: false, error: { code: 'step.not_demanded' } });
  }
  expect(await papers.draft({ hearingId: randomUUID(), step: application, language: 'kk' })).toMatchObject({ ok: false, error: { code: 'hearing.not_found' } });
  expect(await finalise(hearingId, randomUUID())).toMatchObject({ ok: false, error: { code: 'paper.not_found' } });
});

test('K185-13: a request for a test session names the day that the checklist names, and its file has a plain name', async () => {
  const hearingId = await hearingWith({ proceedings: 'administrative' });
  const step = 'criminal-k185/test_request';
  const draft = await papers.draft({ hearingId, step, language: 'kk' });
  expect(draft.ok && draft.value.values.testBy).toBe('2026 жылғы 1 қараша'); // a whole day lies between
  const paperId = randomUUID();
  expect(await compose(hearingId, paperId, step, draft.ok ? draft.value.values : {})).toMatchObject({ ok: true });
  expect(await finalise(hearingId, paperId)).toMatchObject({ ok: true });
  expect(printed[0]?.name).toBe(`test-request-${paperId.slice(0, 8)}`);
});
