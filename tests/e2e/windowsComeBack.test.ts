import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { clockOfCapture, longestStepMs } from '../helpers/captureClock.ts';
import { hearingOf, startInSession, type InSession } from './fixture.ts';
import { shells } from './shells.ts';
import { say } from './texts.ts';

/** A restarted capture leaves a hole of a second and more; a frame that a busy machine skipped, far less. */
const holeMs = 500;

/** Windows and the console itself break in the middle of a hearing; the record does not notice. */
describe.each(shells)('windows come back, $name', (shell) => {
  let at: InSession;
  let display: Page;

  beforeAll(async () => {
    at = await startInSession(shell);
    display = await at.hall.window('judge');
  });
  afterAll(() => at?.hall.end());

  const field = () => at.desk.getByLabel(say('insession.field.label'));
  const rows = () => at.desk.getByRole('list', { name: say('insession.marks') }).getByRole('listitem');
  const recording = (page: Page) => page.getByRole('status').getByText(say('statebar.state.recording'), { exact: true });
  const texts = async () => (await hearingOf(at.secretary, at.hearingId)).marks.map((m) => m.text);

  test('a reload in the middle of a word: signed in, same hearing, the word still there', async () => {
    await at.desk.keyboard.type('first');
    await at.desk.keyboard.press('Enter');
    await rows().filter({ hasText: 'first' }).waitFor();
    await at.desk.keyboard.type('half a wo');
    const typedAtMs = Date.now();
    await at.desk.waitForTimeout(1500);
    await at.desk.reload();
    await recording(at.desk).waitFor();
    await rows().filter({ hasText: 'first' }).waitFor();
    expect(await field().inputValue()).toBe('half a wo');
    await field().press('End');
    await at.desk.keyboard.type('rd');
    await at.desk.keyboard.press('Enter');
    await rows().filter({ hasText: 'half a word' }).waitFor();
    const mark = (await hearingOf(at.secretary, at.hearingId)).marks.at(-1);
    expect(Math.abs((mark?.atMs ?? 0) - typedAtMs)).toBeLessThan(700);
  });

  test.skipIf(shell.name === 'electron')('kill -9 of the console: every window says so, comes back signed in, and the mark made meanwhile is kept', async () => {
    await at.hall.shell.console?.kill9();
    const typedAtMs = Date.now();
    await at.desk.keyboard.type('meanwhile');
    await at.desk.keyboard.press('Enter');
    await at.desk.getByText(say('insession.pending.waiting')).waitFor();
    for (const page of [at.desk, display]) await page.getByText(say('statebar.danger.console_silent')).first().waitFor();
    await at.hall.shell.console?.startAgain();
    await rows().filter({ hasText: 'meanwhile' }).waitFor();
    for (const page of [at.desk, display]) await recording(page).waitFor();

    at.secretary = await at.hall.operator('secretary');
    await at.desk.keyboard.type('afterwards');
    await at.desk.keyboard.press('Enter');
    await rows().filter({ hasText: 'afterwards' }).waitFor();
    expect(await texts()).toEqual(['first', 'half a word', 'meanwhile', 'afterwards']);
    const meanwhile = (await hearingOf(at.secretary, at.hearingId)).marks.find((m) => m.text === 'meanwhile');
    expect(Math.abs((meanwhile?.atMs ?? 0) - typedAtMs)).toBeLessThan(700);
  });

  test('marks made before and after lie where they were made; the picture has no hole', async () => {
    await at.secretary.do('hearing.close', { hearingId: at.hearingId });
    await expect.poll(async () => (await hearingOf(at.secretary, at.hearingId)).phase.name, { timeout: 60_000 }).toMatch(/sealed|handed_over/);
    const hearing = await hearingOf(at.secretary, at.hearingId);
    expect(hearing.gaps).toEqual([]);
    const { dir } = await at.secretary.do('recording.info', { hearingId: at.hearingId });
    const frames = await clockOfCapture(join(dir, 'run-001', 'cam1'));
    expect(longestStepMs(frames)).toBeLessThan(holeMs);
    for (const { atMs, text } of hearing.marks) {
      const shown = frames.find((f) => f.clockMs >= atMs);
      expect(Math.abs((shown?.clockMs ?? 0) - atMs), text).toBeLessThan(200);
    }
  });
});
