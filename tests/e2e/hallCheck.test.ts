import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { Operator } from '#main/cli/demo/operator.ts';
import { isTrial } from '#shared/domain/readiness/trialName.ts';
import { exampleSchedule } from '../fakes/schedule.ts';
import { hearingOf, press, startHall, stateBar, typeInto, type Hall } from './fixture.ts';
import { shells } from './shells.ts';
import { ruleText, say } from './texts.ts';

const hourMs = 3_600_000;
const signOff = ruleText('recording-486', 'readiness_first');

/** K336-7, K336-17: the hall is checked in earnest, and signed off by the office head. */
describe.each(shells)('the hall is checked, $name', (shell) => {
  let hall: Hall;
  let secretary: Operator;
  let hearingId: string;
  let desk: Page;
  let display: Page;

  beforeAll(async () => {
    hall = await startHall(shell);
    secretary = await hall.operator('secretary');
    ({ hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ startsAtMs: Date.now() + 3 * hourMs }) }));
    desk = await hall.window('secretary', `#/hearing/${hearingId}`);
    display = await hall.window('judge');
    await press(desk, desk.getByRole('button', { name: signOff }));
  });
  afterAll(() => hall?.end());

  const panel = () => desk.getByRole('region', { name: say('readiness.title') });
  const button = (key: string) => desk.getByRole('button', { name: say(key) });
  const item = (name: string) => panel().getByRole('listitem').filter({ hasText: name });
  const trials = async () => (await readdir(join(hall.dataDir, 'recordings'))).filter(isTrial);

  test('nobody signs what was not checked', async () => {
    await panel().getByText(say('readiness.never')).waitFor();
    await press(desk, button('prepare.mark_done'));
    await desk.getByText(say('errors.readiness.not_checked.what')).waitFor();
    expect((await hearingOf(secretary, hearingId)).steps).toEqual([]);
  });

  test('a test picture on the judge\'s display, for as long as it is wanted', async () => {
    await press(desk, button('readiness.pattern_on'));
    await display.getByRole('img', { name: say('readiness.pattern_title') }).waitFor();
    await press(desk, button('readiness.pattern_off'));
    await display.getByRole('img', { name: say('readiness.pattern_title') }).waitFor({ state: 'detached' });
  });

  test('every device is recorded and read back; what was measured is shown and kept', async () => {
    await desk.getByLabel(say('readiness.seen')).check();
    await press(desk, button('readiness.run'));
    for (const page of [desk, display]) {
      const said = page.getByRole('status').filter({ hasText: say('statebar.state.hall_check') });
      await said.getByText(say('statebar.hall_check_kept')).waitFor();
      expect(await said.evaluate((e) => getComputedStyle(e).backgroundColor)).not.toBe('rgb(168, 19, 27)');
    }
    await panel().getByText(say('readiness.ready')).waitFor({ timeout: 120_000 });
    for (const name of ['Камера 1 · зал', 'Камера 2 · тараптар', 'Куә', say('readiness.check.read_back'), say('readiness.check.network')]) await item(name).getByText(say('readiness.passed')).waitFor();
    await item(say('readiness.check.signing_key')).getByText(say('readiness.problem.not_set_up')).waitFor();
    const { readiness, incidents } = await hearingOf(secretary, hearingId);
    expect(readiness?.items.filter(({ outcome }) => outcome === 'passed').length).toBe((readiness?.items.length ?? 0) - 1);
    expect(incidents).toEqual([]);
    expect(await trials()).toEqual([]);
    await stateBar(desk).getByRole('status').getByText(say('statebar.state.not_recording'), { exact: true }).waitFor();
  });

  test('then it is signed off', async () => {
    await typeInto(desk, desk.getByLabel(say('prepare.done_by')), 'Үлгібаев Кеңсе');
    await press(desk, button('prepare.mark_done'));
    await desk.getByText('Үлгібаев Кеңсе', { exact: false }).first().waitFor();
    expect((await hearingOf(secretary, hearingId)).steps).toMatchObject([{ step: 'recording-486/readiness_first', outcome: 'done', doneBy: 'Үлгібаев Кеңсе' }]);
  });

  test('a camera that gives nothing is found, and is an incident; of what was recorded nothing is kept', async () => {
    const specialist = await hall.operator('specialist');
    const { hall: devices } = await specialist.do('settings.get', {});
    const cameras = devices.cameras.map((camera, i) => (i === 0 ? { ...camera, source: { type: 'rtsp' as const, url: 'rtsp://127.0.0.1:9/nobody' } } : camera));
    await specialist.do('settings.saveHall', { hall: { ...devices, cameras } });
    await press(desk, button('readiness.run'));
    await panel().getByText(say('readiness.failed', { number: 1 })).waitFor({ timeout: 120_000 });
    await item('Камера 1 · зал').getByText(say('readiness.problem.not_delivering')).waitFor();
    expect((await hearingOf(secretary, hearingId)).incidents).toMatchObject([{ subject: 'camera', deviceId: cameras[0]?.id, detectedBy: 'machine', resolved: null }]);
    expect(await trials()).toEqual([]);
  });

  test('a hearing that opens in the middle of a check is recorded, and the check says that it was ended', async () => {
    const check = secretary.do('readiness.check', { hearingId }).then(() => 'made', String);
    await desk.waitForTimeout(3000);
    await secretary.do('hearing.open', { hearingId });
    expect(await check).toContain('readiness.hall_busy');
    expect((await hearingOf(secretary, hearingId)).phase.name).toBe('in_session');
    await secretary.do('hearing.close', { hearingId });
  });
});
