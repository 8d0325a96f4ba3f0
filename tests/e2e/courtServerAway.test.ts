import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hearingOf, startInSession, stateBar, type InSession } from './fixture.ts';
import { shells } from './shells.ts';
import { say } from './texts.ts';

/** The court server dies in the middle of a hearing and comes back: nobody in the courtroom has to do anything. */
describe.each(shells)('the court server goes away, $name', (shell) => {
  let at: InSession;

  beforeAll(async () => { at = await startInSession(shell); });
  afterAll(() => at?.hall.end());

  const bar = () => stateBar(at.desk);
  const server = (state: string) => bar().getByText(say(`statebar.server.${state}`)).waitFor({ timeout: 40_000 });
  const queue = async () => Number((await bar().locator('p', { hasText: say('statebar.queue') }).textContent())?.replace(/\D/g, ''));

  test('away: the bar says so, the queue grows, recording and marks go on', async () => {
    await server('connected');
    await at.hall.court.goAway();
    await server('unreachable');
    const before = await queue();
    for (const key of ['F1', 'F2', 'F3', 'F6', 'F7']) await at.desk.keyboard.press(key);
    await expect.poll(queue, { timeout: 20_000 }).toBeGreaterThanOrEqual(before + 5);
    expect((await hearingOf(at.secretary, at.hearingId)).marks.length).toBe(5);
    await bar().getByRole('status').getByText(say('statebar.state.recording'), { exact: true }).waitFor();
    expect(await at.desk.getByRole('alert').count()).toBe(0);
  });

  test('a whole hearing can be closed and sealed meanwhile', async () => {
    await at.secretary.do('hearing.addMark', { hearingId: at.hearingId, markId: randomUUID(), template: 'note', text: 'серверсіз', pressedAgoMs: 0 });
    await at.secretary.do('hearing.close', { hearingId: at.hearingId });
    await at.desk.getByRole('tab', { name: say('after.recording.sealed') }).waitFor({ timeout: 60_000 });
    expect(await queue()).toBeGreaterThan(0);
  });

  test('back: the queue drains by itself, down to the last receipt', async () => {
    await at.hall.court.comeBack();
    await server('connected');
    await expect.poll(queue, { timeout: 60_000 }).toBe(0);
    await at.desk.getByText(say('after.handed_over').split(':')[0] ?? '').waitFor();
    const { items } = await at.secretary.do('queue.list', { hearingId: at.hearingId, limit: 1000 });
    expect(items.filter((i) => i.receipt?.sha256 !== i.sha256)).toEqual([]);
  });
});
