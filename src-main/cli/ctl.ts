import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { runCtl } from './ctl/run.ts';

/** `npm run ctl`: any call of the contract against a running console, for scripts and tests. */
const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort());
process.stdout.on('error', () => interruption.abort()); // the reader of a pipe has gone

/** What is typed at a terminal is not echoed. */
async function password(): Promise<string> {
  if (process.env.COURTROOM_PASSWORD !== undefined) return process.env.COURTROOM_PASSWORD;
  if (process.stdin.isTTY) process.stderr.write('Password: ');
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: unseen, terminal: process.stdin.isTTY });
  const line = await new Promise<string>((resolve) => { lines.once('line', resolve).once('close', () => resolve('')); });
  lines.close();
  return line;
}

process.exitCode = await runCtl(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  password,
  interrupted: interruption.signal,
});
