import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { Operator } from '#main/cli/demo/operator.ts';
import { factWords } from '#shared/domain/procedure/factWords.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { exampleSchedule } from '../fakes/schedule.ts';
import { choose, hearingOf, press, startHall, stateBar, tabTo, typeInto, type Hall } from './fixture.ts';
import { shells } from './shells.ts';
import { ruleText, say } from './texts.ts';

const run = promisify(execFile);
const minuteMs = 60_000;

const participants: Participant[] = [
  { id: 'here', name: 'Сынақбек Үлгіұлы', role: 'claimant', attendance: 'hall' },
  { id: 'phone', name: 'Образцова Проба Тестовна', role: 'defendant', attendance: 'own_device', petition: { petitionId: 'o-1', submittedAtMs: Date.now() - 9 * 86_400_000, attachments: [], codeWord: 'сұңқар' } },
  { id: 'far', name: 'Куәгер Мысалұлы', role: 'witness', attendance: 'court', place: { kind: 'court', name: 'Үлгі аудандық соты', address: 'Үлгі қ., 1' } },
];

/** A civil hearing with a party on a telephone and a witness in another court, from the ruling to the protocol (K7). */
describe.each(shells)('a civil day, $name', (shell) => {
  let hall: Hall;
  let page: Page;
  let secretary: Operator;
  let hearingId: string;

  beforeAll(async () => {
    hall = await startHall(shell);
    secretary = await hall.operator('secretary');
    ({ hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ startsAtMs: Date.now() + 45 * minuteMs, participants }) }));
    page = await hall.window('secretary', `#/hearing/${hearingId}`);
  });
  afterAll(() => hall?.end());

  const button = (name: string) => page.getByRole('button', { name });
  const line = (id: string) => button(ruleText('civil-k7', id)).first();
  const steps = async () => (await hearingOf(secretary, hearingId)).steps.map(({ step, participantId, outcome }) => [step, participantId, outcome]);

  test('K7-12: the ruling starts the term, the application is written, numbered and sent', async () => {
    await press(page, line('remote_ruling'));
    await press(page, button(say('prepare.mark_done')));
    await expect.poll(steps).toEqual([['civil-k7/remote_ruling', null, 'done']]);
    await press(page, line('application'));
    await press(page, button(say('prepare.paper.write')));
    const preview = page.getByLabel(say('prepare.paper.preview'));
    await preview.getByText('Үлгі аудандық соты').first().waitFor();
    await typeInto(page, page.getByLabel(say('prepare.paper.slot.organiser')), 'Ұйымдастырушы Үлгі, 8 (700) 000-00-00');
    await preview.getByText('8 (700) 000-00-00').waitFor();
    await typeInto(page, page.getByLabel(say('prepare.paper.number')), '7-12/1');
    await typeInto(page, page.getByLabel(/Кім қол қойды/u), 'Төраға Үлгіұлы');
    await choose(page, page.getByLabel(say('prepare.paper.way')), 'email');
    await press(page, button(say('prepare.paper.finish')));
    await page.getByRole('link', { name: /PDF/ }).first().waitFor();
    const [paper] = (await hearingOf(secretary, hearingId)).papers;
    expect(paper?.final).toMatchObject({ number: '7-12/1', signedBy: 'Төраға Үлгіұлы', way: 'email' });
    const pdf = paper?.final?.files.find(({ path }) => path.endsWith('.pdf'))?.path ?? '';
    const { stdout } = await run('pdftotext', ['-layout', join(hall.dataDir, 'recordings', hearingId, pdf), '-']);
    expect(stdout).toContain('Куәгер Мысалұлы');
  });

  test('K7-38: a slow telephone refuses its owner, until the judge goes on all the same, with a reason', async () => {
    await tabTo(page, page.getByRole('tab', { selected: true }));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await press(page, line('link_measured'));
    await typeInto(page, page.getByLabel(factWords['participant.bandwidthMbit'].kk), '0,6');
    await press(page, button(say('prepare.mark_done')));
    await page.getByText(ruleText('civil-k7', 'slow_link')).waitFor();
    await press(page, button(say('prepare.finding.override')));
    await page.keyboard.insertText('Үлгі Төрағаұлы');
    await typeInto(page, page.getByLabel(say('prepare.finding.reason')), 'Тараптар келісті');
    await press(page, button(say('prepare.finding.keep')));
    await page.getByText(say('prepare.finding.overridden', { by: 'Үлгі Төрағаұлы', reason: 'Тараптар келісті' })).waitFor();
    expect(await steps()).toContainEqual(['civil-k7/slow_link', 'phone', 'not_needed']);
  });

  test('CPC-281: while nobody has appeared nothing is recorded; when somebody has, the hearing opens', async () => {
    const appearance = button(ruleText('civil-code', 'appearance'));
    const note = async (appeared: 'yes' | 'no') => {
      await press(page, appearance);
      await choose(page, page.getByLabel(factWords['hearing.partyAppeared'].kk), appeared);
      await press(page, button(say('prepare.mark_done')));
    };
    await note('no');
    await press(page, button(say('connect.open')));
    await page.getByText(say('errors.hearing.nobody_appeared.what')).waitFor();
    expect((await hearingOf(secretary, hearingId)).sections).toEqual([]);
    await note('yes');
    await press(page, button(say('connect.open')));
    await stateBar(page).getByRole('status').getByText(say('statebar.state.recording'), { exact: true }).waitFor({ timeout: 60_000 });
  });

  test('K7-28-1: a measure of order is asked for once, and stands in the protocol with its clause and who it met', async () => {
    await press(page, button(say('insession.acts.order')));
    await choose(page, page.getByLabel(ruleText('civil-k7', 'order', 'who')), 'phone');
    const measure = page.getByLabel(ruleText('civil-k7', 'order', 'measure'), { exact: true });
    await choose(page, measure, (await measure.locator('option').nth(1).getAttribute('value')) ?? '');
    await press(page, button(say('insession.acts.keep')));
    await expect.poll(async () => (await steps()).at(-1)).toEqual(['civil-k7/order', null, 'done']);
  });

  test('K7-32: the protocol says of itself who took part from where', async () => {
    await secretary.do('hearing.close', { hearingId });
    const { text } = await secretary.do('protocol.preview', { hearingId, kind: 'short', language: 'kk' });
    expect(text).toMatch(/Образцова Проба Тестовна – /u);
    expect(text).toMatch(/32-тармақ/u);
    expect(text).toContain(ruleText('civil-k7', 'order'));
    const chronicle = (await secretary.do('protocol.preview', { hearingId, kind: 'chronicle', language: 'kk' })).text;
    for (const words of [ruleText('civil-k7', 'application'), ruleText('civil-k7', 'slow_link'), 'Тараптар келісті', '№ 7-12/1', 'Байланыс жылдамдығы: 0,6 Мбит/с', 'Тараптардың бірі келді: жоқ']) expect(chronicle).toContain(words);
  });

  test('nobody appeared, and it is postponed: no recording, and the protocol says why', async () => {
    const other = await secretary.do('schedule.add', { schedule: exampleSchedule({ caseNumber: 'ДЕМО-2', startsAtMs: Date.now() + 10 * minuteMs, participants: participants.slice(0, 1) }) });
    await secretary.do('procedure.recordStep', { hearingId: other.hearingId, step: 'civil-code/appearance', participantId: null, outcome: 'done', values: { 'hearing.partyAppeared': false } });
    await secretary.do('hearing.postpone', { hearingId: other.hearingId, reason: 'Тараптар келмеді', nextAtMs: null });
    const { text } = await secretary.do('protocol.preview', { hearingId: other.hearingId, kind: 'short', language: 'kk' });
    expect(text).toContain(ruleText('civil-code', 'nobody_appeared'));
  });
});
