import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { hearingOf, startInSession, type InSession } from './fixture.ts';
import { shells } from './shells.ts';
import { say } from './texts.ts';

/** What was just said, heard again from the file, while it goes on being recorded. */
describe.each(shells)('listening back, $name', (shell) => {
  let at: InSession;

  beforeAll(async () => {
    at = await startInSession(shell);
    await at.desk.waitForTimeout(12_000);
  });
  afterAll(() => at?.hall.end());

  const player = () => at.desk.getByRole('region', { name: say('insession.listen.title') });
  const sound = () => player().locator('audio');
  const heard = () => sound().evaluate((a: HTMLAudioElement) => ({ atS: a.currentTime, paused: a.paused, url: a.src }));
  const plays = () => expect.poll(async () => (await heard()).atS, { timeout: 15_000 }).toBeGreaterThan(0.5);

  test('F12 plays the last ten seconds, aloud', async () => {
    await at.desk.keyboard.press('F12');
    await plays();
    const { paused, url } = await heard();
    expect(paused).toBe(false);
    const { lengthS, loudness } = await soundAt(at.desk, url);
    expect(Math.abs(lengthS - 10)).toBeLessThan(0.05);
    expect(loudness).toBeGreaterThan(0.01);
  });

  test('marks are kept meanwhile, and F12 again stops', async () => {
    await at.desk.keyboard.press('F6');
    await expect.poll(async () => (await hearingOf(at.secretary, at.hearingId)).marks.length, { timeout: 5000 }).toBe(1);
    await at.desk.keyboard.press('F12');
    await sound().waitFor({ state: 'detached' });
  });

  test('Ctrl+2 plays the second channel alone, Ctrl+0 all of them', async () => {
    await at.desk.keyboard.press('ControlOrMeta+Digit2');
    await plays();
    await player().getByText('Талап қоюшы').waitFor();
    const solo = await heard();
    expect(solo.url).toContain('mic=mic2');
    await at.desk.keyboard.press('ControlOrMeta+Digit0');
    await player().getByText(say('insession.listen.mix')).waitFor();
    await plays();
    expect((await heard()).url).not.toContain('mic=');
    const [alone, mix] = [await soundAt(at.desk, solo.url), await soundAt(at.desk, (await heard()).url)];
    expect(alone.lengthS).toBeCloseTo(mix.lengthS, 2);
    expect(alone.loudness).not.toBeCloseTo(mix.loudness, 4);
    await at.desk.keyboard.press('F12');
  });

  test('the recording had no hole while it was listened to', async () => {
    await at.secretary.do('hearing.close', { hearingId: at.hearingId });
    await expect.poll(async () => (await hearingOf(at.secretary, at.hearingId)).phase.name, { timeout: 60_000 }).toMatch(/sealed|handed_over/);
    expect((await hearingOf(at.secretary, at.hearingId)).gaps).toEqual([]);
  });
});

/** Length and RMS (1 = full scale) of what the address plays. */
const soundAt = (page: Page, url: string): Promise<{ lengthS: number; loudness: number }> => page.evaluate(async (address) => {
  const bytes = await (await fetch(address)).arrayBuffer();
  const decoded = await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(bytes);
  const samples = decoded.getChannelData(0);
  return { lengthS: decoded.duration, loudness: Math.sqrt(samples.reduce((sum, s) => sum + s * s, 0) / samples.length) };
}, url);
