import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { words } from '#shared/domain/words.ts';
import { press, signIn, startHall, typeInto, type Hall } from './fixture.ts';
import { shells } from './shells.ts';
import { say } from './texts.ts';

const button = (page: Page, key: string) => page.getByRole('button', { name: say(key) });

describe.each(shells)('first start, $name: the demonstration hall', (shell) => {
  let hall: Hall;
  beforeAll(async () => { hall = await startHall(shell, { setUp: false }); });
  afterAll(() => hall?.end());

  test('one button, a role without a password, and the day with its hearings is there', async () => {
    const page = await hall.emptyWindow();
    await page.getByRole('heading', { name: say('wizard.welcome') }).waitFor();
    await press(page, button(page, 'wizard.demo_do'));
    await signIn(page, 'secretary');
    await page.getByText(say('day.next_step'), { exact: true }).waitFor();
    await press(page, button(page, 'day.step.fetch.do'));
    await page.getByRole('list', { name: say('day.hearings') }).getByRole('link').first().waitFor();
    expect(await page.getByRole('list', { name: say('day.hearings') }).getByRole('link').count()).toBe(8);
    expect(await button(page, 'day.step.connect.do').isVisible()).toBe(true);
    await page.getByText(say('statebar.server.connected')).first().waitFor();
  });
});

describe.each(shells)('first start, $name: a real hall', (shell) => {
  let hall: Hall;
  let page: Page;
  beforeAll(async () => {
    hall = await startHall(shell, { setUp: false });
    page = await hall.emptyWindow();
  });
  afterAll(() => hall?.end());

  const next = () => press(page, button(page, 'common.next'));
  const step = (key: string) => page.getByRole('heading', { name: say(key) }).waitFor();
  const person = (name: string) => page.getByLabel(say(`settings.person.${name}`), { exact: true });

  test('nothing is taken over that is not complete, and the field says why', async () => {
    await press(page, button(page, 'wizard.real_do'));
    await step('wizard.title.hall');
    await next();
    await page.getByText(say('settings.problem.court')).waitFor();
  });

  test('three steps by keyboard: devices by their addresses, administrator, no court server', async () => {
    await typeInto(page, page.getByLabel(say('settings.court'), { exact: true }), 'Үлгі аудандық соты');
    await typeInto(page, page.getByLabel(say('settings.hall_name')), '№ 3 зал');
    const panels = { camera: page.getByRole('region', { name: /^Камералар/ }), microphone: page.getByRole('region', { name: /^Микрофондар/ }) };
    await typeInto(page, panels.camera.getByLabel(say('settings.rtsp')), 'http://not-a-camera');
    await panels.camera.getByText(say('settings.rtsp_problem')).waitFor();
    await typeInto(page, panels.camera.getByLabel(say('settings.rtsp')), 'rtsp://127.0.0.1:8554/judge');
    await press(page, panels.camera.getByRole('button', { name: say('common.add'), exact: true }));
    await typeInto(page, panels.microphone.getByLabel(say('settings.rtsp')), 'rtsp://127.0.0.1:8554/sound');
    await press(page, panels.microphone.getByRole('button', { name: say('common.add'), exact: true }));
    await next();

    await step('wizard.title.administrator');
    await typeInto(page, person('name'), 'Бапталған Әкімші');
    await typeInto(page, person('login'), 'akimshi');
    await typeInto(page, person('password'), 'ұзақ құпия сөз');
    await typeInto(page, person('again'), 'басқа құпия сөз');
    await next();
    await page.getByText(say('settings.person_problem.again')).waitFor();
    await typeInto(page, person('again'), 'ұзақ құпия сөз');
    await next();

    await step('wizard.title.server');
    await press(page, button(page, 'wizard.without_server'));
    await page.getByRole('navigation').waitFor();
    expect(await page.getByRole('navigation').textContent()).toContain('Бапталған Әкімші');
    await page.getByText(say('statebar.server.not_configured')).first().waitFor();
  });

  test('a wrong password is told in three sentences, the right one lets in', async () => {
    await press(page, page.getByRole('button', { name: say('shell.sign_out') }));
    await page.getByRole('heading', { name: '№ 3 зал' }).waitFor();
    expect(await page.getByRole('button', { name: words.userRole.secretary.kk }).count()).toBe(0);
    const [login, password] = [page.getByLabel(say('signin.login')), page.getByLabel(say('signin.password'))];
    await typeInto(page, login, 'akimshi');
    await typeInto(page, password, 'қате құпия сөз');
    await page.keyboard.press('Enter');
    const note = page.getByRole('alert');
    await note.waitFor();
    for (const sentence of ['what', 'record', 'todo']) expect(await note.textContent()).toContain(say(`errors.auth.wrong_credentials.${sentence}`));
    await typeInto(page, password, 'ұзақ құпия сөз');
    await page.keyboard.press('Enter');
    await page.getByRole('navigation').waitFor();
  });
});
