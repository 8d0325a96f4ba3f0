import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { HearingCommand } from '../../src-shared/domain/hearing/commands.ts';
import type { Participant } from '../../src-shared/domain/schedule.ts';
import { startFakeConsole, type FakeConsole } from '../fakes/fakeConsole.ts';
import { exampleSchedule } from '../fakes/schedule.ts';
import { buildRenderer } from '../integration/renderer/builtRenderer.ts';
import { percentiles } from './percentiles.ts';

const by = { userId: 'u-secretary', name: 'Үлгі Хатшықызы', role: 'secretary' } as const;
const startMs = 1500;
/** What the browser does not tell of: an interaction that was on the screen within a frame. */
const leastToldMs = 16;

interface Size { marks: number; participants: number }
const large: Size = { marks: 2000, participants: 40 };
const small: Size = { marks: 10, participants: 2 };

/**
 * How long until the screen has answered a key or a click, as the browser itself measures it (Event Timing, in steps of
 * 8 ms): in a hearing of eight hours with 2,000 marks and 40 participants, and, as the references, in one with ten and two,
 * and in a page that holds nothing but a field: what this machine makes of any key. The real screens before a console in memory.
 */
export async function run(): Promise<object> {
  const built = await buildRenderer();
  try {
    const figures: Record<string, object> = { emptyPage: await emptyPage(await built.browser.newPage()) };
    for (const [name, size] of Object.entries({ small, large })) figures[name] = await measured(built.dir, size, () => built.browser.newPage({ viewport: { width: 1366, height: 768 } }));
    return figures;
  } finally {
    await built.remove();
  }
}

async function measured(rendererDir: string, size: Size, newPage: () => Promise<Page>): Promise<object> {
  const fake = await startFakeConsole({ rendererDir });
  try {
    const hearings = await prepared(fake, size);
    const page = await newPage();
    await page.goto(`${fake.url}/#/day`);
    await page.getByRole('button', { name: 'Сот отырысының хатшысы' }).click();
    await page.getByRole('link').first().waitFor();
    await page.evaluate(listen);
    return {
      day: await through(page, '#/day', onDay),
      before: await through(page, `#/hearing/${hearings.before}`, before),
      inSession: await through(page, `#/hearing/${hearings.open}`, inSession),
      after: await through(page, `#/hearing/${hearings.closed}`, after),
    };
  } finally {
    await fake.close();
  }
}

async function emptyPage(page: Page): Promise<object> {
  await page.setContent('<input autofocus>');
  await page.evaluate(listen);
  const pressed = await keys(page, 'saraptama '.repeat(8).split(''));
  return told(page, pressed);
}

/** In the page. */
function listen(): void {
  const told: number[] = [];
  Object.assign(window, { told });
  new PerformanceObserver((list) => { for (const { name, duration } of list.getEntries()) if (/^(keydown|click|pointerup|input)$/.test(name)) told.push(duration); })
    .observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
}

async function through(page: Page, hash: string, act: (page: Page) => Promise<number>): Promise<object> {
  await page.evaluate((to) => { location.hash = to; }, hash);
  await sleep(1500);
  await page.evaluate('window.told.length = 0');
  return told(page, await act(page));
}

/** Of so many interactions those that took longer than a frame are told; the others count as one. */
async function told(page: Page, interactions: number): Promise<object> {
  await sleep(300);
  const some = await page.evaluate<number[]>('[...window.told]');
  return percentiles([...some, ...Array.from({ length: Math.max(0, interactions - some.length) }, () => leastToldMs)]);
}

async function keys(page: Page, all: readonly string[]): Promise<number> {
  for (const key of all) {
    await page.keyboard.press(key);
    await sleep(120);
  }
  return all.length;
}

const times = (count: number, ...some: string[]): string[] => Array.from({ length: count }, () => some).flat();

const onDay = (page: Page): Promise<number> => keys(page, times(30, 'Tab'));

async function before(page: Page): Promise<number> {
  const lines = page.locator('main ul button');
  const there = await lines.count();
  let done = 0;
  for (let i = 0; i < 12; i++) {
    await lines.nth((i * 2) % there).click();
    done += 1;
    await sleep(120);
  }
  for (const tab of [1, 0, 1, 0]) {
    await page.getByRole('tab').nth(tab).click();
    done += 1;
    await sleep(250);
  }
  return done;
}

async function inSession(page: Page): Promise<number> {
  await page.locator('#mark-text').focus();
  return keys(page, [...times(10, 'F1', 'F6'), ...times(5, 'F4', 'Digit3'), ...'saraptama'.split(''), 'Enter', ...times(3, 'F11', 'Escape'), ...times(3, 'ControlOrMeta+E', 'Escape'), 'ControlOrMeta+F', ...'material'.split(''), 'Escape']);
}

async function after(page: Page): Promise<number> {
  let done = 0;
  for (const tab of [1, 2, 3, 0, 1, 0]) {
    await page.getByRole('tab').nth(tab).click();
    done += 1;
    await sleep(300);
  }
  for (const name of ['Хроника', 'Қысқаша хаттама', 'Хроника']) {
    await page.getByRole('button', { name, exact: true }).first().click();
    done += 1;
    await sleep(500);
  }
  return done;
}

/** One hearing before its opening, one in session, one closed, each of this size. */
async function prepared(fake: FakeConsole, size: Size): Promise<{ before: string; open: string; closed: string }> {
  const { memory } = fake.state;
  const [beforeId, open, closed] = [randomUUID(), randomUUID(), randomUUID()];
  const participants = Array.from({ length: size.participants }, (_, i): Participant => ({ id: `p${i}`, name: `Үлгі Қатысушыұлы ${i + 1}`, role: 'witness', attendance: i % 2 === 0 ? 'court' : 'own_device' }));
  const run = (hearingId: string, command: HearingCommand) => {
    const done = memory.execute(hearingId, command, by);
    if (!done.ok) throw new Error(`${command.type}: ${done.error.code}`);
  };
  for (const [i, id] of [beforeId, open, closed].entries()) {
    run(id, { type: 'schedule', schedule: exampleSchedule({ caseNumber: `ДЕМО-${i}`, startsAtMs: Date.now() + 3 * 3_600_000, participants }), origin: 'manual', serverHearingId: null, demo: true });
  }
  for (const id of [open, closed]) run(id, { type: 'open', tracks: [] });
  await sleep(startMs);
  for (const id of [open, closed]) {
    for (let i = 0; i < size.marks; i++) run(id, { type: 'addMark', markId: randomUUID(), atMs: Date.now(), template: i % 2 === 0 ? 'witness' : 'evidence', text: `material: Іс материалдарының ${i}-парағы зерттелді` });
  }
  run(closed, { type: 'close' });
  return { before: beforeId, open, closed };
}
