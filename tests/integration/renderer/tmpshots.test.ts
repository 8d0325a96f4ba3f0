import { test } from 'vitest';
import { startFakeConsole } from '../../fakes/fakeConsole.ts';
import { exampleSchedule } from '../../fakes/schedule.ts';
import { buildRenderer } from './builtRenderer.ts';

test('shots', async () => {
  const built = await buildRenderer();
  const fake = await startFakeConsole({ rendererDir: built.dir });
  const page = await built.browser.newPage({ viewport: { width: 1366, height: 768 } });
  page.on('pageerror', (e) => console.log(e.message));
  const s = exampleSchedule({ startsAtMs: Date.now() + 3 * 86_400_000, proceedings: 'civil' });
  const by = { userId: 'x', name: 'Үлгі Хатшы', role: 'secretary' as const };
  const ids = { civil: '0199a3b0-7c1e-7d7a-9a55-3f6c2f2d9b01', criminal: '0199a3b0-7c1e-7d7a-9a55-3f6c2f2d9b02' };
  const people = [
    { id: 'p1', name: 'Үлгібаева Сауле Қайратқызы', role: 'claimant', attendance: 'hall' },
    { id: 'p2', name: 'Мысалов Ерлан Серікұлы', role: 'defendant', attendance: 'own_device', petition: { petitionId: 'q1', submittedAtMs: Date.now() - 86_400_000 * 4, attachments: [] } },
    { id: 'p3', name: 'Қонысбаева-Әбдірахманқызы Гүлжауһар Нұрмұхамедқызы', role: 'representative', attendance: 'hall', forParticipantId: 'p1' },
    { id: 'p4', name: 'Үлгіев Тимур', role: 'witness', attendance: 'court', place: { kind: 'court', name: 'Үлгі аудандық соты', address: 'Үлгі қаласы, Үлгі көшесі 1' } },
  ];
  fake.state.memory.execute(ids.civil, { type: 'schedule', schedule: { ...s, participants: people as never }, origin: 'manual', serverHearingId: null, demo: true }, by);
  fake.state.memory.execute(ids.criminal, { type: 'schedule', schedule: { ...s, caseNumber: '7512-26-00-1/77', proceedings: 'criminal', participants: [{ id: 'p1', name: 'Үлгібаев Айдос', role: 'accused', attendance: 'institution', place: { kind: 'pretrial_detention', name: 'ЕЦ-166/1', address: 'Үлгі' } }, ...people.slice(3)] as never }, origin: 'manual', serverHearingId: null, demo: true }, by);
  console.log(fake.state.memory.execute(ids.civil, { type: 'recordStep', step: 'civil-k7/remote_ruling', participantId: null, outcome: 'done', values: {}, note: '', doneBy: 'Сейтқазина Үміт' } as never, by));
  await page.goto(`${fake.url}/#/day`);
  await page.getByRole('button', { name: 'Сот отырысының хатшысы' }).click();
  await page.getByRole('link', { name: '7512-26-00-1/56' }).waitFor();
  for (const [name, id] of Object.entries(ids)) for (const [lang, w, h] of [['kk', 1366, 768], ['ru', 1920, 1080], ['en', 1366, 768]] as const) {
    await page.setViewportSize({ width: w, height: h });
    await page.getByRole('banner').first().locator(`button[lang=${lang}]`).click();
    await page.evaluate((x) => { location.hash = `#/hearing/${x}`; }, id);
    await page.locator('main h1').first().waitFor();
    await page.waitForTimeout(700);
    await page.screenshot({ path: `/tmp/shots/${name}-${lang}-${w}.png` });
  }
  await page.close(); await fake.close(); await built.remove();
}, 120_000);
