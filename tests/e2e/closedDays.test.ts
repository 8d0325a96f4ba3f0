import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { Operator } from '#main/cli/demo/operator.ts';
import type { Participant, ProceedingsKind } from '#shared/domain/schedule.ts';
import { exampleSchedule } from '../fakes/schedule.ts';
import { choose, goTo, hearingOf, press, startHall, stateBar, typeInto, type Hall } from './fixture.ts';
import { shells } from './shells.ts';
import { ruleText, say } from './texts.ts';

const far: Participant = { id: 'far', name: 'Куәгер Мысалұлы', role: 'witness', attendance: 'court', place: { kind: 'court', name: 'Үлгі аудандық соты', address: '' } };

/** The court goes into closed session: in a civil case every link ends, in others the judge chooses. */
describe.each(shells)('closed to the public, $name', (shell) => {
  let hall: Hall;
  let page: Page;
  let secretary: Operator;
  let hearingId: string;

  beforeAll(async () => {
    hall = await startHall(shell);
    secretary = await hall.operator('secretary');
    page = await hall.window('secretary');
  });
  afterAll(() => hall?.end());

  const button = (name: string) => page.getByRole('button', { name });
  const phase = async () => (await hearingOf(secretary, hearingId)).phase.name;
  const ended = () => page.getByText(say('insession.people.link_to_end'));
  const openHearing = async (caseNumber: string, proceedings: ProceedingsKind) => {
    ({ hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ caseNumber, proceedings, startsAtMs: Date.now(), participants: [far] }) }));
    await secretary.do('hearing.open', { hearingId });
    await goTo(page, `#/hearing/${hearingId}`);
    await button(say('insession.action.closeToPublic.button')).waitFor({ timeout: 60_000 });
  };
  const closeToPublic = async (reason: string) => {
    await press(page, button(say('insession.action.closeToPublic.button')));
    await typeInto(page, page.getByLabel(say('insession.form.reason')), reason);
    await press(page, button(say('insession.action.closeToPublic.do')));
  };

  describe('a civil case (K7-6)', () => {
    let specialist: Page;
    const picture = () => specialist.locator('video[data-live=true]').first();

    beforeAll(async () => {
      await openHearing('ДЕМО-31', 'civil');
      specialist = await hall.window('specialist', `#/hearing/${hearingId}`);
      await picture().waitFor();
    });

    test('the ruling ends the link and every picture that goes to somebody else, at once; the secretary goes on seeing the hall', async () => {
      await closeToPublic('Отбасы құпиясы');
      await stateBar(page).getByText(say('statebar.closed_to_public')).waitFor();
      await ended().waitFor();
      await specialist.getByText(say('insession.picture.off_closed')).first().waitFor();
      expect(await picture().count()).toBe(0);
      await page.locator('video[data-live=true]').first().waitFor();
    });

    test('whoever asks for a picture all the same is refused', async () => {
      const { hall: devices } = await secretary.do('settings.get', {});
      const ask = (window: Page) => window.evaluate(async (cameraId) => {
        const aborted = new AbortController();
        const answer = await fetch(`/media/live/${cameraId}.flv?ticket=${sessionStorage.getItem('token') ?? ''}`, { signal: aborted.signal });
        aborted.abort();
        return answer.status;
      }, devices.cameras[0]?.id ?? '');
      expect([await ask(specialist), await ask(page)]).toEqual([403, 200]);
    });

    test('in public again, everything comes back; the closed section is sealed with the hearing, and the protocol says that the link was ended', async () => {
      await press(page, button(say('insession.action.reopen.button')));
      await press(page, button(say('insession.action.reopen.do')));
      await expect.poll(phase).toBe('in_session');
      await ended().waitFor({ state: 'detached' });
      await picture().waitFor();
      await specialist.close();
      await secretary.do('hearing.close', { hearingId });
      await expect.poll(phase, { timeout: 60_000 }).toMatch(/sealed|handed_over/u);
      const { sections, steps } = await hearingOf(secretary, hearingId);
      expect(sections.map(({ kind, recorded }) => [kind, recorded])).toEqual([['in_session', true], ['closed_section', true], ['in_session', true]]);
      expect(steps.map(({ step }) => step)).toEqual(['civil-k7/closing_ends_link']);
      for (const language of ['kk', 'ru'] as const) {
        const { text } = await secretary.do('protocol.preview', { hearingId, kind: 'short', language });
        expect(text).toContain(ruleText('civil-k7', 'closing_ends_link', undefined, language));
        expect(text).toContain('Отбасы құпиясы');
      }
    });
  });

  describe('an administrative offence (K185-6)', () => {
    beforeAll(() => openHearing('ДЕМО-32', 'administrative'));

    test('the judge\'s choice is demanded; that the link ends is recorded and shown', async () => {
      await closeToPublic('Кәмелетке толмаған куә');
      await page.getByRole('alert').getByText(say('insession.form.unanswered')).waitFor();
      expect(await phase()).toBe('in_session');
      await choose(page, page.getByLabel(ruleText('criminal-k185', 'closing_choice', 'link'), { exact: true }), 'end');
      await press(page, button(say('insession.action.closeToPublic.do')));
      await expect.poll(phase).toBe('closed_section');
      await ended().waitFor();
      expect((await hearingOf(secretary, hearingId)).steps.at(-1)).toMatchObject({ step: 'criminal-k185/closing_choice', values: { link: 'end' } });
    });

    test('closed a second time, the judge is asked anew, and keeps the link', async () => {
      await press(page, button(say('insession.action.reopen.button')));
      await press(page, button(say('insession.action.reopen.do')));
      await expect.poll(phase).toBe('in_session');
      await press(page, button(say('insession.action.closeToPublic.button')));
      const choice = page.getByLabel(ruleText('criminal-k185', 'closing_choice', 'link'), { exact: true });
      expect(await choice.inputValue()).toBe('');
      await typeInto(page, page.getByLabel(say('insession.form.reason')), 'Тағы бір куә');
      await choose(page, choice, 'keep');
      await press(page, button(say('insession.action.closeToPublic.do')));
      await expect.poll(phase).toBe('closed_section');
      expect(await ended().count()).toBe(0);
      await secretary.do('hearing.close', { hearingId });
      const { text } = await secretary.do('protocol.preview', { hearingId, kind: 'short', language: 'ru' });
      for (const said of ['Связь прекращается', 'Связь продолжается, наблюдатели удаляются', 'Тағы бір куә']) expect(text).toContain(said);
    });
  });
});
