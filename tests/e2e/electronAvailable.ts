import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const packageDir = join(import.meta.dirname, '..', '..', 'node_modules', 'electron');

export type ElectronAvailable = { executablePath: string } | { missing: string };

/**
 * Electron's binary for Playwright's `_electron.launch({ executablePath, args: electronArguments() })`, or
 * why there is none. Fetched with `npx install-electron`, never by npm itself.
 */
export function electronAvailable(): ElectronAvailable {
  const pathFile = join(packageDir, 'path.txt');
  if (!existsSync(pathFile)) return { missing: 'Electron\'s binary was never fetched on this machine (npx install-electron)' };
  const executablePath = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(packageDir, 'dist'), readFileSync(pathFile, 'utf8'));
  if (!existsSync(executablePath)) return { missing: `Electron's binary is not where it should be: ${executablePath}` };
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return { missing: 'Electron needs a screen (DISPLAY), for instance xvfb-run' };
  return { executablePath };
}

/** Chromium refuses its sandbox to root. */
export const electronArguments = (): string[] => [join(import.meta.dirname, '..', '..'), ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];

/** For `describe.skipIf`: says on standard error, in words nobody overlooks, that the shell was not executed. */
export function skipLoudly(available: ElectronAvailable): boolean {
  if (!('missing' in available)) return false;
  console.error(`\n*** NOT TESTED: the Electron shell end to end. ${available.missing}. The same specs ran in the web shell; the shell's own code ran over tests/fakes/electron.ts. ***\n`);
  return true;
}
