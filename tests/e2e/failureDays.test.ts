import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { Operator } from '#main/cli/demo/operator.ts';
import { words } from '#shared/domain/words.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { exampleSchedule } from '../fakes/schedule.ts';
import { noteFault, openDock, tell } from './faults.ts';
import { choose, goTo, hearingOf, press, startHall, stateBar, typeInto, type Hall } from './fixture.ts';
import { shells } from './shells.ts';
import { ruleText, say } from './texts.ts';

const minuteMs = 60_000;
const far: Participant = { id: 'far', name: 'Куәгер Мысалұлы', role: 'witness', attendance: 'court', place: { kind: 'court', name: 'Үлгі аудандық соты', address: 'Үлгі қ., 1' } };
const accused: Participant = { id: 'accused', name: 'Айыпталушы Үлгіұлы', role: 'accused', attendance: 'institution', place: { kind: 'detention_centre', name: 'Үлгі тергеу изоляторы', address: '' } };
const order = 'criminal-k185';

/** Technical failures of the link: before a hearing and during one, put right and not. */
describe.each(shells)('failures, $name', (shell) => {
  let hall: Hall;
  let page: Page;
  let secretary: Operator;

  beforeAll(async () => {
    hall = await startHall(shell);
    secretary = await hall.operator('secretary');
    page = await hall.window('secretary');
  });
  afterAll(() => hall?.end());

  const button = (name: string) => page.getByRole('button', { name });
  const state = (word: string) => stateBar(page).getByRole('status').getByText(say(`statebar.state.${word}`), { exact: true }).waitFor({ timeout: 60_000 });
  const protocol = async (hearingId: string, language: 'kk' | 'ru' = 'kk') => (await secretary.do('protocol.preview', { hearingId, kind: 'short', language })).text;
  const tab = (key: string) => page.getByRole('tab', { name: new RegExp(say(key), 'u') });

  describe('before a civil hearing, and it cannot be put right', () => {
    let hearingId: string;
    const step = (id: string) => button(ruleText('civil-k7', id)).first();
    const stateOf = (id: string, word: string) => page.getByRole('listitem').filter({ hasText: ruleText('civil-k7', id) }).getByText(say(`prepare.state.${word}`)).first().waitFor();

    beforeAll(async () => {
      ({ hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ caseNumber: 'ДЕМО-21', startsAtMs: Date.now() + 15 * minuteMs, participants: [far] }) }));
      await goTo(page, `#/hearing/${hearingId}`);
    });

    test('K7-14, K7-17, K7-23, K7-24: specialist, judge and organiser are told, and that it cannot be put right in time', async () => {
      const dock = await noteFault(page, 'videoconference', 'Үлгі аудандық сотымен байланыс жоқ');
      await tell(page, dock, 0, 'Маман Үлгіұлы, судья Төраға Үлгіұлы');
      await tell(page, dock, 1, 'Ұйымдастырушы Үлгі');
      await typeInto(page, dock.getByLabel(say('incidents.expected')), '23:59');
      await press(page, dock.getByRole('button', { name: say('incidents.do_update') }));
      await expect.poll(async () => (await hearingOf(secretary, hearingId)).incidents[0]?.expectedRestorationMs ?? null).not.toBeNull();
      await page.keyboard.press('Escape');
    });

    test('whoever is about to open it is told, and what the failure asks for stands first', async () => {
      await page.getByText(say('connect.link_broken', { what: words.incidentSubject.videoconference.kk })).waitFor();
      await tab('prepare.tab').click();
      await stateOf('fault_told', 'done');
      await stateOf('expected_restoration', 'done');
      await stateOf('continue_or_postpone', 'open');
      const text = await page.getByRole('main').innerText();
      const [asked, prepared] = ['fault_told', 'equipped_hall'].map((id) => text.indexOf(ruleText('civil-k7', id)));
      expect(asked).toBeGreaterThan(0);
      expect(prepared).toBeGreaterThan(asked ?? 0);
    });

    test('K7-18: the act, signed by the head of the court administrator and the secretary, from who was told when', async () => {
      const dock = await openDock(page);
      await press(page, dock.getByRole('button', { name: say('incidents.act.compose_kk') }));
      const act = dock.getByLabel(say('incidents.act.text'));
      await act.waitFor();
      const text = await act.inputValue();
      for (const said of [words.office.court_administrator_head.kk, words.office.secretary.kk, 'Маман Үлгіұлы', 'Ұйымдастырушы Үлгі', 'Үлгі аудандық сотымен байланыс жоқ', '18-тармақ']) expect(text).toContain(said);
      expect(text).not.toContain(words.office.office_head.kk);
      await typeInto(page, act, `${text}\nЖою мүмкін болмады.`);
      await press(page, dock.getByRole('button', { name: say('incidents.act.finalise') }));
      await dock.getByRole('link', { name: /\.pdf$/u }).first().waitFor();
      await page.keyboard.press('Escape');
    });

    test('K7-18, K7-25: it is postponed unopened, with the parties\' opinion and the next date', async () => {
      await press(page, button(say('connect.postpone.name')));
      const form = page.getByRole('form', { name: say('connect.postpone.do') });
      await typeInto(page, form.getByLabel(say('connect.reason')), 'Байланыс қалпына келмеді');
      expect(await form.getByRole('button', { name: say('connect.postpone.do') }).isDisabled()).toBe(true);
      await typeInto(page, form.getByLabel(ruleText('court-setting', 'postponement', 'opinion')), 'Екі тарап та бейнебайланысты қалайды');
      await choose(page, form.getByLabel(ruleText('court-setting', 'postponement', 'oral_petition')), 'no');
      await typeInto(page, form.getByLabel(say('connect.next_date')), '15.12.2026');
      await typeInto(page, form.getByLabel(say('connect.next_time')), '11:00');
      await press(page, form.getByRole('button', { name: say('connect.postpone.do') }));
      await page.getByText(say('after.next_date', { time: '15.12.2026 11:00' })).waitFor();
      const text = await protocol(hearingId);
      for (const said of ['Екі тарап та бейнебайланысты қалайды', 'Байланыс қалпына келмеді', 'Үлгі аудандық сотымен байланыс жоқ', 'акт жасалды', '15 желтоқсан']) expect(text).toContain(said);
    });

    test('afterwards nothing of the failure is left to do: what the hearing shows nobody ticks', async () => {
      await tab('after.acts.name').click();
      await page.getByText('Жою мүмкін болмады.').waitFor();
      await tab('after.duties').click();
      for (const id of ['fault_told', 'expected_restoration', 'continue_or_postpone', 'act']) await stateOf(id, 'done');
    });

    test('K7-12: the next hearing is put into the schedule, and the application\'s term runs anew with its ruling', async () => {
      await press(page, button(say('after.next_hearing.add')));
      await tab('prepare.tab').waitFor();
      const nextId = new URL(page.url()).hash.split('/').at(-1) ?? '';
      expect((await hearingOf(secretary, nextId)).schedule).toMatchObject({ caseNumber: 'ДЕМО-21', startsAtMs: Date.UTC(2026, 11, 15, 6), participants: [{ id: 'far' }] });
      expect(await step('fault_told').count()).toBe(0);
      await press(page, step('remote_ruling'));
      await press(page, button(say('prepare.mark_done')));
      await page.getByRole('listitem').filter({ hasText: ruleText('civil-k7', 'application') }).getByText(/дейін/u).waitFor();
      const { due } = await secretary.do('procedure.due', {});
      expect(due.filter((one) => one.hearingId === hearingId)).toEqual([]); // the postponed one owes nothing any more
      await goTo(page, `#/hearing/${hearingId}`);
      await button(say('after.next_hearing.show')).waitFor();
    });
  });

  describe('during a criminal hearing', () => {
    let hearingId: string;
    let judge: Page;
    const asked = (rule: string, ask: string) => page.getByLabel(ruleText(order, rule, ask), { exact: true });
    const incidents = async () => (await hearingOf(secretary, hearingId)).incidents;
    const last = async () => (await hearingOf(secretary, hearingId)).steps.at(-1);
    const announce = async (reason: string) => {
      await press(page, button(say('insession.action.technicalBreak.button')));
      await typeInto(page, page.getByLabel(say('insession.form.reason')), reason);
      await press(page, button(say('insession.action.technicalBreak.do')));
      await state('technical_break');
    };

    beforeAll(async () => {
      ({ hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ caseNumber: 'ДЕМО-22', proceedings: 'criminal', startsAtMs: Date.now(), participants: [accused] }) }));
      await secretary.do('hearing.open', { hearingId });
      await goTo(page, `#/hearing/${hearingId}`);
      judge = await hall.window('judge');
      await state('recording');
    });

    test('K185-22: the break is announced with its reason, and the fault with its chain is noted by that', async () => {
      await announce('Изолятормен байланыс үзілді');
      await stateBar(page).getByText(say('statebar.still_recorded')).waitFor();
      expect(await incidents()).toMatchObject([{ subject: 'videoconference', note: 'Изолятормен байланыс үзілді', resolved: null }]);
      const dock = await openDock(page);
      await tell(page, dock, 0, 'Маман Үлгіұлы');
      await tell(page, dock, 1, 'Изолятор қызметкері Мысалов');
      await page.keyboard.press('Escape');
    });

    test('K7-24: the specialist says at a window of their own when it will work, and the court sees it', async () => {
      const specialist = await hall.window('specialist', `#/hearing/${hearingId}`);
      const dock = await openDock(specialist);
      await typeInto(specialist, dock.getByLabel(say('incidents.expected')), '23:58');
      await press(specialist, dock.getByRole('button', { name: say('incidents.do_update') }));
      await judge.getByText(say('judge.restoration', { time: '23:58' })).waitFor();
      await specialist.close();
    });

    test('K185-23: the parties are asked while it lasts; the break did not wait for that', async () => {
      await press(page, button(say('insession.acts.owed')));
      await typeInto(page, asked('break_opinion', 'opinion'), 'Қорғаушы бейнебайланысты қалайды');
      await choose(page, asked('break_opinion', 'oral_petition'), 'no');
      await press(page, button(say('insession.acts.keep')));
      await expect.poll(async () => (await last())?.step).toBe(`${order}/break_opinion`);
      await button(say('insession.acts.owed')).waitFor({ state: 'detached' });
    });

    test('put right, it goes on: how, is asked where one goes on', async () => {
      await press(page, button(say('insession.action.resume.button')));
      await typeInto(page, page.getByLabel(new RegExp(words.incidentSubject.videoconference.kk, 'u')), 'Изолятор қайта қосылды');
      await press(page, button(say('insession.action.resume.do')));
      await state('recording');
      expect(await incidents()).toMatchObject([{ resolved: { how: 'Изолятор қайта қосылды' } }]);
    });

    test('K185-23: broken again, it does not go on without the parties having been asked', async () => {
      await announce('Байланыс тағы үзілді');
      await expect.poll(async () => (await incidents()).length).toBe(2);
      await press(page, button(say('insession.action.resume.button')));
      expect(await asked('break_opinion', 'opinion').inputValue()).toBe('Қорғаушы бейнебайланысты қалайды'); // as they said before
      await typeInto(page, asked('break_opinion', 'opinion'), '');
      await press(page, button(say('insession.action.resume.do')));
      await page.getByRole('alert').getByText(say('insession.form.unanswered')).waitFor();
      expect((await hearingOf(secretary, hearingId)).phase.name).toBe('technical_break');
      await page.keyboard.press('Escape');
    });

    test('K185-23: it cannot be put right and is postponed, with opinions, an oral petition and the next date', async () => {
      await press(page, button(say('insession.action.postpone.button')));
      await typeInto(page, page.getByLabel(say('insession.form.reason')), 'Байланысты қалпына келтіру мүмкін болмады');
      expect(await asked('postponement', 'opinion').inputValue()).toBe('Қорғаушы бейнебайланысты қалайды');
      await typeInto(page, asked('postponement', 'opinion'), 'Қорғаушы сотқа келеді');
      await choose(page, asked('postponement', 'oral_petition'), 'yes');
      await typeInto(page, page.getByLabel(say('insession.form.date')), '16.12.2026');
      await typeInto(page, page.getByLabel(say('insession.form.time'), { exact: true }), '10:00');
      await press(page, button(say('insession.action.postpone.do')));
      await tab('after.protocol.name').waitFor({ timeout: 60_000 });
      await page.getByText(say('after.next_date', { time: '16.12.2026 10:00' })).waitFor();
    });

    test('K185-18: the act is asked for where it is missing, names the three who sign, and says who was told when', async () => {
      await tab('after.acts.name').click();
      const missing = page.getByRole('region').filter({ hasText: say('after.acts.missing') });
      await expect.poll(() => page.getByText(new RegExp(say('after.acts.missing'), 'u')).count()).toBeGreaterThanOrEqual(2);
      await press(page, missing.first().getByRole('button', { name: say('incidents.act.compose_ru') }));
      await expect.poll(async () => (await hearingOf(secretary, hearingId)).acts.length).toBe(1);
      const text = (await hearingOf(secretary, hearingId)).acts[0]?.text ?? '';
      for (const office of ['office_head', 'secretary', 'technical_specialist'] as const) expect(text).toContain(words.office[office].ru);
      for (const said of ['Маман Үлгіұлы', 'Изолятор қызметкері Мысалов', 'Изолятормен байланыс үзілді', 'Изолятор қайта қосылды', '23:58', 'пункты 18 и 22']) expect(text).toContain(said);
    });

    test('the protocol has both breaks, what was asked in them, what was put right and what was not', async () => {
      for (const language of ['kk', 'ru'] as const) {
        const text = await protocol(hearingId, language);
        for (const said of ['Изолятормен байланыс үзілді', 'Байланыс тағы үзілді', 'Қорғаушы бейнебайланысты қалайды', 'Изолятор қайта қосылды', 'Қорғаушы сотқа келеді']) expect(text, language).toContain(said);
        expect(text).toContain(language === 'kk' ? 'қалпына келтірілген жоқ' : 'не восстановлено');
      }
    });
  });
});
