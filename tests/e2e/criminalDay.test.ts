import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { Operator } from '#main/cli/demo/operator.ts';
import { words } from '#shared/domain/words.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { exampleSchedule } from '../fakes/schedule.ts';
import { choose, hearingOf, press, startHall, stateBar, typeInto, type Hall } from './fixture.ts';
import { shells } from './shells.ts';
import { ruleText, say } from './texts.ts';

const participants: Participant[] = [
  { id: 'accused', name: 'Айыпталушы Үлгіұлы', role: 'accused', attendance: 'institution', place: { kind: 'detention_centre', name: 'Үлгі тергеу изоляторы', address: '' } },
  { id: 'defence', name: 'Қорғаушы Мысалқызы', role: 'defence', attendance: 'hall' },
  { id: 'witness', name: 'Куә «Жұлдыз»', role: 'witness', attendance: 'court', place: { kind: 'court', name: 'Мысал аудандық соты', address: '' } },
  { id: 'interpreter', name: 'Аудармашы Образцова', role: 'interpreter', attendance: 'hall' },
];
const order = 'criminal-k185';

/** A criminal hearing with an accused in a detention centre, a protected witness and an interpreter (K185). */
describe.each(shells)('a criminal day, $name', (shell) => {
  let hall: Hall;
  let page: Page;
  let secretary: Operator;
  let hearingId: string;

  beforeAll(async () => {
    hall = await startHall(shell);
    secretary = await hall.operator('secretary');
    ({ hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ proceedings: 'criminal', startsAtMs: Date.now() + 25 * 60_000, participants }) }));
    page = await hall.window('secretary', `#/hearing/${hearingId}`);
  });
  afterAll(() => hall?.end());

  const button = (name: string) => page.getByRole('button', { name });
  const state = (word: string) => stateBar(page).getByRole('status').getByText(word, { exact: true }).waitFor({ timeout: 60_000 });
  const last = async () => (await hearingOf(secretary, hearingId)).steps.at(-1);
  const asked = (rule: string, ask: string) => page.getByLabel(ruleText(order, rule, ask), { exact: true });

  test('K185-18: a fault before the hearing is told, and its act names the three who sign', async () => {
    await page.keyboard.press('F11');
    const dock = page.getByRole('complementary', { name: say('incidents.title') });
    await dock.getByLabel(say('incidents.what')).selectOption('videoconference');
    await typeInto(page, dock.getByRole('form', { name: say('incidents.new') }).getByLabel(say('incidents.note')), 'Изолятормен байланыс жоқ');
    await press(page, dock.getByRole('button', { name: say('incidents.do_open') }));
    const chain = dock.getByRole('region', { name: say('incidents.chain.title') });
    await press(page, chain.getByRole('button').first());
    await typeInto(page, chain.getByLabel(say('incidents.chain.to')), 'Маман Үлгіұлы');
    await press(page, chain.getByRole('button', { name: say('incidents.chain.do_tell') }));
    await chain.getByText('Маман Үлгіұлы').waitFor();
    await press(page, dock.getByRole('button', { name: say('incidents.act.compose_kk') }));
    const act = dock.getByLabel(say('incidents.act.text'));
    await act.waitFor();
    const text = await act.inputValue();
    for (const office of ['office_head', 'secretary', 'technical_specialist'] as const) expect(text).toContain(words.office[office].kk);
    expect(text).toContain('Маман Үлгіұлы');
    expect(text).not.toMatch(/№ 336/u);
    await page.keyboard.press('Escape');
  });

  test('opened, the witness is interrogated from afar: who, why, through which court (K185-27)', async () => {
    await press(page, button(say('connect.open')));
    await state(say('statebar.state.recording'));
    await press(page, button(say('insession.acts.interrogate')));
    await press(page, button(say('insession.acts.keep')));
    await page.getByRole('alert').getByText(say('insession.form.unanswered')).waitFor();
    await choose(page, asked('interrogation', 'who'), 'witness');
    await choose(page, asked('interrogation', 'ground'), 'safety');
    await typeInto(page, asked('interrogation', 'court'), 'Мысал аудандық соты');
    await press(page, button(say('insession.acts.keep')));
    await expect.poll(async () => (await last())?.values).toEqual({ who: 'witness', ground: 'safety', court: 'Мысал аудандық соты' });
  });

  test('K185-6: closing to the public demands the judge\'s choice about the link', async () => {
    await press(page, button(say('insession.action.closeToPublic.button')));
    await typeInto(page, page.getByLabel(say('insession.form.reason')), 'Куәнің қауіпсіздігі');
    await press(page, button(say('insession.action.closeToPublic.do')));
    await page.getByRole('alert').getByText(say('insession.form.unanswered')).waitFor();
    await choose(page, asked('closing_choice', 'link'), 'keep');
    await press(page, button(say('insession.action.closeToPublic.do')));
    await expect.poll(async () => (await hearingOf(secretary, hearingId)).phase.name).toBe('closed_section');
    expect((await last())?.values).toEqual({ link: 'keep' });
    await press(page, button(say('insession.action.reopen.button')));
    await press(page, button(say('insession.action.reopen.do')));
    await expect.poll(async () => (await hearingOf(secretary, hearingId)).phase.name).toBe('in_session');
  });

  test('K185-24: an emergency at the institution is noted with what it is', async () => {
    await press(page, button(say('insession.acts.emergency')));
    await choose(page, asked('emergency', 'what'), 'disaster');
    await press(page, button(say('insession.acts.keep')));
    await expect.poll(async () => (await last())?.step).toBe(`${order}/emergency`);
  });

  test('K185-23: postponed with the parties\' opinion and the next date', async () => {
    await press(page, button(say('insession.action.postpone.button')));
    await typeInto(page, page.getByLabel(say('insession.form.reason')), 'Мекемедегі жағдай');
    await typeInto(page, asked('postponement', 'opinion'), 'Бейнебайланыс арқылы қатысқысы келеді');
    await choose(page, asked('postponement', 'oral_petition'), 'yes');
    await typeInto(page, page.getByLabel(say('insession.form.date')), '14.12.2026');
    await typeInto(page, page.getByLabel(say('insession.form.time'), { exact: true }), '10:30');
    await press(page, button(say('insession.action.postpone.do')));
    await page.getByRole('tab', { name: new RegExp(say('after.protocol.name'), 'u') }).waitFor({ timeout: 60_000 });
    expect((await last())?.values).toMatchObject({ opinion: 'Бейнебайланыс арқылы қатысқысы келеді', oral_petition: 'yes', next_at: Date.UTC(2026, 11, 14, 5, 30) });
  });

  test('the protocol has it all in its order, in Kazakh and in Russian', async () => {
    const text = async (language: 'kk' | 'ru') => (await secretary.do('protocol.preview', { hearingId, kind: 'short', language })).text;
    for (const language of ['kk', 'ru'] as const) {
      const protocol = await text(language);
      const places = ['interrogation', 'closing_choice', 'emergency', 'postponement'].map((rule) => protocol.indexOf(ruleText(order, rule, undefined, language)));
      expect(places, language).toEqual(places.toSorted((a, b) => a - b));
      expect(Math.min(...places), language).toBeGreaterThan(0);
      expect(protocol).toContain('Бейнебайланыс арқылы қатысқысы келеді');
      expect(protocol).toContain('14.12.2026');
      expect(protocol).toMatch(language === 'kk' ? /21-тармақ/u : /пункт 21/u);
    }
  });
});
