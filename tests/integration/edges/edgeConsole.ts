import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { CallName, Input, Output } from '#shared/contract/index.ts';
import type { Role } from '#shared/domain/actor.ts';
import type { AppError } from '#shared/domain/errors.ts';
import type { Hall } from '#shared/domain/hall.ts';
import { demoHall } from '#main/app/demoHall.ts';
import { ConsoleClient } from '#main/cli/ctl/client.ts';
import { endLeftovers } from '../../helpers/console.ts';
import { demoClips } from '../../helpers/demoHall.ts';

const root = new URL('../../../', import.meta.url);
const sources = {
  'print-worker.js': 'src-main/documents/printWorker.ts', 'store-worker.js': 'src-main/store/worker.ts',
  'media-edge.js': 'src-main/media-edge/edgeProcess.ts', 'recorder.js': 'src-main/entries/recorder.ts',
};

export interface EdgeConsole {
  url: string;
  pid: number;
  dataDir: string;
  /** Ends it and what it left running, and takes its folder away. */
  end(): Promise<void>;
}

/** A whole console run from the sources, with the demonstration's voices ready, not set up. */
export async function startEdgeConsole(): Promise<EdgeConsole> {
  const home = await mkdtemp(join(tmpdir(), 'edges-'));
  const dataDir = join(home, 'data');
  const bundleDir = await bundleOf(home);
  await cp(await demoClips(), join(dataDir, 'demo-voices'), { recursive: true });
  const child = spawn(process.execPath, [new URL('consoleProcess.ts', import.meta.url).pathname, dataDir, bundleDir], { stdio: ['ignore', 'pipe', 'pipe'] });
  const url = await firstLine(child);
  return { url, pid: child.pid ?? 0, dataDir, end: async () => {
    await ended(child);
    await endLeftovers(dataDir);
    await rm(home, { recursive: true, force: true });
  } };
}

/** Lies like the built program: workers in dist/node, assets two folders up. */
async function bundleOf(home: string): Promise<string> {
  const dir = join(home, 'dist', 'node');
  await mkdir(dir, { recursive: true });
  await writeFile(join(home, 'package.json'), '{"type":"module"}');
  await symlink(new URL('assets', root).pathname, join(home, 'assets'));
  for (const [name, source] of Object.entries(sources)) await writeFile(join(dir, name), `import ${JSON.stringify(new URL(source, root).href)};\n`);
  return dir;
}

async function firstLine(child: ChildProcess): Promise<string> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('started without pipes');
  let complaint = '';
  stderr.setEncoding('utf8').on('data', (text: string) => { complaint += text; });
  return new Promise((resolve, reject) => {
    createInterface({ input: stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the console ended with ${code}: ${complaint}`)));
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}

/** Made the demonstration hall of a court without a server: everybody signs in without a password. */
export async function setUpDemo(url: string, hall: Hall = demoHall): Promise<void> {
  await (await Window.open(url)).do('setup.tryDemo', { courtServer: false });
  if (hall !== demoHall) await (await Window.open(url, 'specialist')).do('settings.saveHall', { hall });
}

/** One window: says what the console answered, refusals as they are. */
export class Window {
  readonly client: ConsoleClient;

  private constructor(client: ConsoleClient) {
    this.client = client;
  }

  static async open(url: string, role?: Role): Promise<Window> {
    const connected = await ConsoleClient.connect(url, null);
    if (!connected.ok) throw new Error(connected.error.detail);
    const window = new Window(connected.value);
    if (role) await window.do('session.loginDemo', { role });
    return window;
  }

  async do<N extends CallName>(name: N, input: Omit<Input<N>, 'commandId'>): Promise<Output<N>> {
    const result = await this.client.call(name, { commandId: randomUUID(), ...input });
    if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error).slice(0, 500)}`);
    return result.value as Output<N>;
  }

  /** The refusal; throws when there was none. `commandId` is added like everywhere, unless the input brings its own. */
  async refused(name: string, input: unknown): Promise<AppError> {
    const whole = typeof input === 'object' && input !== null && !Array.isArray(input) ? { commandId: randomUUID(), ...input } : input;
    const result = await this.client.call(name, whole);
    if (result.ok) throw new Error(`${name} was carried out: ${JSON.stringify(input).slice(0, 300)}`);
    return result.error;
  }
}

export const logText = (dataDir: string): Promise<string> => readFile(join(dataDir, 'log', 'console.log'), 'utf8');

/** Until `look` is satisfied; throws after a while, with what it saw last. */
export async function eventually<T>(look: () => Promise<T>, satisfied: (value: T) => boolean): Promise<T> {
  let value = await look();
  for (let tries = 0; !satisfied(value); tries += 1) {
    if (tries > 300) throw new Error(`never came: ${JSON.stringify(value).slice(0, 1000)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    value = await look();
  }
  return value;
}
