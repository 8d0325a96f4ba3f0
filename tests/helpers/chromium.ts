import type { LaunchOptions } from 'playwright-core';

/** Debian's Chromium, headless and quiet. As root it needs `--no-sandbox`. */
export const chromiumOptions: LaunchOptions = {
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  headless: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
};

/** For pages that make or measure sound: nobody touches them, and without a touch a page keeps silent for ever. */
export const withSound: LaunchOptions = { ...chromiumOptions, args: [...(chromiumOptions.args ?? []), '--autoplay-policy=no-user-gesture-required'] };
