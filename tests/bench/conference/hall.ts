import type { Browser, Page } from 'playwright-core';
import { ConsoleClient } from '../../../src-main/cli/ctl/client.ts';
import { Operator } from '../../../src-main/cli/demo/operator.ts';
import type { Hall } from '../../../src-shared/domain/hall.ts';
import type { Participant } from '../../../src-shared/domain/schedule.ts';
import { exampleSchedule } from '../../fakes/schedule.ts';
import { endLeftovers, startBuiltConsole } from '../../helpers/console.ts';
import { launch } from './browsers.ts';

declare global {
  interface Window {
    /** The connection a participant's page was last connected by. */
    lastPeer?: RTCPeerConnection;
  }
}

/** Registers what has to be ended; the last thing first. */
export type Later = (end: () => Promise<unknown>) => void;

export interface BenchHall { secretary: Operator; hearingId: string; dataDir: string; url: string }

/** A built console with this hall and court server, and a hearing to which these are to be connected. */
export async function startHall(later: Later, { dataDir, court, hall, participants }: { dataDir: string; court: { url: string; token: string }; hall: Hall; participants: Participant[] }): Promise<BenchHall> {
  const running = await startBuiltConsole(dataDir);
  later(async () => { await running.stop(); await endLeftovers(dataDir); });
  const connected = await ConsoleClient.connect(running.url, null);
  if (!connected.ok) throw new Error(connected.error.detail);
  await connected.value.call('setup.tryDemo', { commandId: crypto.randomUUID(), courtServer: false });
  connected.value.close();
  const specialist = await Operator.signIn(running.url, 'specialist');
  await specialist.do('settings.saveHall', { hall });
  await specialist.do('settings.saveCourtServer', { courtServer: { url: court.url, deviceToken: court.token } });
  specialist.close();
  const secretary = await Operator.signIn(running.url, 'secretary');
  later(async () => secretary.close());
  const { hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ startsAtMs: Date.now(), participants }) });
  await secretary.do('hearing.connect', { hearingId });
  return { secretary, hearingId, dataDir, url: running.url };
}

/** The secretary's browser with the window that holds the links; it hears the hall through a microphone. */
export async function openLinks(later: Later, url: string): Promise<{ browser: Browser; links: Page }> {
  const browser = await launch(later, 'hall');
  const links = await signedIn(await (await browser.newContext({ permissions: ['microphone'] })).newPage(), url);
  await links.evaluate(() => { location.hash = '#/links'; });
  await links.waitForFunction(() => 'courtroomLinks' in window);
  return { browser, links };
}

export async function signedIn(page: Page, url: string): Promise<Page> {
  await page.goto(url);
  await page.getByRole('button', { name: 'Сот отырысының хатшысы' }).click();
  await page.getByRole('navigation').first().waitFor();
  return page;
}

/** A browser in which all of these join, each in a page of their own, and are let in. `lastPeer` in a page is its connection. */
export async function joinFrom(later: Later, { secretary, hearingId }: BenchHall, participants: readonly Participant[]): Promise<Page[]> {
  const browser = await launch(later, 'participants', ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
  const pages: Page[] = [];
  for (const { id } of participants) {
    const page = await (await browser.newContext({ locale: 'kk-KZ' })).newPage();
    await page.addInitScript(rememberPeer);
    const { url } = await secretary.do('conference.invite', { hearingId, participantId: id });
    await page.goto(url);
    await page.getByRole('button', { name: 'Мен дайынмын' }).click({ timeout: 120_000 });
    await page.waitForFunction(() => window.lastPeer?.connectionState === 'connected', undefined, { timeout: 120_000 });
    await secretary.do('conference.admit', { hearingId, participantId: id, admitted: true });
    pages.push(page);
  }
  return pages;
}

/** In the page: the connection it was last connected by, whichever frame's it is; its answer comes later than the frame is seen. */
function rememberPeer(): void {
  const realms = new WeakSet<object>();
  const watchRealm = (realm: Window & typeof globalThis): void => {
    if (realms.has(realm)) return;
    realms.add(realm);
    const apply = Object.getOwnPropertyDescriptor(realm.RTCPeerConnection.prototype, 'setLocalDescription')?.value as (this: RTCPeerConnection, description: RTCSessionDescriptionInit) => Promise<void>;
    realm.RTCPeerConnection.prototype.setLocalDescription = function remembered(this: RTCPeerConnection, description: RTCSessionDescriptionInit) {
      Object.assign(window, { lastPeer: this });
      return apply.call(this, description);
    };
  };
  watchRealm(window);
  new MutationObserver(() => { for (const frame of document.querySelectorAll('iframe')) if (frame.contentWindow) watchRealm(frame.contentWindow as Window & typeof globalThis); })
    .observe(document, { childList: true, subtree: true });
}
