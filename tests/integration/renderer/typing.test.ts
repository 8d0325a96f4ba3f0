import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startFakeConsole, type FakeConsole } from '../../fakes/fakeConsole.ts';
import { say } from '../../e2e/texts.ts';
import { buildRenderer, type BuiltRenderer } from './builtRenderer.ts';

/** What a person types goes where it belongs and is never lost: the built renderer in Chromium, in front of a console in memory. */
describe('what is typed', () => {
  let built: BuiltRenderer;
  let fake: FakeConsole;
  let page: Page;
  let liveId: string;

  beforeAll(async () => { built = await buildRenderer(); });
  afterAll(() => built.remove());
  beforeEach(async () => {
    fake = await startFakeConsole({ rendererDir: built.dir });
    page = await built.browser.newPage({ viewport: { width: 1366, height: 768 } });
    liveId = inPhase('in_session').hearingId;
    await page.goto(`${fake.url}/#/hearing/${liveId}`);
    await page.getByRole('button', { name: 'Сот отырысының хатшысы' }).click();
    await field().waitFor();
  });
  afterEach(async () => {
    await page.close();
    await fake.close();
  });

  const secretary = { userId: 'u', name: 'n', role: 'secretary' } as const;
  const hearing = (id: string) => {
    const found = fake.state.memory.hearings.get(id);
    if (!found) throw new Error('no such hearing');
    return found;
  };
  const inPhase = (name: string) => {
    const found = [...fake.state.memory.hearings.values()].find((h) => h.phase.name === name);
    if (!found) throw new Error(`the fake day has a hearing in phase ${name}`);
    return found;
  };
  const field = () => page.getByLabel(say('insession.field.label'));
  const actionPanel = (action: string) => page.getByRole('form', { name: say(`insession.action.${action}.title`) });
  const dock = () => page.getByRole('complementary', { name: say('incidents.title') });
  const newNote = () => dock().getByRole('form', { name: say('incidents.new') }).getByLabel(say('incidents.note'));
  const lookAt = (id: string) => page.evaluate((h) => { location.hash = h; }, `#/hearing/${id}`);
  const arm = async () => {
    await page.keyboard.press('Control+E');
    await page.locator('[data-numbered=true]').waitFor();
  };
  /** A key as the Kazakh layout sends it: the place of a digit, a letter on it. */
  const kazakhKey = async (code: string, letter: string) => {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', code, key: letter, text: letter });
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', code, key: letter });
    await cdp.detach();
  };

  it('after a click into the text is text, though the actions were numbered before', async () => {
    await arm();
    await field().click();
    await page.keyboard.insertText('ку');
    await kazakhKey('Digit2', 'ә');
    await page.keyboard.press('Space');
    expect(await field().inputValue()).toBe('куә ');
    expect(await actionPanel('deliberate').count()).toBe(0);
    expect(hearing(liveId).phase.name).toBe('in_session');
  });

  it('after a mark key or a letter chooses no action', async () => {
    await arm();
    await page.keyboard.press('F4');
    await page.keyboard.press('Escape');
    await kazakhKey('Digit2', 'ә');
    await arm();
    await kazakhKey('KeyR', 'к');
    await kazakhKey('Digit3', 'і');
    expect(await field().inputValue()).toBe('әкі');
    expect(await page.locator('[data-numbered=true]').count()).toBe(0);
  });

  it('into a panel without a field carries nothing out but with Enter', async () => {
    await arm();
    await page.keyboard.press('Digit2');
    await actionPanel('deliberate').waitFor();
    await page.keyboard.press('Space');
    await kazakhKey('KeyK', 'л');
    expect(await field().inputValue()).toBe('л');
    expect(hearing(liveId).phase.name).toBe('in_session');
    await arm();
    await page.keyboard.press('Digit2');
    await page.keyboard.press('Enter');
    await expect.poll(() => hearing(liveId).phase.name).toBe('deliberation');
  });

  it('after a click on a button goes into the text', async () => {
    const listen = page.getByRole('button', { name: say('insession.mark.listen', { time: '00:04:40' }) });
    await listen.click();
    expect(await listen.evaluate((e) => e === document.activeElement)).toBe(true);
    await kazakhKey('KeyR', 'к');
    await kazakhKey('KeyE', 'у');
    await page.keyboard.press('Space');
    expect(await field().inputValue()).toBe('ку ');
  });

  it('and not kept when the hearing is closed becomes a mark first', async () => {
    await page.keyboard.type('соңғы сөз');
    await arm();
    const names = await page.getByRole('group', { name: say('insession.actions') }).getByRole('button').allTextContents();
    await page.keyboard.press(`Digit${names.findIndex((name) => name.replaceAll('\u00ad', '').endsWith(say('insession.action.close.button'))) + 1}`);
    await actionPanel('close').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => hearing(liveId).phase.name).toBe('closed');
    expect(hearing(liveId).marks.at(-1)).toMatchObject({ template: 'note', text: 'соңғы сөз' });
  });

  it('and not kept when somebody else closes the hearing is shown afterwards and can be kept', async () => {
    await page.keyboard.type('жарты сөз');
    fake.state.memory.execute(liveId, { type: 'close' }, secretary);
    const left = page.getByLabel(say('insession.left.label'));
    expect(await left.inputValue()).toBe('жарты сөз');
    await page.getByRole('button', { name: say('insession.left.keep') }).click();
    await left.waitFor({ state: 'detached' });
    expect(hearing(liveId).marks.at(-1)).toMatchObject({ text: 'жарты сөз' });
  });

  it('of a new incident outlives Escape', async () => {
    await page.keyboard.press('F11');
    await newNote().fill('кабель');
    await page.keyboard.press('Escape');
    await dock().waitFor({ state: 'detached' });
    await page.keyboard.press('F11');
    expect(await newNote().inputValue()).toBe('кабель');
  });

  it('of a fault goes to the hearing in the hall while another one is looked at', async () => {
    const old = inPhase('sealed');
    await lookAt(old.hearingId);
    await page.getByRole('tab').first().waitFor();
    await page.keyboard.press('F11');
    await newNote().fill('камера');
    await dock().getByText(hearing(liveId).schedule.caseNumber).waitFor();
    await dock().getByText(old.schedule.caseNumber).waitFor();
    await dock().getByRole('button', { name: say('incidents.do_open') }).click();
    await expect.poll(() => hearing(liveId).incidents.map((i) => i.note)).toEqual(['камера']);
    expect(hearing(old.hearingId).incidents).toHaveLength(1);
    await expect.poll(() => newNote().inputValue()).toBe('');
  });

  it('into an act stays when its incident is resolved, when the panel is closed, and in every place where it is edited', async () => {
    const incidentId = '018f0000-0000-7000-8000-000000000009';
    const actId = '018f0000-0000-7000-8000-000000000008';
    const run = (command: Parameters<typeof fake.state.memory.execute>[1]) => fake.state.memory.execute(liveId, command, secretary);
    run({ type: 'openIncident', incidentId, startedAtMs: Date.now(), subject: 'camera', deviceId: null, detectedBy: 'person', note: '', evidence: [] });
    run({ type: 'composeAct', actId, incidentId, language: 'kk', text: 'Акт', signatories: [], clause: 'K7-18' });
    await page.keyboard.press('F11');
    const act = () => page.getByLabel(say('incidents.act.text'));
    await act().fill('Акт, толықтырылды');
    run({ type: 'resolveIncident', incidentId, how: 'ауыстырылды' });
    await dock().getByText('ауыстырылды').waitFor();
    expect(await act().inputValue()).toBe('Акт, толықтырылды');
    await page.keyboard.press('Escape');
    run({ type: 'close' });
    const acts = page.getByRole('tab', { name: say('after.acts.name') });
    await acts.click();
    expect(await act().inputValue()).toBe('Акт, толықтырылды');
    await acts.press('ArrowRight');
    await act().waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('button', { name: say('incidents.act.finalise') }).click();
    await expect.poll(() => hearing(liveId).acts[0]).toMatchObject({ text: 'Акт, толықтырылды', final: { files: expect.anything() } });
  });

  it('as a date needs no dot', async () => {
    await page.evaluate(() => { location.hash = '#/day'; });
    const date = page.getByLabel(say('day.date'));
    await date.fill('');
    await date.focus();
    for (const [code, letter] of [['Digit0', 'һ'], ['Digit3', 'і'], ['Digit1', '"'], ['Digit1', '"'], ['Digit2', 'ә'], ['Digit0', 'һ'], ['Digit2', 'ә'], ['Digit6', ',']] as const) await kazakhKey(code, letter);
    expect(await date.inputValue()).toBe('03.11.2026');
  });
});
