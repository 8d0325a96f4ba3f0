import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { appError, messageOf, type AppError } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { readArgs, usage, type Args } from './args.ts';
import type { JanusSettings } from './conference/sfu/janusSocket.ts';
import type { IceSettings } from './conference/turn.ts';
import { prepareDemo } from './demo.ts';
import { openApiDocument } from './http/openapi.ts';
import type { Records } from './ports.ts';
import { importAttachments } from './schedule/importAttachments.ts';
import { parseScheduleFile } from './schedule/importFile.ts';
import { hashPassword, newSecret, sha256Of } from './secrets.ts';
import { attachmentsOf, openData, startServer } from './server.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const log = (line: string): void => void process.stderr.write(`${line}\n`);

function refuse(error: AppError): number {
  log(JSON.stringify({ error }));
  return 1;
}

async function issueToken(records: Records, { court, hall }: Args): Promise<number> {
  if (court === undefined || hall === undefined) return refuse({ code: 'input.invalid', field: court === undefined ? '--court' : '--hall' });
  const token = newSecret();
  await records.addToken(sha256Of(token), { court, hall });
  print(token);
  return 0;
}

async function importSchedule(records: Records, path: string): Promise<number> {
  const parsed = parseScheduleFile(await readFile(path, 'utf8'));
  if (!parsed.ok) return refuse(parsed.error);
  await records.putSchedule(parsed.value);
  print(`${parsed.value.length}`);
  return 0;
}

async function takeAttachments(folder: string, dataDir: string): Promise<number> {
  const taken = await importAttachments(folder, attachmentsOf(dataDir));
  if (!taken.ok) return refuse(taken.error);
  print(`${taken.value}`);
  return 0;
}

const minPasswordChars = 8;

async function setPassword(records: Records): Promise<number> {
  const password = (await text(process.stdin)).replace(/\r?\n$/, '');
  if (password.length < minPasswordChars) return refuse({ code: 'input.invalid', field: 'password', detail: `at least ${minPasswordChars} characters` });
  await records.setOperatorPassword(await hashPassword(password));
  return 0;
}

/** One task on the records, then out; null when the server is to run. */
function task(records: Records, args: Args): Promise<number> | null {
  if (args['issue-token']) return issueToken(records, args);
  if (args['import-schedule'] !== undefined) return importSchedule(records, args['import-schedule']);
  if (args['import-attachments'] !== undefined) return takeAttachments(args['import-attachments'], args['data-dir']);
  return args['set-password'] ? setPassword(records) : null;
}

function inWords({ listening, demo }: { listening: { url: string }; demo?: { token: string | null; signInUrl: string } }): string {
  const token = demo?.token ? [`device token of the demonstration hall (shown once): ${demo.token}`] : [];
  const link = demo ? [`hearings in a browser (the link works once): ${demo.signInUrl}`] : [];
  return [`listening on ${listening.url}`, ...token, ...link].join('\n');
}

const secretIn = async (file: string): Promise<string> => (await readFile(file, 'utf8')).trim();

/** The secret is in a file: everybody on the machine sees a command line. */
async function iceSettings(args: Args): Promise<Result<IceSettings>> {
  const stunUrl = args['stun-url'] ?? null;
  const secretFile = args['turn-secret-file'];
  if (secretFile === undefined) return ok({ stunUrl, turn: null });
  const secret = await readFile(secretFile, 'utf8').then((read) => read.trim(), () => null);
  if (!secret) return err(appError('input.invalid', { field: '--turn-secret-file', detail: secret === null ? 'cannot be read' : 'is empty: everybody could sign with it' }));
  return ok({ stunUrl, turn: { urls: args['turn-url'], secret } });
}

async function janusSettings(args: Args): Promise<JanusSettings | null> {
  const [url, secretFile] = [args['janus-url'], args['janus-secret-file']];
  return url === undefined ? null : { url, secret: secretFile === undefined ? null : await secretIn(secretFile) };
}

async function serve(records: Records, args: Args): Promise<number | null> {
  const ice = await iceSettings(args);
  if (!ice.ok) {
    records.close();
    return refuse(ice.error);
  }
  const demo = args.demo ? await prepareDemo(records, attachmentsOf(args['data-dir']), args['time-zone']) : null;
  const started = await startServer(records, {
    dataDir: args['data-dir'], host: args.host, port: args.port, timeZone: args['time-zone'], log,
    ice: ice.value, janus: await janusSettings(args), beforeSchedule: demo?.fillDay ?? (async () => undefined),
  });
  if (!started.ok) return refuse(started.error);
  const server = started.value;
  let stopping: Promise<void> | null = null;
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, () => { stopping ??= server.stop().then(() => process.exit(0)); });
  const shown = { listening: { url: server.url }, recovered: server.recovered, ...(demo ? { demo: { token: demo.token, signInUrl: server.oneTimeUrl() } } : {}) };
  print(args.json ? JSON.stringify(shown) : inWords(shown));
  return null;
}

async function main(): Promise<number | null> {
  const args = readArgs(process.argv.slice(2));
  if (!args.ok) {
    log(usage);
    return refuse(args.error);
  }
  if (args.value['print-openapi']) {
    print(JSON.stringify(openApiDocument(), null, 2));
    return 0;
  }
  const records = await openData(args.value['data-dir']);
  if (!records.ok) return refuse(records.error);
  const running = task(records.value, args.value);
  if (!running) return serve(records.value, args.value);
  return running.finally(() => records.value.close());
}

try {
  const code = await main();
  if (code !== null) process.exitCode = code;
} catch (e) {
  process.exitCode = refuse({ code: 'internal.unexpected', detail: messageOf(e) });
}
