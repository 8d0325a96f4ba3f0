import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { messageOf } from '#shared/domain/errors.ts';
import { vaultKey } from '../files/examine.ts';
import type { FileRow, Records, Vault } from '../ports.ts';
import { buildViewing } from './build.ts';
import { segmentsOf } from './plan.ts';

const runSchema = z.object({
  runId: z.string(), fromMs: z.number(), toMs: z.number(),
  copies: z.array(z.object({ captureId: z.string(), name: z.string() })),
});
const indexSchema = z.object({ runs: z.array(runSchema), skipped: z.array(z.string()) });
export type ViewingRun = z.infer<typeof runSchema>;
export type ViewingIndex = z.infer<typeof indexSchema>;

/** `absent`: nothing was made of what is here now. `version` names the set of segments. */
export type ViewingState =
  | { kind: 'no_media' }
  | { kind: 'absent' | 'building'; version: string }
  | { kind: 'ready'; version: string; index: ViewingIndex }
  | { kind: 'failed'; version: string; detail: string };

export interface Viewing {
  stateOf(hearingId: string, files: readonly FileRow[]): Promise<ViewingState>;
  /** Starts making copies of what has arrived; one hearing at a time. */
  begin(hearingId: string, files: readonly FileRow[]): void;
  beginIfAbsent(hearingId: string, files: readonly FileRow[]): Promise<void>;
  /** Sealed, and as many segments here as were sealed. */
  isComplete(hearingId: string): Promise<boolean>;
  /** Path of one copy; null when there is none of this name. */
  copyPath(hearingId: string, version: string, name: string): Promise<string | null>;
  /** Ends a copy that is being made; it is begun anew when somebody asks. */
  stop(): Promise<void>;
}

/** Derived copies for browsers, under `<dir>/<hearingId>/<version>/`; they can be deleted at any time and are made anew. */
export function createViewing(dir: string, records: Records, vault: Vault): Viewing {
  const stopping = new AbortController();
  const failures = new Map<string, string>();
  const waiting = new Set<string>();
  let queue: Promise<void> = Promise.resolve();
  const folder = (hearingId: string, version: string) => join(dir, hearingId, version);

  const build = async (hearingId: string, version: string, files: readonly FileRow[]): Promise<void> => {
    try {
      await removeOlder(join(dir, hearingId));
      const absolutePath = (path: string) => vault.absolutePath(vaultKey({ hearingId, path }));
      await buildViewing({ segments: segmentsOf(files), absolutePath, outDir: folder(hearingId, version), signal: stopping.signal });
      failures.delete(version);
    } catch (e) {
      failures.set(version, messageOf(e));
    } finally {
      waiting.delete(version);
    }
  };
  const viewing: Viewing = {
    async stateOf(hearingId, files) {
      const version = versionOf(files);
      if (version === null) return { kind: 'no_media' };
      if (waiting.has(version)) return { kind: 'building', version };
      const index = await readIndex(folder(hearingId, version));
      if (index) return { kind: 'ready', version, index };
      const detail = failures.get(version);
      return detail === undefined ? { kind: 'absent', version } : { kind: 'failed', version, detail };
    },
    begin(hearingId, files) {
      const version = versionOf(files);
      if (version === null || waiting.has(version)) return;
      waiting.add(version);
      queue = queue.then(() => build(hearingId, version, files));
    },
    async beginIfAbsent(hearingId, files) {
      if ((await viewing.stateOf(hearingId, files)).kind === 'absent') viewing.begin(hearingId, files);
    },
    isComplete: (hearingId) => isComplete(records, hearingId),
    async copyPath(hearingId, version, name) {
      const index = await readIndex(folder(hearingId, version));
      const known = index?.runs.some((r) => r.copies.some((c) => c.name === name)) ?? false;
      return known ? join(folder(hearingId, version), name) : null;
    },
    stop: () => {
      stopping.abort();
      return queue;
    },
  };
  return viewing;
}

const sealedSchema = z.object({ event: z.object({ segments: z.int() }) });

async function isComplete(records: Records, hearingId: string): Promise<boolean> {
  const fact = await records.lastFactOfType(hearingId, 'recordingSealed');
  const sealed = fact === null ? null : sealedSchema.safeParse(JSON.parse(fact));
  if (!sealed?.success) return false;
  return (await records.countReceived(hearingId, ['audio', 'video'])) >= sealed.data.event.segments;
}

/** Names a set of segments by their content. */
function versionOf(files: readonly FileRow[]): string | null {
  const segments = segmentsOf(files);
  if (segments.length === 0) return null;
  const sha256ByPath = new Map(files.filter((f) => f.state === 'received').map((f) => [f.path, f.sha256]));
  const lines = segments.map((s) => `${s.path} ${sha256ByPath.get(s.path) ?? ''}`);
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16);
}

async function readIndex(folder: string): Promise<ViewingIndex | null> {
  try {
    const parsed = indexSchema.safeParse(JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null; // not made yet
  }
}

/** The newest finished copy stays while the next is made: somebody may be watching it. */
async function removeOlder(hearingDir: string): Promise<void> {
  const names = await readdir(hearingDir).catch(() => []);
  const made = await Promise.all(names.map(async (name) => ({ name, atMs: await madeAtMs(join(hearingDir, name)) })));
  const newest = made.filter((m) => m.atMs !== null).toSorted((a, b) => Number(b.atMs) - Number(a.atMs))[0]?.name;
  for (const name of names) if (name !== newest) await rm(join(hearingDir, name), { recursive: true, force: true });
}

const madeAtMs = (folder: string): Promise<number | null> =>
  stat(join(folder, 'index.json')).then((s) => s.mtimeMs, () => null);
