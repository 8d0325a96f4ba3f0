import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Log } from '#main/app/ports/index.ts';
import { writeAtomically } from '#main/process/atomicFile.ts';
import { messageOf } from '#shared/domain/errors.ts';
import { serialised } from '../serial.ts';

/** By hearing and device path, the hearing that came last at the end. */
const rememberedSchema = z.record(z.string(), z.record(z.string(), z.string()));
type Remembered = z.infer<typeof rememberedSchema>;

/** More than are ever open at once. */
const hearingsKept = 20;

async function readFrom(path: string): Promise<Remembered> {
  const text = await readFile(path, 'utf8').catch((e: NodeJS.ErrnoException) => {
    if (e.code === 'ENOENT') return '{}';
    throw e;
  });
  return rememberedSchema.parse(JSON.parse(text));
}

/**
 * Which camera was behind each device path when a hearing first had it: `<state folder>/cameras.json`, so that it is
 * still known after a recess, in which cameras are plugged, and to the next recorder.
 */
export class FirstCameras {
  readonly #path: string;
  readonly #log: Log;
  readonly #oneByOne = serialised();
  #remembered: Remembered | null = null;

  constructor(stateDir: string, log: Log) {
    this.#path = join(stateDir, 'cameras.json');
    this.#log = log;
  }

  /** The identity of the camera this hearing first had there; `now`, from here on, when it had none yet. */
  of(hearingId: string, devicePath: string, now: string): Promise<string> {
    return this.#oneByOne(async () => {
      this.#remembered ??= await this.#read();
      const known = this.#remembered[hearingId];
      const first = known?.[devicePath];
      if (first !== undefined) return first;
      const { [hearingId]: _, ...others } = this.#remembered;
      this.#remembered = { ...Object.fromEntries(Object.entries(others).slice(1 - hearingsKept)), [hearingId]: { ...known, [devicePath]: now } };
      await this.#write(this.#remembered);
      return now;
    });
  }

  async #read(): Promise<Remembered> {
    return readFrom(this.#path).catch((e: unknown) => {
      this.#log.warn('recorder', 'which cameras were there at first is not known any more', { detail: messageOf(e) });
      return {};
    });
  }

  /** Without it this recorder still knows; only the next one would not. */
  async #write(remembered: Remembered): Promise<void> {
    await writeAtomically(this.#path, JSON.stringify(remembered), 0o600).catch((e: unknown) => {
      this.#log.warn('recorder', 'which cameras were there at first was not written', { detail: messageOf(e) });
    });
  }
}
