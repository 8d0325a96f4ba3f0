import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromium, type Browser, type Page } from 'playwright-core';
import { examine } from '#main/cli/demo/report.ts';
import type { Operator } from '#main/cli/demo/operator.ts';
import { runToEnd } from '#main/process/runner.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { fileName, taken } from '#shared/domain/incident/pictures.ts';
import { manifestSchema } from '#shared/domain/manifest.ts';
import { words } from '#shared/domain/words.ts';
import { chromiumOptions } from '../helpers/chromium.ts';
import { readPictureClock } from '../helpers/pictureClock.ts';
import { hearingOf, press, startHall, stateBar, tabTo, typeInto, type Hall } from './fixture.ts';
import { shells } from './shells.ts';
import { say } from './texts.ts';

/** One hearing from the day's list to the receipts, without a mouse. Each step begins where the one before ended. */
describe.each(shells)('a whole hearing by keyboard, $name', (shell) => {
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
  const field = () => page.getByLabel(say('insession.field.label'));
  const rows = () => page.getByRole('list', { name: say('insession.marks') }).getByRole('listitem');
  const marks = async () => (await hearingOf(secretary, hearingId)).marks.map((m) => [m.template, m.text]);
  const state = (word: string) => stateBar(page).getByRole('status').getByText(word, { exact: true }).waitFor({ timeout: 60_000 });
  /** Through the numbered strip, as the hand that cannot leave the keyboard does it. */
  const openAction = async (action: string) => {
    await page.keyboard.press('ControlOrMeta+E');
    const offered = page.getByRole('group', { name: say('insession.actions') }).getByRole('button');
    const names = await offered.allTextContents();
    const place = names.findIndex((name) => name.replaceAll('\u00ad', '').endsWith(say(`insession.action.${action}.button`)));
    await page.keyboard.press(`Digit${place + 1}`);
    await page.getByRole('form', { name: say(`insession.action.${action}.title`) }).waitFor();
  };

  test('day, connect, open', async () => {
    await press(page, button(say('day.step.fetch.do')));
    await press(page, button(say('day.step.connect.do')));
    const tab = page.getByRole('tab').filter({ hasText: say('prepare.connect_tab') });
    if ((await tab.getAttribute('aria-selected')) !== 'true') { // at night the hearing is hours away, and preparation lies on top
      await tabTo(page, page.getByRole('tab').first());
      await page.keyboard.press('ArrowRight');
    }
    await press(page, button(say('connect.connect')));
    await page.locator('video[data-live=true]').first().waitFor();
    await press(page, button(say('connect.open')));
    await state(say('statebar.state.recording'));
    hearingId = (await page.evaluate(() => location.hash)).split('/').at(-1) ?? '';
    expect(await field().evaluate((e) => e === document.activeElement)).toBe(true);
  });

  test('marks: a key, a strip and a digit, free text, text before the key', async () => {
    await page.keyboard.press('F1');
    await page.keyboard.press('F4');
    await page.getByRole('region', { name: words.strip.other_person.kk }).waitFor();
    await page.keyboard.press('Digit3');
    await page.keyboard.press('F5');
    await page.getByRole('region', { name: words.strip.stage.kk }).waitFor();
    await page.keyboard.press('Digit1');
    await page.keyboard.press('F6');
    await page.waitForTimeout(60); // no hand is quicker from a key to the letters
    await page.keyboard.type('Іс материалдарының 12-парағы');
    await page.keyboard.press('Enter');
    await page.keyboard.type('сараптама тағайындау туралы');
    await page.keyboard.press('F8');
    await expect.poll(marks).toEqual([
      ['judge', ''], ['witness', ''], ['stage_opening', ''], ['evidence', ''], ['note', 'Іс материалдарының 12-парағы'], ['motion', 'сараптама тағайындау туралы'],
    ]);
    await expect.poll(() => rows().count()).toBe(6);
    expect(await field().inputValue()).toBe('');
  });

  test('the last mark is edited, and what it was stays to be seen', async () => {
    await page.keyboard.press('ArrowUp');
    const text = page.getByLabel(say('insession.edit.text'), { exact: true });
    expect(await text.inputValue()).toBe('сараптама тағайындау туралы');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('қосымша сараптама тағайындау туралы');
    await page.keyboard.press('Enter');
    const row = rows().filter({ hasText: 'қосымша сараптама' });
    await row.waitFor();
    await tabTo(page, page.getByRole('list', { name: say('insession.marks') }));
    await page.keyboard.press('End');
    await press(page, row.getByRole('button', { name: say('insession.mark.edited_one', { count: 1 }) }));
    await row.getByText('Өтінішхат: сараптама тағайындау туралы').waitFor();
    await tabTo(page, field());
  });

  test('the last mark is withdrawn, and stays on record', async () => {
    await page.keyboard.type('қате');
    await page.keyboard.press('F10');
    await rows().filter({ hasText: 'қате' }).waitFor();
    await page.keyboard.press('ControlOrMeta+Z');
    await rows().filter({ hasText: 'қате' }).getByText(say('insession.mark.withdrawn')).waitFor();
    expect((await hearingOf(secretary, hearingId)).marks.at(-1)?.withdrawn).not.toBeNull();
  });

  test('recess and back', async () => {
    await openAction('recess');
    await page.keyboard.type('Түскі үзіліс');
    await page.keyboard.press('Enter');
    await state(say('statebar.state.recess'));
    await page.waitForTimeout(1500);
    await openAction('resume');
    await page.keyboard.press('Enter');
    await state(say('statebar.state.recording'));
  });

  test('an incident, a technical break, an act written, edited and made final', async () => {
    const dock = page.getByRole('complementary', { name: say('incidents.title') });
    await page.keyboard.press('F11');
    const what = dock.getByLabel(say('incidents.what'));
    expect(await what.evaluate((e) => e === document.activeElement)).toBe(true);
    await page.keyboard.press('Home');
    for (let steps = 0; (await what.inputValue()) !== 'videoconference' && steps < 10; steps++) await page.keyboard.press('ArrowDown');
    await typeInto(page, dock.getByRole('form', { name: say('incidents.new') }).getByLabel(say('incidents.note')), 'Қашықтағы қатысушымен байланыс үзілді');
    await press(page, dock.getByRole('button', { name: say('incidents.do_open') }));
    await dock.getByRole('article').filter({ hasText: words.incidentSubject.videoconference.kk }).waitFor();
    const shown = dock.getByRole('list', { name: say('incidents.pictures.title') });
    await shown.getByText(words.pictureProblem.no_windows.kk).waitFor();
    await expect.poll(() => shown.getByRole('img').evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth))).toEqual([640, 640]);

    await openAction('technicalBreak');
    await page.keyboard.type('Байланыс үзілді');
    await page.keyboard.press('Enter');
    await state(say('statebar.state.technical_break'));
    expect(await stateBar(page).textContent()).toContain(say('statebar.still_recorded'));
    await typeInto(page, dock.getByLabel(say('incidents.how')), 'Сеанс қайта қосылды');
    await page.keyboard.press('Enter');
    await openAction('resume');
    await page.keyboard.press('Enter');
    await state(say('statebar.state.recording'));

    await press(page, dock.getByRole('button', { name: say('incidents.act.compose_kk') }));
    const act = dock.getByLabel(say('incidents.act.text'));
    const composed = await act.inputValue();
    expect(composed).toContain('Қашықтағы қатысушымен байланыс үзілді');
    for (const { file } of pictures(await hearingOf(secretary, hearingId))) expect(composed).toContain(`${fileName(file)}, SHA-256 ${file.sha256}`);
    await tabTo(page, act);
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('\nҚосымша: хабарланды.');
    await press(page, dock.getByRole('button', { name: say('incidents.act.save') }));
    await press(page, dock.getByRole('button', { name: say('incidents.act.finalise') }));
    await dock.getByRole('link', { name: /\.pdf$/ }).waitFor();
    await page.keyboard.press('Escape');
  });

  test('closed, sealed, sent: the receipts are on the screen', async () => {
    await openAction('close');
    await page.keyboard.press('Enter');
    await state(say('statebar.state.closed'));
    const handedOver = page.getByText(say('after.handed_over').split(':')[0] ?? '');
    await handedOver.waitFor({ timeout: 90_000 });
    const sending = page.getByRole('tab', { name: say('after.sending.name') });
    await tabTo(page, page.getByRole('tab').first());
    for (let steps = 0; steps < 3; steps++) await page.keyboard.press('ArrowRight');
    expect(await sending.getAttribute('aria-selected')).toBe('true');
    const receipt = say('after.sending.receipt').split(' ')[0] ?? '';
    await sending.filter({ hasText: say('after.sending.all_sent') }).waitFor();
    expect(await page.getByRole('tabpanel').getByText(receipt).count()).toBeGreaterThan(30);
  });

  test('on both disks: marks, act, protocol, manifest, media with the same bytes', async () => {
    const hearing = await hearingOf(secretary, hearingId);
    const report = await examine(secretary, hearing, hall.court.dataDir);
    expect(report.problems).toEqual([]);
    expect(report.sections.map((s) => [s.kind, s.recorded])).toEqual([
      ['in_session', true], ['recess', false], ['in_session', true], ['technical_break', true], ['in_session', true],
    ]);
    expect(hearing.gaps).toEqual([]);
    expect(hearing.acts[0]?.text).toContain('Қосымша: хабарланды.');
    const protocol = await pdfText(report.protocol);
    for (const text of ['Іс материалдарының 12-парағы', 'қосымша сараптама тағайындау туралы', 'Түскі үзіліс']) expect(protocol).toContain(text);
    expect(await pdfText(report.acts)).toContain('Қосымша: хабарланды.');
  });

  test('the pictures of the incident show the hall as it was recorded then, and are sealed', async () => {
    const hearing = await hearingOf(secretary, hearingId);
    const dir = join(hall.dataDir, 'recordings', hearingId);
    const { documents } = manifestSchema.parse(JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8')));
    const openedAtMs = hearing.incidents[0]?.openedAtMs ?? 0;
    expect(pictures(hearing)).toHaveLength(2);
    for (const { file, atMs } of pictures(hearing)) {
      expect(documents).toContainEqual(file);
      const [{ clockMs } = { clockMs: null }] = await readPictureClock(join(dir, file.path));
      expect(atMs).toBeLessThanOrEqual(openedAtMs);
      expect(Math.abs((clockMs ?? 0) - atMs)).toBeLessThan(1000);
    }
  });

  test('the court server shows the marks and plays the recording', async () => {
    const hearing = await hearingOf(secretary, hearingId);
    const browser = await chromium.launch(chromiumOptions);
    try {
      await lookAtCourtServer(browser, hall.court.signInUrl, hearing);
    } finally {
      await browser.close();
    }
  });
});

