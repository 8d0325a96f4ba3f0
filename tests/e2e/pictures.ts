import type { LaunchOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { withSound } from '../helpers/chromium.ts';

/** A camera that shows a moving pattern and a microphone that beeps, which nobody has to allow. */
export const fakeDevices = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] as const;
export const withDevices: LaunchOptions = { ...withSound, args: [...(withSound.args ?? []), ...fakeDevices] };

/** Frames that were shown; a picture that stands still shows no more of them. */
export const framesOf = (page: Page, selector: string): Promise<number> =>
  page.evaluate((query) => document.querySelector<HTMLVideoElement>(query)?.getVideoPlaybackQuality().totalVideoFrames ?? 0, selector);

export async function moves(page: Page, selector: string, timeout = 15_000): Promise<void> {
  const before = await framesOf(page, selector);
  await expect.poll(() => framesOf(page, selector), { timeout }).toBeGreaterThan(before + 5);
}
