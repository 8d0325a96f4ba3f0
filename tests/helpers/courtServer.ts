import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const entry = new URL('../../src-server/main.ts', import.meta.url).pathname;

/** Strips what would colour or redirect a child started from a test runner. */
const nodeArgs = ['--disable-warning=ExperimentalWarning'];

export interface TestCourtServer {
  url: string;
  /** Device token of the demonstration hall; empty when `demo` is off or the data folder was used before. */
  token: string;
  /** One-time address that signs a browser in; empty without `demo`. */
  signInUrl: string;
  dataDir: string;
  recovered: number;
  /** Ends the process gracefully (throws when it did not end so); removes the data folder unless it was given. */
  stop(): Promise<void>;
  /** Ends it the hard way. The data folder stays, for the next start. */
  kill9(): Promise<void>;
}

/** A real court server in its own process, on a free port. Give `dataDir` and `port` to start one again after `kill9`. */
export async function startCourtServer(options: { demo?: boolean; dataDir?: string; port?: number; args?: readonly string[] } = {}): Promise<TestCourtServer> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'court-server-')));
  const args = [entry, '--json', '--port', String(options.port ?? 0), '--data-dir', dataDir, ...(options.demo === false ? [] : ['--demo']), ...(options.args ?? [])];
  const child = spawn(process.execPath, [...nodeArgs, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const started = await firstLine(child);
  return {
    url: started.listening.url,
    token: started.demo?.token ?? '',
    signInUrl: started.demo?.signInUrl ?? '',
    dataDir,
    recovered: started.recovered,
    async stop() {
      const code = await end(child, 'SIGTERM');
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
      if (code !== 0) throw new Error(`court server ended with ${code}`);
    },
    kill9: async () => void (await end(child, 'SIGKILL')),
  };
}

/** Runs one task of the server's command line (`--issue-token …`) and returns what it printed. */
export async function courtServerTask(args: string[], input = ''): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [...nodeArgs, entry, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => { stdout += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { stderr += text; });
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

interface Started { listening: { url: string }; recovered: number; demo?: { token: string | null; signInUrl: string } }

async function firstLine(child: ChildProcess): Promise<Started> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('started without pipes');
  let complaint = '';
  stderr.setEncoding('utf8').on('data', (text: string) => { complaint += text; });
  return new Promise((resolve, reject) => {
    createInterface({ input: stdout }).once('line', (line) => resolve(JSON.parse(line) as Started));
    child.once('exit', (code) => reject(new Error(`court server ended with ${code}: ${complaint}`)));
  });
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exit = once(child, 'exit') as Promise<[number | null]>;
  child.kill(signal);
  return (await exit)[0];
}
