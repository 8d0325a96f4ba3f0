import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { Operator } from '#main/cli/demo/operator.ts';
import { words } from '#shared/domain/words.ts';
import { addOpenHearing, hearingOf, startHall, type Hall } from './fixture.ts';
import { shells } from './shells.ts';
import { say } from './texts.ts';

/** UTC ms of this time of the present day in the hall, which is UTC+5. */
const todayAt = (time: string): number => Date.parse(`${new Date(Date.now() + 5 * 3_600_000).toISOString().slice(0, 10)}T${time}:00+05:00`);

/** What the presiding judge sees while the secretary works; the judge's window can do nothing. */
describe.each(shells)("the judge's window, $name", (shell) => {
  let hall: Hall;
  let secretary: Operator;
  let judge: Page;
  let hearingId: string;

  beforeAll(async () => {
    hall = await startHall(shell);
    secretary = await hall.operator('secretary');
    judge = await hall.window('judge');
  });
  afterAll(() => hall?.end());

  const state = () => judge.locator('header').getByRole('status');
  const notices = () => judge.locator('footer');

  test('says that there is no hearing, then that it is being recorded, and for how long', async () => {
    await judge.getByText(say('judge.no_hearing')).waitFor();
    expect(await state().textContent()).toBe(say('statebar.state.not_recording'));
    hearingId = await addOpenHearing(secretary);
    await state().getByText(say('statebar.state.recording')).waitFor();
    const elapsed = judge.getByLabel(say('statebar.length'));
    const before = await elapsed.textContent();
    expect(before).toMatch(/^00:00:\d\d$/);
    await expect.poll(() => elapsed.textContent(), { timeout: 5000 }).not.toBe(before);
    expect(await judge.getByText(say('judge.demo')).isVisible()).toBe(true);
  });

  test('shows live pictures and the name of whose microphone speaks', async () => {
    await judge.locator('video[data-live=true]').nth(1).waitFor();
    await judge.getByText(new RegExp(`^(Төрағалық етуші|Талап қоюшы|Жауапкер|Куә)${say('judge.speaks')}$`)).waitFor({ timeout: 20_000 });
  });

  test('a fault with its expected restoration, a technical break with its reason', async () => {
    const incidentId = randomUUID();
    await secretary.do('incident.open', { hearingId, incidentId, subject: 'videoconference', deviceId: null, note: '' });
    await notices().getByText(say('judge.incident', { what: words.incidentSubject.videoconference.kk })).waitFor();
    await secretary.do('hearing.technicalBreak', { hearingId, reason: 'Қатысушымен байланыс үзілді' });
    await state().getByText(say('statebar.state.technical_break')).waitFor();
    await state().getByText(say('statebar.still_recorded')).waitFor();
    await notices().getByText('Қатысушымен байланыс үзілді').waitFor();
    await secretary.do('incident.update', { hearingId, incidentId, note: '', expectedRestorationMs: todayAt('13:30') });
    await notices().getByText(say('judge.restoration', { time: '13:30' })).waitFor();
    await secretary.do('incident.resolve', { hearingId, incidentId, how: 'қайта қосылды' });
    await secretary.do('hearing.resume', { hearingId });
    await state().getByText(say('statebar.state.recording')).waitFor();
    await expect.poll(() => notices().textContent()).toBe('');
  });

  test('a recess with its reason; cameras are off, which is no fault', async () => {
    await secretary.do('hearing.recess', { hearingId, reason: 'Түскі үзіліс' });
    await state().getByText(say('statebar.state.recess')).waitFor();
    await state().getByText(say('statebar.microphones_off')).waitFor();
    await notices().getByText('Түскі үзіліс').waitFor();
    await judge.getByText(say('insession.picture.off_recess')).first().waitFor();
    expect(await judge.getByText(say('insession.picture.lost')).count()).toBe(0);
  });

  test('there is nothing on it to press, and no key does anything', async () => {
    await expect.poll(async () => (await hearingOf(secretary, hearingId)).incidents.every(({ pictures }) => pictures !== null), { timeout: 30_000 }).toBe(true); // an event of their own
    expect(await judge.locator('button, a, input, select, textarea, [role=button], [tabindex]:not([tabindex="-1"])').count()).toBe(0);
    const before = (await secretary.do('hearing.get', { hearingId })).seq;
    for (const key of ['F1', 'F6', 'F9', 'Enter', 'ControlOrMeta+E', 'Digit1', 'Enter', 'F11', 'ControlOrMeta+Z']) await judge.keyboard.press(key);
    await judge.waitForTimeout(500);
    expect((await secretary.do('hearing.get', { hearingId })).seq).toBe(before);
  });

  test.skipIf(shell.name === 'electron')('its own connection is refused every command of a hearing', async () => {
    const answers = await judge.evaluate(callsAsSignedIn, [
      ['hearing.resume', { hearingId }],
      ['hearing.close', { hearingId }],
      ['hearing.addMark', { hearingId, markId: randomUUID(), template: 'note', text: 'x', pressedAgoMs: 0 }],
      ['incident.open', { hearingId, incidentId: randomUUID(), subject: 'other', deviceId: null, note: '' }],
      ['settings.saveCourtServer', { courtServer: null }],
      ['hearing.get', { hearingId }],
    ] as [string, object][]);
    expect(answers).toEqual([...Array.from({ length: 5 }, () => 'auth.forbidden'), 'ok']);
  });
});

/** Runs in the page: the window's own token over the page's own origin, and what the console says to each call. */
async function callsAsSignedIn(calls: [string, object][]): Promise<string[]> {
  const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/ws`);
  await new Promise((resolve) => { socket.onopen = resolve; });
  const ask = (id: number, name: string, input: object) => new Promise<string>((resolve) => {
    socket.addEventListener('message', ({ data }) => {
      const answer = JSON.parse(String(data)) as { k: string; id: number; error?: { code: string } };
      if (answer.id === id) resolve(answer.error?.code ?? answer.k);
    });
    socket.send(JSON.stringify({ k: 'call', id, name, input: { commandId: crypto.randomUUID(), ...input } }));
  });
  await ask(0, 'session.resume', { token: sessionStorage.getItem('token') });
  const answers: string[] = [];
  for (const [n, [name, input]] of calls.entries()) answers.push(await ask(n + 1, name, input));
  socket.close();
  return answers;
}
