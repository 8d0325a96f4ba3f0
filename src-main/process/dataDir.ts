import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

export interface Surroundings {
  env: Record<string, string | undefined>;
  platform: NodeJS.Platform;
  home: string;
}

const here = (): Surroundings => ({ env: process.env, platform: process.platform, home: homedir() });

/** Where a console keeps its data: COURTROOM_DATA_DIR, else the usual place of the operating system. */
export function defaultDataDir({ env, platform, home }: Surroundings = here()): string {
  if (env.COURTROOM_DATA_DIR) return env.COURTROOM_DATA_DIR;
  if (platform === 'win32') return win32.join(env.LOCALAPPDATA ?? win32.join(home, 'AppData', 'Local'), 'Courtroom Console');
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Courtroom Console');
  return posix.join(env.XDG_DATA_HOME ?? posix.join(home, '.local', 'share'), 'courtroom-console');
}
