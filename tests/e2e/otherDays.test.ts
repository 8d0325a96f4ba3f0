import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { Operator } from '#main/cli/demo/operator.ts';
import { words } from '#shared/domain/words.ts';
import type { Participant, ScheduleEntry } from '#shared/domain/schedule.ts';
import { exampleSchedule } from '../fakes/schedule.ts';
import { choose, goTo, hearingOf, press, startHall, typeInto, type Hall } from './fixture.ts';
import { shells } from './shells.ts';
import { ruleText, say } from './texts.ts';

const hourMs = 3_600_000;
const far: Participant = { id: 'far', name: 'Куәгер Мысалұлы', role: 'witness', attendance: 'court', place: { kind: 'court', name: 'Үлгі аудандық соты', address: '' } };

/** The court that lends its hall, a cassation, an administrative offence: what is asked of each is its own. */
describe.each(shells)('other days, $name', (shell) => {
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
  const line = (order: string, id: string) => button(ruleText(order, id)).first();
  const open = async (change: Partial<ScheduleEntry>): Promise<string> => {
    const { hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ startsAtMs: Date.now() + 30 * hourMs, participants: [far], ...change }) });
    await goTo(page, `#/hearing/${hearingId}`);
    await page.getByRole('tab').first().waitFor();
    return hearingId;
  };

  test('K7-20, K7-21: the assisting court takes the application, checks, answers by the next working day; details only when it confirms', async () => {
    const hearingId = await open({ caseNumber: 'ДЕМО-11', side: 'assisting_court' });
    await press(page, line('civil-k7', 'application_received'));
    await press(page, button(say('prepare.mark_done')));
    await press(page, line('civil-k7', 'answer'));
    await page.getByText(/Мерзімі|Соңғы мерзім|дейін/u).first().waitFor();
    await press(page, button(say('prepare.paper.write')));
    const preview = page.getByLabel(say('prepare.paper.preview'));
    await press(page, button(say('prepare.paper.confirmed')));
    await typeInto(page, page.getByLabel(say('prepare.paper.slot.organiser')), 'Ұйымдастырушы Үлгі');
    await preview.getByText('Ұйымдастырушы Үлгі').waitFor();
    await press(page, button(say('prepare.paper.refused')));
    await preview.getByText('Ұйымдастырушы Үлгі').waitFor({ state: 'detached' });
    await press(page, button(say('prepare.paper.confirmed')));
    await typeInto(page, page.getByLabel(say('prepare.paper.number')), '7-21/4');
    await typeInto(page, page.getByLabel(/Кім қол қойды/u), 'Ұйымдастырушы Үлгі');
    await choose(page, page.getByLabel(say('prepare.paper.way')), 'email');
    await press(page, button(say('prepare.paper.finish')));
    await page.getByRole('link', { name: /PDF/ }).first().waitFor();
    const { papers, steps } = await hearingOf(secretary, hearingId);
    expect(papers[0]).toMatchObject({ answer: 'confirmed', final: { number: '7-21/4' } });
    expect(steps.at(-1)).toMatchObject({ step: 'civil-k7/answer', outcome: 'done' });
    expect(await line('civil-k7', 'application').count()).toBe(0);
  });

  test('K336-11, K336-12, K185-12: in cassation the service organisation signs the hall off and operates, the Department agrees to the date', async () => {
    await open({ caseNumber: 'ДЕМО-12', proceedings: 'criminal', instance: 'cassation' });
    await press(page, line('recording-486', 'readiness_higher'));
    await page.getByText(say('prepare.who', { office: words.office.service_organisation.kk })).waitFor();
    await line('recording-486', 'operated_by_service').waitFor();
    await line('criminal-k185', 'date_agreed_department').waitFor();
    expect(await line('recording-486', 'disc').count()).toBe(0);
  });

  test('K185-13: an administrative offence asks for a test session; its papers go to the specialist and the institution', async () => {
    const hearingId = await open({ caseNumber: 'ДЕМО-13', proceedings: 'administrative' });
    await press(page, line('criminal-k185', 'test_request'));
    await press(page, button(say('prepare.paper.write')));
    await page.getByLabel(say('prepare.paper.preview')).getByText('ДЕМО-13').first().waitFor();
    await typeInto(page, page.getByLabel(say('prepare.paper.number')), '13/1');
    await typeInto(page, page.getByLabel(/Кім қол қойды/u), 'Үлгі Хатшықызы');
    await choose(page, page.getByLabel(say('prepare.paper.way')), 'internal_system');
    await press(page, button(say('prepare.paper.finish')));
    await page.getByRole('link', { name: /PDF/ }).first().waitFor();
    expect((await hearingOf(secretary, hearingId)).papers[0]?.final?.number).toBe('13/1');
    expect(await line('civil-k7', 'application').count()).toBe(0);
  });

  test('afterwards: what is sealed and composed is seen to be done, remarks have their own term', async () => {
    const hearingId = await open({ caseNumber: 'ДЕМО-14', participants: [] });
    await secretary.do('hearing.open', { hearingId });
    await secretary.do('hearing.close', { hearingId });
    await page.getByRole('tab', { name: new RegExp(say('after.duties'), 'u') }).click();
    const sealed = page.getByRole('listitem').filter({ hasText: ruleText('recording-486', 'sealed') });
    await sealed.getByText(say('prepare.state.done')).waitFor({ timeout: 60_000 });
    await press(page, line('court-setting', 'protocol_signed'));
    await press(page, button(say('prepare.mark_done')));
    await page.getByRole('listitem').filter({ hasText: ruleText('court-setting', 'protocol_remarks') }).getByText(/дейін/u).waitFor();
  });

  test('a hearing that was never opened has a protocol: it says why', async () => {
    const hearingId = await open({ caseNumber: 'ДЕМО-15' });
    await secretary.do('hearing.postpone', { hearingId, reason: 'Судья ауырып қалды', nextAtMs: null });
    await page.getByText('Судья ауырып қалды').first().waitFor();
    await press(page, button(say('after.protocol.compose.short.kk')));
    await page.getByRole('link', { name: /DOCX/ }).waitFor();
    expect((await hearingOf(secretary, hearingId)).protocols).toHaveLength(1);
  });
});
