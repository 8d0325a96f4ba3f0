import { createInterface } from 'node:readline';
import { runCtl } from './ctl/run.ts';

/** `npm run ctl`: any call of the contract against a running console, for scripts and tests. */
const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort());
process.stdout.on('error', () => interruption.abort()); // the reader of a pipe has gone

async function password(): Promise<string> {
  if (process.env.COURTROOM_PASSWORD !== undefined) return process.env.COURTROOM_PASSWORD;
  for await (const line of createInterface({ input: process.stdin })) return line;
  return '';
}

process.exitCode = await runCtl(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  password,
  interrupted: interruption.signal,
});
