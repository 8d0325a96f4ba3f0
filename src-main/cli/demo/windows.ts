import { chromium, type Browser } from 'playwright-core';
import type { Operator } from './operator.ts';

export interface Windows {
  visible: boolean;
  /** What went wrong inside the pages: console errors and uncaught exceptions. */
  problems: string[];
  close: () => Promise<void>;
}

const executable = '/usr/bin/chromium';
const quiet = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required'];

/** Playwright would end this process at a Ctrl-C, before the console is stopped. */
const signalsAreOurs = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };

/** Opens the secretary's and the judge's windows: real ones where there is a screen, else without one. */
export async function openWindows(url: string, people: { operator: Operator; hash: string }[]): Promise<Windows> {
  const visible = Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath: executable, headless: !visible, args: [...quiet, ...asRoot], ...signalsAreOurs });
  const problems: string[] = [];
  for (const person of people) await openWindow(browser, url, person, problems);
  return { visible, problems, close: () => browser.close() };
}

async function openWindow(browser: Browser, url: string, { operator, hash }: { operator: Operator; hash: string }, problems: string[]): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  await context.addInitScript((token) => sessionStorage.setItem('token', token), operator.token);
  const page = await context.newPage();
  page.on('pageerror', (e) => problems.push(`${hash}: ${e.message}`));
  await page.goto(`${url}/${hash}`);
}
