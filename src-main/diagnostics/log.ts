import { join } from 'node:path';
import { pino } from 'pino';
import type { LogLine } from '#shared/contract/status.ts';
import type { Clock, Log, LogFeed } from '../app/ports/index.ts';
import { redact, redactText } from '../process/redact.ts';
import { RotatingFile } from './rotatingFile.ts';

const linesInMemory = 2000;
const maxFileBytes = 10 * 1024 * 1024;
const filesKept = 5;

export interface ConsoleLog extends Log, LogFeed {
  /** The file being written. */
  path: string;
  close(): void;
}

/**
 * The console's log: JSON lines in `<dataDir>/log/console.log`, rotated by size, and the newest 2,000
 * lines in memory for the Diagnostics screen. A secret never gets past this function: neither to the
 * file nor to a window.
 */
export function createLog({ dataDir, clock }: { dataDir: string; clock: Pick<Clock, 'nowMs'> }): ConsoleLog {
  const path = join(dataDir, 'log', 'console.log');
  const file = new RotatingFile({ path, maxBytes: maxFileBytes, kept: filesKept });
  const lines = new Ring<LogLine>(linesInMemory);
  const listeners = new Set<(line: LogLine) => void>();
  const writer = pino(
    { level: 'debug', base: { pid: process.pid }, timestamp: () => `,"time":"${new Date(clock.nowMs()).toISOString()}"`, formatters: { level: (level) => ({ level }) } },
    { write: (line) => file.write(line) },
  );

  const at = (level: LogLine['level']) => (area: string, text: string, more?: object) => {
    const line: LogLine = { atMs: clock.nowMs(), level, area, text: redactText(text) };
    writer[level]({ area, ...(more === undefined ? {} : { more: redact(more) }) }, line.text);
    lines.add(line);
    for (const listener of listeners) listener(line);
  };

  return {
    path,
    error: at('error'),
    warn: at('warn'),
    info: at('info'),
    debug: at('debug'),
    recent: (limit) => lines.newest(limit),
    onLine(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => file.close(),
  };
}

/** The newest `capacity` items, in order. */
class Ring<T> {
  readonly #capacity: number;
  #items: T[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Cut back only now and then, so that adding stays cheap. */
  add(item: T): void {
    this.#items.push(item);
    if (this.#items.length >= 2 * this.#capacity) this.#items = this.#items.slice(-this.#capacity);
  }

  newest(limit: number): T[] {
    return this.#items.slice(-Math.min(limit, this.#capacity));
  }
}
