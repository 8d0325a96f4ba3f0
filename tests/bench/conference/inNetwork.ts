import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type Page } from 'playwright-core';
import { chromiumOptions } from '../../helpers/chromium.ts';
import type { Later } from './hall.ts';
import { serverHost, type Network } from './network.ts';

const serverEntry = new URL('../../../dist/node/court-server.js', import.meta.url).pathname;

/** The reference court server, between the two. */
export async function startServer({ inServer }: Network, dataDir: string, later: Later): Promise<{ url: string; token: string }> {
  const [file = '', ...rest] = inServer;
  const child: ChildProcess = spawn(file, [...rest, process.execPath, serverEntry, '--json', '--demo', '--host', '0.0.0.0', '--port', '8480', '--data-dir', dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  later(async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
  if (!child.stdout) throw new Error('started without a pipe');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { demo } = JSON.parse(line) as { demo: { token: string } };
  return { url: `http://${serverHost}:8480`, token: demo.token };
}

export interface FarEnd { browser: Browser; open: () => Promise<Page> }

/** A browser in the participant's network. A page without TLS gets a camera only where the browser is told so: in front of a real court server there is TLS. */
export async function startFar(dir: string, { inFar }: Network, courtUrl: string, later: Later, args: readonly string[] = []): Promise<FarEnd> {
  const program = join(dir, 'chromium-far');
  await writeFile(program, `#!/bin/sh\nexec ${inFar.join(' ')} ${chromiumOptions.executablePath ?? 'chromium'} "$@"\n`);
  await chmod(program, 0o755);
  const browser = await chromium.launch({
    ...chromiumOptions, executablePath: program,
    args: [...(chromiumOptions.args ?? []), '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', ...args, `--unsafely-treat-insecure-origin-as-secure=${courtUrl}`],
  });
  later(() => browser.close());
  return { browser, open: async () => (await browser.newContext({ locale: 'kk-KZ' })).newPage() };
}