const pictures = (hearing: Hearing) => hearing.incidents.flatMap((incident) => taken(incident.pictures));

async function pdfText(files: string[]): Promise<string> {
  const pdf = files.find((file) => file.endsWith('.pdf')) ?? '';
  const done = await runToEnd('pdftotext', ['-layout', pdf, '-'], { timeoutMs: 20_000 });
  if (!done.ok) throw new Error(done.error.detail);
  return done.value.stdout.toString().replace(/\s+/g, ' ');
}

async function lookAtCourtServer(browser: Browser, signInUrl: string, hearing: Hearing): Promise<void> {
  const page = await browser.newPage();
  await page.goto(signInUrl);
  await page.goto(new URL(`/hearings/${hearing.hearingId}`, signInUrl).href);
  const marks = page.locator('.marks-card');
  for (const { text } of hearing.marks.filter((m) => m.text !== '' && m.withdrawn === null)) expect(await marks.textContent()).toContain(text);
  const picture = await page.locator('.documents a', { hasText: '-camera-' }).first().getAttribute('href');
  const answer = await page.request.get(new URL(picture ?? '', signInUrl).href);
  expect([answer.headers()['content-type'], (await answer.body()).subarray(0, 2).toString('hex')]).toEqual(['image/jpeg', 'ffd8']);
  await page.locator('.player').waitFor({ timeout: 60_000 });
  await page.locator('button.mark').first().click();
  const video = page.locator('figure video').first();
  await expect.poll(() => video.evaluate((v: HTMLVideoElement) => v.currentTime), { timeout: 30_000 }).toBeGreaterThan(1);
  expect(await video.evaluate((v: HTMLVideoElement) => v.paused)).toBe(false);
}
