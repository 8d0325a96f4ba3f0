import { mkdir, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '#main/process/atomicFile.ts';
import { processIdentitySchema } from '#main/process/runner.ts';
import { captureSchema, runSchema } from './captures.ts';

/** Everything the next recorder needs to take a capture over; written right after its start. */
const captureStateSchema = z.object({
  version: z.literal(2),
  process: processIdentitySchema,
  capture: captureSchema,
  /** Null for a preview, which writes nothing. */
  run: runSchema.nullable(),
  /** Folders of the segments, on each target this process writes to, the one it runs in first; none for a preview. */
  dirs: z.array(z.string()),
  firstIndex: z.int().nonnegative(),
  telemetryPort: z.int().min(1).max(65_535),
  startedAtMs: z.number(),
  restarts: z.int().nonnegative(),
  /** Microphones that were left out because they could not be read. */
  absent: z.array(z.string()),
  /** Where this start's own lines begin in ffmpeg's log. */
  logFrom: z.int().nonnegative(),
});

export type CaptureState = z.infer<typeof captureStateSchema>;

const extension = '.json';

/** One small file per running capture, private to this user: addresses of cameras may hold passwords. */
export class StateFiles {
  /** Also of the captures' logs. */
  readonly dir: string;

  constructor(stateDir: string) {
    this.dir = join(stateDir, 'captures');
  }

  /** ffmpeg's own words. Not in the recording folder, which is handed over: they may name passwords. */
  async logPath(captureId: string): Promise<string> {
    await mkdir(this.dir, { recursive: true, mode: 0o700 });
    return join(this.dir, `${captureId}.ffmpeg.log`);
  }

  async write(state: CaptureState): Promise<void> {
    await mkdir(this.dir, { recursive: true, mode: 0o700 });
    await writeAtomically(this.#path(state.capture.captureId), JSON.stringify(state), 0o600);
  }

  /** Called when the capture has ended and all its files are accounted for. */
  async remove(captureId: string): Promise<void> {
    await unlink(this.#path(captureId)).catch((e: NodeJS.ErrnoException) => {
      if (e.code !== 'ENOENT') throw e;
    });
  }

  /** Files that cannot be understood are moved aside, and told. */
  async readAll(): Promise<{ states: CaptureState[]; movedAside: string[] }> {
    await mkdir(this.dir, { recursive: true, mode: 0o700 });
    const states: CaptureState[] = [];
    const movedAside: string[] = [];
    for (const name of (await readdir(this.dir)).filter((n) => n.endsWith(extension)).toSorted()) {
      const parsed = captureStateSchema.safeParse(await parsedJson(join(this.dir, name)));
      if (parsed.success) states.push(parsed.data);
      else movedAside.push(await this.#moveAside(name));
    }
    return { states, movedAside };
  }

  async #moveAside(name: string): Promise<string> {
    const aside = join(this.dir, `${name}.damaged`);
    await rename(join(this.dir, name), aside);
    return aside;
  }

  #path = (captureId: string): string => join(this.dir, `${captureId}${extension}`);
}

async function parsedJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8');
  try {
    return JSON.parse(text);
  } catch {
    return null; // not JSON: the schema refuses it
  }
}
