import { app } from 'electron';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Makes this Electron process a bare one before a service is loaded into it (see process/services.ts):
 * no window, no graphics process of use, and a profile of its own so that it never waits for the
 * console's lock or writes into its profile.
 */
export function becomeService(): void {
  app.setPath('userData', mkdtempSync(join(tmpdir(), 'courtroom-service-')));
  app.disableHardwareAcceleration();
  app.dock?.hide();
}
