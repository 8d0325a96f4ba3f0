import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { captureIds, firstFolder } from '../../fakes/console/status.ts';
import { startFakeConsole, type FakeConsole } from '../../fakes/fakeConsole.ts';
import { overflowingTexts } from '../../e2e/pageChecks.ts';
import { buildRenderer, type BuiltRenderer } from './builtRenderer.ts';

/** The built renderer in Chromium, under the shells' CSP, in front of a console in memory. */
describe('screens', () => {
  let built: BuiltRenderer;
  let fake: FakeConsole;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => { built = await buildRenderer(); });
  afterAll(() => built.remove());
  beforeEach(async () => {
    fake = await startFakeConsole({ rendererDir: built.dir });
    page = await built.browser.newPage({ viewport: { width: 1366, height: 768 } });
    complaints = [];
    page.on('pageerror', (e) => complaints.push(e.message));
    page.on('console', (m) => {
      // The fake console has no live pictures: 404 is its honest answer.
      if (m.type() === 'error' && !m.text().includes('404')) complaints.push(m.text());
    });
  });
  afterEach(async () => {
    await page.close();
    await fake.close();
  });

  const hearings = () => [...fake.state.memory.hearings.values()];
  const inPhase = (name: string) => hearings().find((h) => h.phase.name === name)?.hearingId ?? '';
  const signIn = async (role = 'Сот отырысының хатшысы') => {
    await page.goto(`${fake.url}/#/day`);
    await page.getByRole('button', { name: role }).click();
    await page.getByRole('link', { name: '7512-26-00-1/56' }).waitFor();
  };
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const inLanguage = (language: string) => page.getByRole('banner').first().locator(`button[lang=${language}]`).click();
  const complainInNoLanguage = async () => {
    for (const language of ['ru', 'en', 'kk']) {
      await inLanguage(language);
      for (const width of [1366, 1920]) {
        await page.setViewportSize({ width, height: 768 });
        expect(await overflowingTexts(page), `${language} ${width}`).toEqual([]);
      }
    }
  };
  const beyondTheEdge = () => page.evaluate(() => {
    const cut = (e: Element) => e.getBoundingClientRect().right > innerWidth + 1 && getComputedStyle(e).position !== 'absolute';
    return [...document.querySelectorAll('body *')].filter(cut).map((e) => `${e.tagName} ${e.getAttribute('class') ?? ''} ${e.textContent.slice(0, 40)}`);
  });

  it('stand inside the window in every language, and break no rule of the CSP', async () => {
    await signIn();
    for (const language of ['kk', 'ru', 'en']) {
      await inLanguage(language);
      for (const hash of ['#/day', ...['scheduled', 'in_session', 'sealed', 'handed_over'].map((p) => `#/hearing/${inPhase(p)}`)]) {
        await page.evaluate((h) => { location.hash = h; }, hash);
        await page.locator('main h1, main canvas').first().waitFor();
        expect(await beyondTheEdge(), `${language} ${hash}`).toEqual([]);
      }
    }
    expect(complaints).toEqual([]);
  });

  it('keep what was typed when the language changes', async () => {
    await signIn();
    await press('Қолмен қосу');
    await page.getByLabel('Істің нөмірі').fill('7512-26-00-2/5000');
    await inLanguage('ru');
    expect(await page.getByLabel('Номер дела').inputValue()).toBe('7512-26-00-2/5000');
    expect(await page.evaluate(() => [document.documentElement.lang, document.title])).toEqual(['ru', 'Пульт зала суда']);
  });

  it('add a hearing by hand with the digits of the Kazakh keyboard', async () => {
    await signIn();
    await press('Қолмен қосу');
    await page.getByLabel('Істің нөмірі').fill('7512-26-00-2/5000');
    await page.getByLabel('Уақыты').focus();
    for (const [code, key] of [['Digit2', 'ә'], ['Digit3', 'і'], [null, ':'], ['Digit5', ','], ['Digit9', 'ө']] as const) {
      if (code === null) await page.keyboard.insertText(key);
      else await page.evaluate(([c, k]) => document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { code: c, key: k, bubbles: true, cancelable: true })), [code, key] as const);
    }
    await page.getByLabel('Төрағалық етуші').fill('Әлиев');
    await press('Сот отырысын қосу');
    await page.getByText('7512-26-00-2/5000').waitFor();
    expect(hearings().some((h) => h.schedule.caseNumber === '7512-26-00-2/5000' && h.origin === 'manual')).toBe(true);
  });

  it('show a case number of 10 kB as data, without losing the state bar', async () => {
    const caseNumber = `<script>document.title = "x"</script>${'Ұ'.repeat(10_000)}`;
    const live = hearings().find((h) => h.phase.name === 'in_session');
    if (!live) throw new Error('the fake day has a hearing in session');
    fake.state.memory.execute(live.hearingId, { type: 'changeSchedule', schedule: { ...live.schedule, caseNumber } }, { userId: 'u', name: 'n', role: 'secretary' });
    await signIn();
    const bar = page.getByRole('banner').first();
    expect(await bar.textContent()).toContain('Жазба жүріп жатыр');
    expect((await bar.boundingBox())?.height).toBeLessThan(100);
    expect(await beyondTheEdge()).toEqual([]);
    expect(await page.title()).toBe('Сот залының пульті');
  });

  it('turn the whole bar yellow when the console is gone, and come back signed in when it answers', async () => {
    await signIn();
    const { url } = fake;
    await fake.close();
    await page.getByText('Пультпен байланыс жоқ').waitFor();
    fake = await startFakeConsole({ rendererDir: built.dir, port: Number(new URL(url).port) });
    await page.getByRole('status').getByText('Жазба жүріп жатыр').waitFor();
    expect(await page.getByText('Шығу').isVisible()).toBe(true);
  });

  it('tell of the recording in the hall while another hearing is looked at', async () => {
    await signIn();
    await page.evaluate((h) => { location.hash = h; }, `#/hearing/${inPhase('handed_over')}`);
    await page.getByText('Бәрі сот серверіне тапсырылды').waitFor();
    expect(await page.getByRole('banner').first().textContent()).toContain('Жазба жүріп жатыр');
  });

  it('tell what alarms in a line under the state bar, until Escape says that it was read', async () => {
    await signIn();
    fake.state.weather.alarms = [{ alarmId: 'disk_low', level: 'note', code: 'disk_low', params: { hours: 3 }, sinceMs: 1 }];
    const line = page.getByText('Дискіде 3 сағаттық орын қалды');
    await line.waitFor();
    const [bar, told] = [await page.getByRole('banner').first().boundingBox(), await line.boundingBox()];
    expect(told?.y).toBeGreaterThanOrEqual((bar?.y ?? 0) + (bar?.height ?? 0));
    await page.waitForTimeout(1000);
    await page.keyboard.press('Escape');
    await line.waitFor({ state: 'hidden' });
    await page.evaluate(() => { location.hash = '#/day'; });
    await page.getByRole('link', { name: '7512-26-00-1/56' }).waitFor();
    expect(await line.count()).toBe(0);
  });

  it('leave an alarm that comes while somebody closes a strip to be read', async () => {
    await signIn();
    await page.evaluate((h) => { location.hash = h; }, `#/hearing/${inPhase('in_session')}`);
    await page.locator('#mark-text').waitFor();
    await page.keyboard.press('ControlOrMeta+Slash');
    const legend = page.getByRole('heading', { name: 'Пернелер' });
    await legend.waitFor();
    fake.state.weather.alarms = [{ alarmId: 'disk_low', level: 'note', code: 'disk_low', params: { hours: 3 }, sinceMs: 1 }];
    const line = page.getByText('Дискіде 3 сағаттық орын қалды');
    await line.waitFor();
    await page.keyboard.press('Escape');
    await legend.waitFor({ state: 'hidden' });
    await page.keyboard.press('Escape');
    expect(await line.isVisible()).toBe(true);
    await page.waitForTimeout(1000);
    await page.keyboard.press('Escape');
    await line.waitFor({ state: 'hidden' });
  });

  it('keep the state bar when a screen cannot be loaded, say so, and open it when the console answers again', async () => {
    let away = true;
    await page.route(/Diagnostics-.*\.(js|css)$/, (route) => (away ? route.abort() : route.continue()));
    await signIn();
    await page.evaluate(() => { location.hash = '#/diagnostics'; });
    await page.getByText('Бұл бөлік ашылмады.').waitFor();
    expect(await page.getByRole('banner').first().textContent()).toContain('Жазба жүріп жатыр');
    away = false;
    fake.cutLinks();
    await page.getByRole('heading', { name: 'Құрылғылар' }).waitFor();
    const styled = await page.locator('main table').first().evaluate((e) => getComputedStyle(e).borderCollapse);
    expect(styled).toBe('collapse');
  });

  it('say which state it is in danger too, and only when nothing is recorded that it has stopped', async () => {
    await signIn();
    const bar = page.getByRole('banner').first();
    fake.state.weather.absent = ['mic-witness'];
    await bar.getByText('Жазбаға қауіп төнді · Сигнал жоқ: Куә').waitFor();
    expect(await bar.textContent()).toContain('Жазба жүріп жатыр');
    fake.state.memory.execute(inPhase('in_session'), { type: 'closeToPublic', reason: 'x' }, { userId: 'u', name: 'n', role: 'secretary' });
    await bar.getByText('Жабық сот отырысы').waitFor();
    fake.state.weather.lost = captureIds();
    await bar.getByText('Жазба тоқтады').waitFor();
    expect(await bar.textContent()).toMatch(/Жабық сот отырысыЕштеңе жазылып жатқан жоқ · Сигнал жоқ: /);
    for (const language of ['kk', 'ru', 'en']) {
      await inLanguage(language);
      for (const width of [1366, 1920]) {
        await page.setViewportSize({ width, height: 768 });
        expect(await overflowingTexts(page), `${language} ${width}`).toEqual([]);
      }
    }
  });

  it('take a second recording disk, say what is wrong with it, and let it go only when asked twice', async () => {
    await signIn('Техникалық маман');
    await page.evaluate(() => { location.hash = '#/settings'; });
    await page.getByRole('tab', { name: 'Жазба дискілері' }).click();
    await page.getByText('Екінші диск жоқ').waitFor();
    const save = async (folder: string) => {
      await page.getByLabel('Екінші бума').fill(folder);
      await page.keyboard.press('Enter');
    };
    for (const [folder, said] of [['sot', 'Буманың толық жолын енгізіңіз'], [`${firstFolder}/b`, 'бірі екіншісінің ішінде болмауы керек'], ['/mnt/b', 'Бұл буманы жазба үшін пайдалануға болмайды.']] as const) {
      await save(folder);
      await page.getByText(said).waitFor();
    }
    expect(fake.state.weather.targets).toHaveLength(1);
    await save('/home/b');
    await page.getByText('Бұл бума біріншісімен бір дискіде').waitFor();
    await save('/media/b');
    await page.getByText('Бұл бума біріншісімен бір дискіде').waitFor({ state: 'hidden' });
    await page.getByRole('status').getByText('Сақталды').waitFor();
    fake.state.weather.targets = fake.state.weather.targets.map((t, i) => (i === 0 ? t : { ...t, state: 'hanging', detail: 'the disk does not answer', behindFiles: 47 }));
    const second = page.getByRole('region', { name: 'Екінші диск' });
    await second.getByText('жауап бермейді').waitFor();
    expect(await second.textContent()).toMatch(/\/media\/b.*файлдар47/u);
    await complainInNoLanguage();
    await press('Екінші дискісіз');
    await page.keyboard.press('Escape');
    expect(fake.state.weather.targets).toHaveLength(2);
    await press('Екінші дискісіз');
    await press('Екінші дискіні алып тастау');
    await page.getByText('Екінші диск жоқ').waitFor();
    expect(fake.state.weather.targets).toHaveLength(1);
  });

  it('list every capture under its device, and call nothing lost that another capture records', async () => {
    await signIn('Техникалық маман');
    await page.evaluate(() => { location.hash = '#/diagnostics'; });
    const row = (name: string) => page.getByRole('row').filter({ hasText: name });
    await row('sound-mic-witness').getByText('жұмыс істеп тұр').waitFor();
    expect(await page.getByRole('rowheader', { name: /· (?:camera-|audio|sound-)/ }).count()).toBe(captureIds().length);
    fake.state.weather.lost = ['audio'];
    await row('Барлық микрофон бірге').getByText('үзілді', { exact: true }).waitFor();
    expect(await row('Барлық микрофон бірге').textContent()).toContain('ештеңе жоғалған жоқ');
    expect(await page.getByRole('banner').first().textContent()).not.toContain('Жазбаға қауіп төнді');
    await complainInNoLanguage();
    fake.state.weather.lost = ['audio', 'sound-mic-witness'];
    await row('sound-mic-witness').getByText('сигнал жоқ').waitFor();
    await page.getByRole('banner').first().getByText('Сигнал жоқ: Куә').waitFor();
    expect(complaints).toEqual([]);
  });

  it('say who is to be told of a failure, and what was found in the hall, in every language', async () => {
    await signIn();
    const secretary = { userId: 'u-secretary', name: 'Нұрғалиева Әсел', role: 'secretary' } as const;
    await page.evaluate((id) => { location.hash = `#/hearing/${id}`; }, inPhase('in_session'));
    fake.state.memory.execute(inPhase('in_session'), { type: 'openIncident', incidentId: crypto.randomUUID(), startedAtMs: Date.now(), subject: 'camera', deviceId: 'camera-1', detectedBy: 'machine', note: '', evidence: [] }, secretary);
    await page.keyboard.press('F11');
    await page.getByRole('region', { name: 'Кімге хабарлау керек' }).getByRole('button').first().click();
    await complainInNoLanguage();
    await page.keyboard.press('Escape');
    const later = crypto.randomUUID();
    const soon = hearings().find((h) => h.phase.name === 'scheduled');
    if (!soon) throw new Error('nothing scheduled');
    fake.state.memory.execute(later, { type: 'schedule', schedule: { ...soon.schedule, caseNumber: 'ДЕМО-9', startsAtMs: Date.now() + 86_400_000 }, origin: 'manual', serverHearingId: null, demo: true }, secretary);
    fake.state.weather.lost = ['camera-1'];
    await page.evaluate((id) => { location.hash = `#/hearing/${id}`; }, later);
    await page.getByRole('button', { name: /Жазба құралдарының жұмысы тексерілді/u }).click();
    await press('Залды тексеру');
    await page.getByText('Ақаулы: 1').waitFor();
    await complainInNoLanguage();
    expect(complaints).toEqual([]);
  });

  it('tell of a failure by e-mail, filled in and with one press, and say what the mail server answered', async () => {
    await signIn();
    const hearingId = inPhase('in_session');
    const secretary = { userId: 'u-secretary', name: 'Нұрғалиева Әсел', role: 'secretary' } as const;
    const incidentId = crypto.randomUUID();
    await page.evaluate((id) => { location.hash = `#/hearing/${id}`; }, hearingId);
    fake.state.memory.execute(hearingId, { type: 'openIncident', incidentId, startedAtMs: Date.now(), subject: 'camera', deviceId: 'camera-1', detectedBy: 'person', note: 'Сурет қатып қалды', evidence: [] }, secretary);
    await page.keyboard.press('F11');
    const chain = page.getByRole('region', { name: 'Кімге хабарлау керек' });
    const mail = () => chain.getByRole('button', { name: 'Электрондық поштамен хабарлау' });
    await mail().click();
    const text = chain.getByLabel('Хабарлама мәтіні');
    expect(await text.inputValue()).toContain('Себебі және сипаттамасы: Сурет қатып қалды');
    expect(await chain.textContent()).toContain('Үлгібаев Бекзат');
    await text.fill('Камера 1 сурет бермейді');
    await complainInNoLanguage();
    await chain.getByRole('button', { name: 'Жіберу' }).click();
    await chain.getByText(/пошта сервері қабылдады: 250/u).waitFor();
    expect(hearings().find((h) => h.hearingId === hearingId)?.incidents.at(-1)?.mails).toMatchObject([{ office: 'office_head', text: 'Камера 1 сурет бермейді' }]);
    await mail().click();
    await chain.getByRole('button', { name: 'Жіберу' }).click();
    await chain.getByText(/пошта сервері бас тартты: 550/u).waitFor();
    const to = [{ mailId: crypto.randomUUID(), office: 'oblast_coordinator', name: 'Мысалова Гүлнұр', address: 'waiting@oblsot.example.kz', messageId: '<w@x>' } as const];
    fake.state.memory.execute(hearingId, { type: 'mailNotice', incidentId, notice: 'recording-486/oblast', subject: 'Ақау', text: 'Күтіп тұр', to }, secretary);
    await chain.getByText(/Пошта серверімен байланыс жоқ/u).waitFor();
    expect(await mail().count()).toBe(0);
    await complainInNoLanguage();
    expect(complaints).toEqual([]);
  });

  it('set the mail server and the people, never show the password, and quote the server in a test', async () => {
    await signIn('Техникалық маман');
    await page.evaluate(() => { location.hash = '#/settings'; });
    await page.getByRole('tab', { name: 'Электрондық пошта' }).click();
    await page.getByText('Қазір: mail.sot.example.kz').waitFor();
    expect(await page.getByLabel('Құпия сөз').inputValue()).toBe('');
    await press('Пошта серверін сақтау');
    await page.getByText('Пайдаланушы мен құпия сөз бірге енгізіледі').waitFor();
    await page.getByLabel('Құпия сөз').fill('жаңа құпия сөз');
    await page.getByLabel('Байланысты қорғау').selectOption('tls');
    expect(await page.getByLabel('Порт').inputValue()).toBe('465');
    await press('Пошта серверін сақтау');
    await page.getByText(/порт 465/u).waitFor();
    await page.getByLabel('Кімге (мекенжай)').fill('refused@sot.example.kz');
    await press('Сынақ хабарлама жіберу');
    await page.getByRole('alert').getByText(/Сервердің жауабы: 535 5\.7\.8/u).waitFor();
    await page.getByRole('button', { name: 'Адам қосу: Төрағалық етуші' }).click();
    await press('Тізімді сақтау');
    await page.getByText('Аты-жөнін енгізіңіз').waitFor();
    await complainInNoLanguage();
    const office = page.getByRole('region', { name: 'Төрағалық етуші' });
    await office.getByLabel('Аты-жөні').fill('Үлгі Төрағаұлы');
    await office.getByLabel('Мекенжайы').fill('torage@sot.example.kz, qosymsha@sot.example.kz');
    await press('Тізімді сақтау');
    await page.getByRole('region', { name: 'Кімге хабарланады' }).getByText('Сақталды').waitFor();
    expect(await page.content()).not.toContain('not a secret');
    expect(complaints).toEqual([]);
  });

  it('show the room the hearing and nothing internal', async () => {
    await signIn();
    fake.state.weather.lost = ['camera-1'];
    await page.evaluate(() => { location.hash = '#/hall'; });
    await page.getByRole('main', { name: 'Зал экраны' }).getByText('Жазба жүріп жатыр').waitFor();
    const shown = await page.getByRole('main').innerText();
    expect(shown).not.toMatch(/Камера|қауіп|сигнал/iu);
    expect(await page.locator('button, a, input').count()).toBe(0);
  });
});
