import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Commit } from '#main/app/ports/index.ts';
import type { WriterLine, WriterOrders } from './writerProtocol.ts';

type Acknowledged = Extract<WriterLine, { say: 'acknowledged' }>;

/** Everything the writers have said over all their lives. */
export class Ledger {
  readonly acknowledged = new Map<string, Acknowledged>();
  repeated = 0;
  #announced: Commit | null = null;

  get unsettled(): Commit | null {
    return this.#announced;
  }

  note(line: WriterLine): void {
    if (line.say === 'about to') this.#announced = line.commit;
    if (line.say !== 'acknowledged') return;
    this.acknowledged.set(line.commandId, line);
    this.#announced = null;
    if (line.kind === 'repeated') this.repeated += 1;
  }
}

export interface WriterProcess {
  /** Resolves when the process has ended by itself; its exit code and what it complained about. */
  ended: Promise<{ code: number | null; complaint: string }>;
  kill9(): Promise<void>;
}

const entry = new URL('./writer.ts', import.meta.url).pathname;

export function startWriter(orders: Omit<WriterOrders, 'unsettled'>, ledger: Ledger): WriterProcess {
  const told: WriterOrders = { ...orders, unsettled: ledger.unsettled };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry, JSON.stringify(told)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => { complaint += text; });
  // A line torn by the kill was never an acknowledgement: only whole ones count.
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) ledger.note(JSON.parse(line) as WriterLine);
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, complaint }));
  return {
    ended,
    async kill9() {
      if (child.exitCode !== null) throw new Error(`the writer had ended by itself: ${complaint}`);
      child.kill('SIGKILL');
      await ended;
    },
  };
}
