import { closeSync, existsSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export interface RotatingFileOptions {
  path: string;
  maxBytes: number;
  /** Files kept besides the current one: `.1` is the newest. */
  kept: number;
}

/**
 * Lines appended at once and in order. When the file would grow past `maxBytes` it becomes `.1` and a
 * new one is begun; the oldest falls away. A disk that refuses a line must not take a hearing with it:
 * the line is counted, and the count is the next thing written once the disk accepts again.
 */
export class RotatingFile {
  readonly #options: RotatingFileOptions;
  #descriptor: number | null = null;
  #bytes = 0;
  #unwritten = 0;

  constructor(options: RotatingFileOptions) {
    this.#options = options;
  }

  write(line: string): void {
    try {
      this.#append(this.#unwritten === 0 ? line : `${lostLine(this.#unwritten)}${line}`);
      this.#unwritten = 0;
    } catch {
      this.#unwritten += 1;
      this.close();
    }
  }

  close(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
  }

  #append(text: string): void {
    const bytes = Buffer.from(text);
    const descriptor = this.#descriptorFor(bytes.length);
    this.#bytes += writeSync(descriptor, bytes);
  }

  #descriptorFor(moreBytes: number): number {
    const open = this.#descriptor ?? this.#open();
    if (this.#bytes === 0 || this.#bytes + moreBytes <= this.#options.maxBytes) return open;
    this.close();
    this.#rotate();
    return this.#open();
  }

  #open(): number {
    mkdirSync(dirname(this.#options.path), { recursive: true });
    const descriptor = openSync(this.#options.path, 'a', 0o600);
    this.#descriptor = descriptor;
    this.#bytes = fstatSync(descriptor).size;
    return descriptor;
  }

  #rotate(): void {
    const { path, kept } = this.#options;
    rmSync(`${path}.${kept}`, { force: true });
    for (let n = kept - 1; n >= 0; n -= 1) {
      const from = n === 0 ? path : `${path}.${n}`;
      if (existsSync(from)) renameSync(from, `${path}.${n + 1}`);
    }
  }
}

const lostLine = (count: number): string => `${JSON.stringify({ level: 'error', area: 'log', msg: `${count} lines could not be written` })}\n`;
