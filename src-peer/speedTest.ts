import { filling, speedMessageSchema, type Speed, type SpeedMessage } from '#shared/conference/quality/speed.ts';
import { sampleOf, type StatsEntry } from '#shared/conference/quality/sample.ts';
import type { Timers } from '#shared/conference/line.ts';

/** One end of the connection that is measured. */
export interface SpeedEnd {
  /** False: nothing is connected. */
  send(text: string): boolean;
  /** As `send`, and resolves when there is room for more; never, when the connection ends meanwhile. */
  fill(text: string): Promise<boolean>;
  stats(): Promise<Iterable<[string, StatsEntry]>> | null;
  timers: Timers;
  /** Does this end send whatever it is asked for? Not in a hearing, which it would disturb. */
  answers(): boolean;
}

/** As long as a slow line needs to show what it carries; a fast one has shown it with the last byte. */
const fillForMs = 3000;
const mostBytes = 1_000_000;
const givenUpAfterMs = 20_000;
/** Nobody makes the hall send again and again. */
const againAfterMs = 5000;

interface Counting {
  bytes: number;
  atMs: number;
}

/** Measures what a connection carries: filling in one direction, then in the other, beside picture and sound that are on it. All that arrives is counted. */
export class SpeedTest {
  readonly #end: SpeedEnd;
  #counting: Promise<Counting | null> | null = null;
  #waiting: { arrived: (mbit: number | null) => void; counted: (mbit: number | null) => void } | null = null;
  #answeredAtMs = -Infinity;

  constructor(end: SpeedEnd) {
    this.#end = end;
  }

  /** Down, then up; null when the connection ended on the way. */
  async run(): Promise<Speed | null> {
    const counted = this.#next('counted');
    if (!this.#say({ speed: 'send' })) return null;
    const downMbit = await counted;
    if (downMbit === null) return null;
    const arrived = this.#next('arrived');
    void this.#fill(); // of a connection that ends meanwhile there is no end
    const upMbit = await arrived;
    return upMbit === null ? null : { downMbit, upMbit };
  }

  /** Whatever came on the channel. */
  take(text: string): void {
    if (text === filling) return;
    const message = messageIn(text);
    if (message?.speed === 'send') void this.#answer();
    else if (message?.speed === 'count') this.#counting = this.#count();
    else if (message?.speed === 'counted') void this.#tell();
    else if (message) this.#waiting?.arrived(message.mbit);
  }

  async #answer(): Promise<void> {
    const nowMs = this.#end.timers.nowMs();
    if (!this.#end.answers() || nowMs - this.#answeredAtMs < againAfterMs) return;
    this.#answeredAtMs = nowMs;
    await this.#fill();
  }

  async #fill(): Promise<void> {
    const sinceMs = this.#end.timers.nowMs();
    this.#say({ speed: 'count' });
    for (let bytes = 0; bytes < mostBytes && this.#end.timers.nowMs() - sinceMs < fillForMs; bytes += filling.length) if (!(await this.#end.fill(filling))) return;
    this.#say({ speed: 'counted' });
  }

  async #tell(): Promise<void> {
    const [before, now] = [await this.#counting, await this.#count()];
    this.#counting = null;
    if (!before || !now || now.atMs <= before.atMs) return;
    const mbit = ((now.bytes - before.bytes) * 8) / 1000 / (now.atMs - before.atMs);
    this.#say({ speed: 'arrived', mbit });
    this.#waiting?.counted(mbit);
  }

  async #count(): Promise<Counting | null> {
    const atMs = this.#end.timers.nowMs();
    const bytes = sampleOf([...((await this.#end.stats()) ?? [])].map(([, entry]) => entry)).entries.get('pair')?.['bytesReceived'];
    return typeof bytes === 'number' ? { bytes, atMs } : null;
  }

  #next(which: 'arrived' | 'counted'): Promise<number | null> {
    return new Promise((resolve) => {
      const callOff = this.#end.timers.after(givenUpAfterMs, () => resolve(null));
      const done = (mbit: number | null): void => { callOff(); resolve(mbit); };
      this.#waiting = { arrived: () => undefined, counted: () => undefined, [which]: done };
    });
  }

  #say = (message: SpeedMessage): boolean => this.#end.send(JSON.stringify(message));
}

function messageIn(text: string): SpeedMessage | null {
  try {
    return speedMessageSchema.parse(JSON.parse(text));
  } catch {
    return null; // a sign of life, or of another version
  }
}
