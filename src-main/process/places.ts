import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Folders } from '#main/app/ports/index.ts';

/** Everything the console keeps, by name, in one data folder. */
export const placesIn = (dataDir: string) => ({
  database: join(dataDir, 'console.db'),
  lock: join(dataDir, 'console.lock'),
  state: join(dataDir, 'state'),
  clock: join(dataDir, 'state', 'clock.json'),
  voices: join(dataDir, 'demo-voices'),
  demoCourtServer: join(dataDir, 'demo-court-server'),
  recordings: join(dataDir, 'recordings'),
  certificate: join(dataDir, 'web-certificate.pem'),
});

/** A hearing's folder is named by its id alone: nothing a person typed ever becomes a path. */
export const foldersIn = (recordings: string): Folders => ({
  async recordingDir(hearingId) {
    const dir = join(recordings, hearingId);
    await mkdir(dir, { recursive: true });
    return dir;
  },
});
