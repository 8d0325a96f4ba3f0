import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { messageOf } from '#shared/domain/errors.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { startConsole, type RunningConsole } from '../main.ts';
import { systemClock } from '../process/clock.ts';
import { defaultDataDir } from '../process/dataDir.ts';
import { consoleHolding, localConsoleFile, type LocalConsole } from '../process/localConsole.ts';
import { placesIn } from '../process/places.ts';
import { namesOf, startWebShell, webCertificate, type WebShell } from '../shells/web/index.ts';

const usage = `console --web [--host 127.0.0.1] [--port 8470] [--data-dir DIR] [--json]
  --host   another address than this computer's own switches the local network on, with TLS and sign-in
  --json   one JSON line when it listens, or when another console has the data folder: {"already": {url, pid}}`;

const optionsSchema = z.object({
  web: z.boolean().default(true),
  host: z.string().min(1).max(255).default('127.0.0.1'),
  port: z.coerce.number().int().min(0).max(65_535).default(8470),
  'data-dir': z.string().min(1).default(() => defaultDataDir()),
  json: z.boolean().default(false),
});

const bundleDir = dirname(fileURLToPath(import.meta.url));

type Options = z.infer<typeof optionsSchema>;

/** The console with the web shell: what runs where Electron does not, and what tests and scripts talk to. */
async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { web: { type: 'boolean' }, host: text, port: text, 'data-dir': text, json: { type: 'boolean' } } });
  const options = optionsSchema.parse(values);
  const other = await consoleHolding(options['data-dir']);
  return other ? sayWhere(other, options) : run(options);
}

/** One console has the folder, and answers: whoever wanted one is told where. */
function sayWhere({ url, pid }: LocalConsole, options: Options): void {
  if (options.json) console.log(JSON.stringify({ already: { url, pid } }));
  console.error(`A console already works in ${options['data-dir']} (process ${pid}). It answers at\n  ${url}`);
  process.exitCode = 1;
}

async function run(options: Options): Promise<void> {
  const started = await startConsole({ dataDir: options['data-dir'], bundleDir, version: packageJson.version });
  if (!started.ok) throw new Error(started.error.detail ?? started.error.code);
  const running = started.value;
  const web = await listen(running, options).catch(async (e: unknown) => {
    await running.stop(); // what it has started goes on without it
    throw e;
  });
  const { url, lanUrls } = web;
  console.log(options.json ? JSON.stringify({ listening: { url, lanUrls } }) : ['The console answers at', url, ...lanUrls].join('\n  '));
  let stopping: Promise<void> | null = null;
  const stop = async () => {
    await web.close();
    await running.stop();
    process.exit(0);
  };
  // `on`, not `once`: Ctrl-C reaches a whole group of processes, and the second signal must not cut the stopping short.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => { stopping ??= stop(); });
}

async function listen(running: RunningConsole, options: Options): Promise<WebShell> {
  const { host, port } = options;
  const lan = !['127.0.0.1', 'localhost', '::1'].includes(host);
  const web = await startWebShell({
    face: running.face, host, port, lan, log: running.log,
    rendererDir: join(bundleDir, '..', 'renderer'),
    localTokenFile: { path: localConsoleFile(options['data-dir']), secret: running.localSecret },
    ...(lan ? { tls: await webCertificate(placesIn(options['data-dir']).certificate, namesOf(host), systemClock.nowMs()) } : {}),
  });
  if (!web.ok) throw new Error(web.error.detail ?? web.error.code);
  return web.value;
}

try {
  await main();
} catch (e) {
  console.error(`The console could not start: ${messageOf(e)}\n${usage}`);
  process.exit(1);
}
