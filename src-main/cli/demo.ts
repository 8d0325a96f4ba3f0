import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { messageOf } from '#shared/domain/errors.ts';
import { breakOff, holdHearing, pickHearing, untilHandedOver } from './demo/hearing.ts';
import { Operator } from './demo/operator.ts';
import { bundleCommand, startProgram } from '../process/program.ts';
import { examine, type DemoReport } from './demo/report.ts';
import { openWindows } from './demo/windows.ts';

const usage = `npm run demo -- [--seconds N] [--out DIR] [--json]
  --seconds N   length of the hearing, 20 to 3600 (default 60)
  --out DIR     where recording and court server keep their data: a new folder (default: one in .demo/)
  --json        one JSON object on the last line`;

const optionsSchema = z.object({ seconds: z.coerce.number().min(20).max(3600).default(60), out: z.string().min(1).optional(), json: z.boolean().default(false) });

const bundles = dirname(fileURLToPath(import.meta.url));
const listening = z.object({ listening: z.object({ url: z.string() }) });
const serverReady = listening.extend({ demo: z.object({ token: z.string() }) });

/** Programs and windows still open, last first. */
const toStop: (() => Promise<void>)[] = [];
const stopAll = async () => { for (const stop of toStop.splice(0).toReversed()) await stop().catch((e: unknown) => console.error(messageOf(e))); };

/** Ctrl-C is ours alone: the hearing is closed before the console stops. */
const startBundle = async (bundle: string, args: string[]) => {
  const program = await startProgram({ ...bundleCommand(join(bundles, bundle), [...args, '--json', '--port', '0']), apart: true });
  toStop.push(program.stop);
  return program;
};

async function demonstrate(seconds: number, outDir: string, say: (text: string) => void): Promise<DemoReport> {
  const serverDataDir = join(outDir, 'court-server');
  say('starting the reference court server');
  const server = await startBundle('court-server.js', ['--demo', '--data-dir', serverDataDir]);
  const { listening: { url: serverUrl }, demo: { token } } = serverReady.parse(server.ready);

  say('starting the console with the demonstration hall');
  const consoleProgram = await startBundle('console.js', ['--web', '--data-dir', join(outDir, 'console')]);
  const { listening: { url } } = listening.parse(consoleProgram.ready);
  const secretary = await Operator.signIn(url, 'secretary');
  const [judge, specialist] = [await Operator.signIn(url, 'judge'), await Operator.signIn(url, 'specialist')];
  await specialist.do('settings.saveCourtServer', { courtServer: { url: serverUrl, deviceToken: token } });

  const hearing = await pickHearing(secretary);
  toStop.push(() => breakOff(secretary, hearing.hearingId));
  const windows = await openWindows(url, [{ operator: secretary, hash: `#/hearing/${hearing.hearingId}` }, { operator: judge, hash: '#/judge' }]);
  toStop.push(windows.close);
  say(windows.visible ? `the secretary's and the judge's windows are open (${url})` : `no screen here: the windows are open without one (${url})`);

  await holdHearing(secretary, hearing, seconds, say);
  const over = await untilHandedOver(secretary, hearing.hearingId);
  say('everything has the court server\'s receipt; looking at what is on both disks');
  const report = await examine(secretary, over, serverDataDir);
  const problems = [...report.problems, ...windows.problems];
  return { ...report, problems, ok: problems.length === 0 };
}

function options(): z.infer<typeof optionsSchema> | null {
  try {
    return optionsSchema.parse(parseArgs({ options: { seconds: { type: 'string' }, out: { type: 'string' }, json: { type: 'boolean' } } }).values);
  } catch {
    return null; // wrong usage: the usage text says all there is to say
  }
}

async function main(): Promise<number> {
  const asked = options();
  if (!asked) {
    console.error(usage);
    return 2;
  }
  if (asked.out !== undefined && existsSync(join(asked.out, 'court-server'))) {
    console.error(`${asked.out} holds a demonstration already: name another folder.\n${usage}`);
    return 2;
  }
  const outDir = resolve(asked.out ?? join('.demo', new Date().toISOString().replaceAll(':', '-')));
  await mkdir(outDir, { recursive: true });
  const say = (text: string) => (asked.json ? console.error : console.log)(`· ${text}`);
  try {
    const report = await demonstrate(asked.seconds, outDir, say);
    if (asked.json) console.log(JSON.stringify(report));
    else console.log(plain(report));
    return report.ok ? 0 : 1;
  } catch (e) {
    console.error(`The demonstration failed: ${messageOf(e)}`);
    if (asked.json) console.log(JSON.stringify({ ok: false, problems: [messageOf(e)] }));
    return 1;
  } finally {
    await stopAll();
  }
}

const plain = (r: DemoReport): string => [
  '',
  `Case ${r.case}: ${r.sections.length} sections, ${r.marks} marks, ${r.tracks.length} tracks, ${r.manifest.segments} segments, ${r.receipts.length} receipts.`,
  `Recording: ${r.recording}`,
  ...r.protocol.concat(r.acts).map((file) => `  ${file}`),
  ...(r.ok ? ['Everything is in order.'] : r.problems.map((p) => `PROBLEM: ${p}`)),
].join('\n');

let interrupted: Promise<void> | null = null;
// One ending, however often it is asked for: Ctrl-C comes from the terminal and from the script around this.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => { interrupted ??= stopAll().then(() => process.exit(130)); });
process.exitCode = await main();
