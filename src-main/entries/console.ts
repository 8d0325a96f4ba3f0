import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { messageOf } from '#shared/domain/errors.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { startConsole } from '../main.ts';
import { systemClock } from '../process/clock.ts';
import { defaultDataDir } from '../process/dataDir.ts';
import { localConsoleFile } from '../process/localConsole.ts';
import { placesIn } from '../process/places.ts';
import { namesOf, startWebShell, webCertificate } from '../shells/web/index.ts';

const usage = `console --web [--host 127.0.0.1] [--port 8470] [--data-dir DIR] [--json]
  --host   another address than this computer's own switches the local network on, with TLS and sign-in
  --json   one JSON line when it listens`;

const optionsSchema = z.object({
  web: z.boolean().default(true),
  host: z.string().min(1).max(255).default('127.0.0.1'),
  port: z.coerce.number().int().min(0).max(65_535).default(8470),
  'data-dir': z.string().min(1).default(() => defaultDataDir()),
  json: z.boolean().default(false),
});

const bundleDir = dirname(fileURLToPath(import.meta.url));

/** The console with the web shell: what runs where Electron does not, and what tests and scripts talk to. */
async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { web: { type: 'boolean' }, host: text, port: text, 'data-dir': text, json: { type: 'boolean' } } });
  const options = optionsSchema.parse(values);
  const dataDir = options['data-dir'];
  const started = await startConsole({ dataDir, bundleDir, version: packageJson.version });
  if (!started.ok) throw new Error(started.error.detail ?? started.error.code);
  const running = started.value;
  const lan = !['127.0.0.1', 'localhost', '::1'].includes(options.host);
  const web = await startWebShell({
    face: running.face, host: options.host, port: options.port, lan, log: running.log,
    rendererDir: join(bundleDir, '..', 'renderer'),
    localTokenFile: { path: localConsoleFile(dataDir), secret: running.localSecret },
    ...(lan ? { tls: await webCertificate(placesIn(dataDir).certificate, namesOf(options.host), systemClock.nowMs()) } : {}),
  });
  if (!web.ok) throw new Error(web.error.detail ?? web.error.code);
  const { url, lanUrls } = web.value;
  console.log(options.json ? JSON.stringify({ listening: { url, lanUrls } }) : ['The console answers at', url, ...lanUrls].join('\n  '));
  let stopping: Promise<void> | null = null;
  const stop = async () => {
    await web.value.close();
    await running.stop();
    process.exit(0);
  };
  // `on`, not `once`: Ctrl-C reaches a whole group of processes, and the second signal must not cut the stopping short.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => { stopping ??= stop(); });
}

try {
  await main();
} catch (e) {
  console.error(`The console could not start: ${messageOf(e)}\n${usage}`);
  process.exit(1);
}
