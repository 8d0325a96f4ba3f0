import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { Operator } from '#main/cli/demo/operator.ts';
import { addOpenHearing, hearingOf, startHall, stateBar, type Hall } from './fixture.ts';
import { shells } from './shells.ts';
import { say } from './texts.ts';

/** The court server dies in the middle of a hearing and comes back: nobody in the courtroom has to do anything. */
describe.each(shells)('the court server goes away, $name', (shell) => {
  let hall: Hall;
  let secretary: Operator;
  let desk: Page;
  let hearingId: string;

  beforeAll(async () => {
    hall = await startHall(shell);
    secretary = await hall.operator('secretary');
    hearingId = await addOpenHearing(secretary);
    desk = await hall.window('secretary');
  });
  afterAll(() => hall?.end());

  const bar = () => stateBar(desk);
  const server = (state: string) => bar().getByText(say(`statebar.server.${state}`)).waitFor({ timeout: 40_000 });
  const queue = async () => Number((await bar().locator('p', { hasText: say('statebar.queue') }).textContent())?.replace(/\D/g, ''));

  test('away: the bar says so, the queue grows, recording and marks go on', async () => {
    await server('connected');
    await hall.court.goAway();
    await server('unreachable');
    const before = await queue();
    for (const key of ['F1', 'F2', 'F3', 'F6', 'F7']) await desk.keyboard.press(key);
    await expect.poll(queue, { timeout: 20_000 }).toBeGreaterThanOrEqual(before + 5);
    expect((await hearingOf(secretary, hearingId)).marks.length).toBe(5);
    await bar().getByRole('status').getByText(say('statebar.state.recording'), { exact: true }).waitFor();
    expect(await desk.getByRole('alert').count()).toBe(0);
  });

  test('a whole hearing can be closed and sealed meanwhile', async () => {
    await secretary.do('hearing.addMark', { hearingId, markId: randomUUID(), template: 'note', text: 'серверсіз', pressedAgoMs: 0 });
    await secretary.do('hearing.close', { hearingId });
    await desk.getByRole('tab', { name: say('after.recording.sealed') }).waitFor({ timeout: 60_000 });
    expect(await queue()).toBeGreaterThan(0);
  });

  test('back: the queue drains by itself, down to the last receipt', async () => {
    await hall.court.comeBack();
    await server('connected');
    await expect.poll(queue, { timeout: 60_000 }).toBe(0);
    await desk.getByText(say('after.handed_over').split(':')[0] ?? '').waitFor();
    const { items } = await secretary.do('queue.list', { hearingId, limit: 1000 });
    expect(items.filter((i) => i.receipt?.sha256 !== i.sha256)).toEqual([]);
  });
});
