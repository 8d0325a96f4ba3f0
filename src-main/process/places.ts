import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DropTrials, Folders } from '#main/app/ports/index.ts';
import { isTrial } from '#shared/domain/readiness/trialName.ts';

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

export const dropTrials: DropTrials = async (recordingsDirs) => {
  for (const dir of recordingsDirs) {
    const names = await readdir(dir).catch(() => []); // a disk that is away
    for (const name of names.filter(isTrial)) await rm(join(dir, name), { recursive: true, force: true });
  }
};
