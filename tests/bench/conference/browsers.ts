import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { chromiumOptions } from '../../helpers/chromium.ts';
import type { Later } from './hall.ts';

/** The hall's as `npm start` opens it: behind what is recorded. Those of participants are other computers in life, and stand behind that one. */
const nicenessOf = { hall: 7, participants: 12 };

/** A browser in its place in the line for the processor. */
export async function launch(later: Later, whose: keyof typeof nicenessOf, args: readonly string[] = []): Promise<Browser> {
  const dir = await mkdtemp(join(tmpdir(), 'bench-browser-'));
  later(() => rm(dir, { recursive: true, force: true }));
  const program = join(dir, 'chromium');
  await writeFile(program, `#!/bin/sh\nexec nice -n ${nicenessOf[whose]} ${chromiumOptions.executablePath ?? 'chromium'} "$@"\n`);
  await chmod(program, 0o755);
  const browser = await chromium.launch({ ...chromiumOptions, executablePath: program, args: [...(chromiumOptions.args ?? []), ...args] });
  later(() => browser.close());
  return browser;
}
