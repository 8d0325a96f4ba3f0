import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { ConsoleClient } from '#main/cli/ctl/client.ts';
import { Operator } from '#main/cli/demo/operator.ts';
import type { Role } from '#shared/domain/actor.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { words } from '#shared/domain/words.ts';
import { exampleSchedule } from '../fakes/schedule.ts';
import { endLeftovers } from '../helpers/console.ts';
import { startCourtServer, type TestCourtServer } from '../helpers/courtServer.ts';
import { demoClips } from '../helpers/demoHall.ts';
import type { Shell, ShellRun } from './shells.ts';

/** The court server, which can go away and come back at its own address. */
interface CourtServer {
  signInUrl: string;
  dataDir: string;
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
}

/** A courtroom under test: the built console, its court server, its windows. */
export interface Hall {
  dataDir: string;
  court: CourtServer;
  shell: ShellRun;
  /** Chooses the demonstration hall, linked to this court server. */
  setUp(): Promise<void>;
  /** A window in which this person has signed in by keyboard; `hash` is typed into the address. */
  window(role: Role, hash?: string): Promise<Page>;
  /** A window as it opens, with nobody signed in. */
  emptyWindow(): Promise<Page>;
  /** The same person at a script's connection: for looking behind the screen. */
  operator(role: Role): Promise<Operator>;
  /** Ends everything by pid. Throws when a window complained: an uncaught error, a broken rule of the CSP. */
  end(): Promise<void>;
}

/** Starts console and court server. `setUp: false` leaves the console as it comes out of the box; `courtArgs` are further ones of the court server's command line. */
export async function startHall(shell: Shell, { setUp = true, courtArgs = [] as string[] } = {}): Promise<Hall> {
  const dataDir = await mkdtemp(join(tmpdir(), 'e2e-'));
  await cp(await demoClips(), join(dataDir, 'demo-voices'), { recursive: true });
  const courtDir = join(dataDir, 'court');
  let court = await startCourtServer({ dataDir: courtDir, args: courtArgs });
  const run = await shell.start(dataDir);
  const setUpNow = () => setUpDemoHall(run.url(), court);
  if (setUp) await setUpNow();
  const complaints: string[] = [];
  const operators: Operator[] = [];

  const emptyWindow = async () => {
    const page = await run.open();
    listen(page, complaints);
    return page;
  };
  return {
    dataDir, shell: run, emptyWindow, setUp: setUpNow,
    court: {
      signInUrl: court.signInUrl, dataDir: courtDir,
      goAway: () => court.kill9(),
      async comeBack() { court = await startCourtServer({ dataDir: courtDir, port: Number(new URL(court.url).port), args: courtArgs }); },
    },
    async window(role, hash) {
      const page = await emptyWindow();
      await signIn(page, role);
      if (hash) await goTo(page, hash);
      return page;
    },
    async operator(role) {
      const operator = await Operator.signIn(run.url(), role);
      operators.push(operator);
      return operator;
    },
    async end() {
      for (const operator of operators) operator.close();
      await run.stop();
      await endLeftovers(dataDir);
      await court.stop();
      await rm(dataDir, { recursive: true, force: true });
      if (complaints.length > 0) throw new Error(`windows complained:\n${complaints.join('\n')}`);
    },
  };
}

/** Encoder and browsers share two cores here; what is tested does not depend on the size of a picture. */
const smallPicture = { widthPx: 640, heightPx: 360, fps: 15 };

async function setUpDemoHall(url: string, court: TestCourtServer): Promise<void> {
  const connected = await ConsoleClient.connect(url, null);
  if (!connected.ok) throw new Error(connected.error.detail);
  const done = await connected.value.call('setup.tryDemo', { commandId: randomUUID(), courtServer: false });
  connected.value.close();
  if (!done.ok) throw new Error(`setup.tryDemo: ${JSON.stringify(done.error)}`);
  const specialist = await Operator.signIn(url, 'specialist');
  const { hall } = await specialist.do('settings.get', {});
  await specialist.do('settings.saveHall', { hall: { ...hall, cameras: hall.cameras.map((camera) => ({ ...camera, ...smallPicture })) } });
  await specialist.do('settings.saveCourtServer', { courtServer: { url: court.url, deviceToken: court.token } });
  specialist.close();
}

function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (e) => complaints.push(e.message));
  page.on('console', (m) => { if (m.type() === 'error' && /Content.Security.Policy|Refused to/i.test(m.text())) complaints.push(m.text()); });
}

/** In the demonstration hall a role is enough. */
export async function signIn(page: Page, role: Role): Promise<void> {
  await press(page, page.getByRole('button', { name: words.userRole[role].kk }));
  await page.getByRole(role === 'judge' ? 'main' : 'navigation').first().waitFor();
}

export async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => { location.hash = to; }, hash);
}

/** Walks there with Tab, as somebody without a mouse does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let steps = 0; steps < 150; steps++) {
    if (await target.evaluate((e) => e === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reaches ${target.toString()}`);
}

export async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

export async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(text);
}

export async function choose(page: Page, select: Locator, value: string): Promise<void> {
  await tabTo(page, select);
  await select.selectOption(value);
}

/** The bar over everything: state, reason, numbers. */
export const stateBar = (page: Page): Locator => page.getByRole('banner').first();

/** A courtroom in the middle of a hearing, and the secretary at it. */
export interface InSession {
  hall: Hall;
  secretary: Operator;
  hearingId: string;
  /** The secretary's window, on the hearing. */
  desk: Page;
}

export async function startInSession(shell: Shell): Promise<InSession> {
  const hall = await startHall(shell);
  const secretary = await hall.operator('secretary');
  const hearingId = await addOpenHearing(secretary);
  return { hall, secretary, hearingId, desk: await hall.window('secretary') };
}

/** A hearing typed in by hand for now; not opened. */
export async function addHearing(secretary: Operator): Promise<string> {
  const { hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ startsAtMs: Date.now() }) });
  return hearingId;
}

export async function addOpenHearing(secretary: Operator): Promise<string> {
  const hearingId = await addHearing(secretary);
  await secretary.do('hearing.open', { hearingId });
  return hearingId;
}

export const hearingOf = async (operator: Operator, hearingId: string): Promise<Hearing> => (await operator.do('hearing.get', { hearingId })).hearing;
