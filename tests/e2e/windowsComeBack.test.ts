import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { Operator } from '#main/cli/demo/operator.ts';
import { clockOfCapture, longestStepMs } from '../helpers/captureClock.ts';
import { addOpenHearing, hearingOf, startHall, type Hall } from './fixture.ts';
import { shells } from './shells.ts';
import { say } from './texts.ts';

/** A restarted capture leaves a hole of a second and more; a frame that a busy machine skipped, far less. */
const holeMs = 500;

/** Windows and the console itself break in the middle of a hearing; the record does not notice. */
describe.each(shells)('windows come back, $name', (shell) => {
  let hall: Hall;
  let secretary: Operator;
  let desk: Page;
  let display: Page;
  let hearingId: string;

  beforeAll(async () => {
    hall = await startHall(shell);
    secretary = await hall.operator('secretary');
    hearingId = await addOpenHearing(secretary);
    desk = await hall.window('secretary');
    display = await hall.window('judge');
  });
  afterAll(() => hall?.end());

  const field = () => desk.getByLabel(say('insession.field.label'));
  const rows = () => desk.getByRole('list', { name: say('insession.marks') }).getByRole('listitem');
  const recording = (page: Page) => page.getByRole('status').getByText(say('statebar.state.recording'), { exact: true });
  const texts = async () => (await hearingOf(secretary, hearingId)).marks.map((m) => m.text);

  test('a reload in the middle of a word: signed in, same hearing, the word still there', async () => {
    await desk.keyboard.type('first');
    await desk.keyboard.press('Enter');
    await rows().filter({ hasText: 'first' }).waitFor();
    await desk.keyboard.type('half a wo');
    const typedAtMs = Date.now();
    await desk.waitForTimeout(1500);
    await desk.reload();
    await recording(desk).waitFor();
    await rows().filter({ hasText: 'first' }).waitFor();
    expect(await field().inputValue()).toBe('half a wo');
    await field().press('End');
    await desk.keyboard.type('rd');
    await desk.keyboard.press('Enter');
    await rows().filter({ hasText: 'half a word' }).waitFor();
    const mark = (await hearingOf(secretary, hearingId)).marks.at(-1);
    expect(Math.abs((mark?.atMs ?? 0) - typedAtMs)).toBeLessThan(700);
  });

  test.skipIf(shell.name === 'electron')('kill -9 of the console: every window says so, comes back signed in, and the mark made meanwhile is kept', async () => {
    await hall.shell.console?.kill9();
    const typedAtMs = Date.now();
    await desk.keyboard.type('meanwhile');
    await desk.keyboard.press('Enter');
    await desk.getByText(say('insession.pending.waiting')).waitFor();
    for (const page of [desk, display]) await page.getByText(say('statebar.danger.console_silent')).first().waitFor();
    await hall.shell.console?.startAgain();
    await rows().filter({ hasText: 'meanwhile' }).waitFor();
    for (const page of [desk, display]) await recording(page).waitFor();

    secretary = await hall.operator('secretary');
    await desk.keyboard.type('afterwards');
    await desk.keyboard.press('Enter');
    await rows().filter({ hasText: 'afterwards' }).waitFor();
    expect(await texts()).toEqual(['first', 'half a word', 'meanwhile', 'afterwards']);
    const meanwhile = (await hearingOf(secretary, hearingId)).marks.find((m) => m.text === 'meanwhile');
    expect(Math.abs((meanwhile?.atMs ?? 0) - typedAtMs)).toBeLessThan(700);
  });

  test('marks made before and after lie where they were made; the picture has no hole', async () => {
    await secretary.do('hearing.close', { hearingId });
    await expect.poll(async () => (await hearingOf(secretary, hearingId)).phase.name, { timeout: 60_000 }).toMatch(/sealed|handed_over/);
    const hearing = await hearingOf(secretary, hearingId);
    expect(hearing.gaps).toEqual([]);
    const { dir } = await secretary.do('recording.info', { hearingId });
    const frames = await clockOfCapture(join(dir, 'run-001', 'cam1'));
    expect(longestStepMs(frames)).toBeLessThan(holeMs);
    for (const { atMs, text } of hearing.marks) {
      const shown = frames.find((f) => f.clockMs >= atMs);
      expect(Math.abs((shown?.clockMs ?? 0) - atMs), text).toBeLessThan(200);
    }
  });
});
