import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { SegmentRow, SegmentStore } from '#main/app/ports/index.ts';
import { serialised } from '../serial.ts';
import { factSchema, type HearingFact, type KeptFact } from './messages.ts';

const headSchema = z.object({ ledgerId: z.uuid(), hearingId: z.string() });
const extension = '.jsonl';

/** One hearing's facts, in the order in which they came true: a line each, the first line says whose they are. */
class Book {
  /** Not acknowledged yet, the oldest first. */
  pending: KeptFact[] = [];
  readonly rows = new Map<string, SegmentRow>();
  readonly path: string;
  readonly ledgerId: string;
  #taken = 0;
  #acked = 0;

  constructor(path: string, ledgerId: string) {
    this.path = path;
    this.ledgerId = ledgerId;
  }

  take(fact: HearingFact): KeptFact {
    this.#taken += 1;
    const kept = { factId: `${this.ledgerId}-${this.#taken}`, fact };
    this.pending.push(kept);
    if ('row' in fact) this.rows.set(fact.row.path, fact.row);
    return kept;
  }

  /** The console knows so many from the beginning; they are not kept here any more, only on disk. Returns how many those are. */
  ack(count: number): number {
    const acked = Number.isInteger(count) ? Math.max(this.#acked, Math.min(count, this.#taken)) : this.#acked;
    this.pending = this.pending.slice(acked - this.#acked);
    this.#acked = acked;
    return acked;
  }

  /** Everything is known to the console, and nothing waits to be read back. */
  isDone = (): boolean => this.pending.length === 0 && [...this.rows.values()].every((row) => row.state !== 'closed');
}

/**
 * What the recorder knows and the console may not know yet, on disk before it is told: a console that is away learns
 * everything when it returns. The segments' rows are part of it. A line cut short by a power cut was never told.
 */
export class Ledger implements Pick<SegmentStore, 'upsert' | 'of'> {
  readonly #dir: string;
  readonly #books = new Map<string, Book>();
  readonly #oneByOne = serialised();
  readonly #onFact: (kept: KeptFact) => void;

  private constructor(dir: string, onFact: (kept: KeptFact) => void) {
    this.#dir = dir;
    this.#onFact = onFact;
  }

  static async open(dir: string, onFact: (kept: KeptFact) => void): Promise<Ledger> {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const ledger = new Ledger(dir, onFact);
    for (const name of (await readdir(dir)).filter((n) => n.endsWith(extension)).toSorted()) await ledger.#read(join(dir, name));
    return ledger;
  }

  /** Resolves when it is on disk; only then it is told. */
  append(fact: HearingFact): Promise<void> {
    return this.#oneByOne(async () => {
      const book = await this.#bookOf(fact.type === 'fault' || !('row' in fact) ? fact.hearingId : fact.row.hearingId);
      await appendLine(book.path, fact);
      this.#onFact(book.take(fact));
    });
  }

  /** Everything told and not acknowledged, hearing by hearing, in order. */
  pending = (): KeptFact[] => [...this.#books.values()].flatMap((book) => book.pending);

  /** The console has kept this fact, and with it every one before it of the same hearing. */
  ack(factId: string): Promise<void> {
    return this.#oneByOne(async () => {
      const book = [...this.#books.values()].find((b) => factId.startsWith(`${b.ledgerId}-`));
      if (!book) return;
      const acked = book.ack(Number(factId.slice(book.ledgerId.length + 1)));
      await writeFile(ackPath(book.path), String(acked)); // lost in a power cut, facts are told again, which changes nothing
    });
  }

  /** Of hearings that are over here, nothing is kept. */
  forgetAllBut(hearingId: string | null): Promise<void> {
    return this.#oneByOne(async () => {
      for (const [id, book] of this.#books) {
        if (id === hearingId || !book.isDone()) continue;
        this.#books.delete(id);
        await rm(book.path, { force: true });
        await rm(ackPath(book.path), { force: true });
      }
    });
  }

  upsert = (row: SegmentRow): Promise<void> => this.append({ type: typeOf(row), row });
  of = async (hearingId: string): Promise<SegmentRow[]> =>
    [...(this.#books.get(hearingId)?.rows.values() ?? [])].toSorted((a, b) => (a.captureId === b.captureId ? a.startMs - b.startMs : a.captureId < b.captureId ? -1 : 1));

  async #read(path: string): Promise<void> {
    const [head = '', ...lines] = (await readFile(path, 'utf8')).split('\n');
    const parsed = headSchema.safeParse(jsonOf(head));
    if (!parsed.success) return rename(path, `${path}.damaged`);
    const book = new Book(path, parsed.data.ledgerId);
    for (const line of lines) {
      const fact = factSchema.safeParse(jsonOf(line));
      if (fact.success) book.take(fact.data);
    }
    const acked = Number(await readFile(ackPath(path), 'utf8').catch(() => '0'));
    book.ack(acked);
    this.#books.set(parsed.data.hearingId, book);
  }

  async #bookOf(hearingId: string): Promise<Book> {
    const known = this.#books.get(hearingId);
    if (known) return known;
    const ledgerId = randomUUID();
    const book = new Book(join(this.#dir, `${ledgerId}${extension}`), ledgerId);
    await appendLine(book.path, { ledgerId, hearingId });
    this.#books.set(hearingId, book);
    return book;
  }
}

const typeOf = ({ state }: SegmentRow) => ({ closed: 'segmentClosed', verified: 'segmentVerified', damaged: 'segmentDamaged' } as const)[state];
const ackPath = (path: string): string => `${path}.acked`;

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null; // the last line of a file that a power cut left half written
  }
}

/** A line begins on a line of its own even where the last one was cut short. */
async function appendLine(path: string, content: object): Promise<void> {
  const file = await open(path, 'a+', 0o600);
  try {
    const { size } = await file.stat();
    const last = size > 0 ? (await file.read(Buffer.alloc(1), 0, 1, size - 1)).buffer.toString() : '\n';
    await file.write(`${last === '\n' ? '' : '\n'}${JSON.stringify(content)}\n`);
    await file.datasync();
  } finally {
    await file.close();
  }
}
