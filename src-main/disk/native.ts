import { createRequire } from 'node:module';
import { join, toNamespacedPath } from 'node:path';
import { z } from 'zod';
import type { DiskTools } from '#main/app/ports/disk.ts';
import { appError, messageOf, type AppError } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { builtFor } from './builtFor.ts';

const promising = <T>() => z.custom<T>((value) => typeof value === 'function');

/** What `native/disk/addon.c` exports. */
const addonSchema = z.object({
  reserve: promising<(path: string, bytes: number) => Promise<void>>(),
  shrink: promising<(path: string, bytes: number) => Promise<void>>(),
  dropCache: promising<(path: string) => Promise<boolean>>(),
});
type Addon = z.infer<typeof addonSchema>;

function load(nativeDir: string): Result<Addon> {
  try {
    return ok(addonSchema.parse(createRequire(import.meta.url)(join(builtFor(nativeDir), 'disk.node'))));
  } catch (e) {
    return err(appError('disk.reserve_failed', { params: { code: 'ENOTSUP' }, detail: `no disk addon for ${process.platform}-${process.arch}: ${messageOf(e)}` }));
  }
}

const errorSchema = z.object({ code: z.string() });

function reserveFailed(path: string, thrown: unknown): AppError {
  const known = errorSchema.safeParse(thrown);
  return appError('disk.reserve_failed', { params: { code: known.success ? known.data.code : 'UNKNOWN' }, detail: `${messageOf(thrown)} '${path}'` });
}

const unreadable = (path: string, thrown: unknown): AppError => appError('internal.unexpected', { detail: `${messageOf(thrown)} '${path}'` });

/** The addon throws at once what is no path and no number; that is a value as well. */
async function attempt<T>(work: () => Promise<T>, failed: (thrown: unknown) => AppError): Promise<Result<T>> {
  try {
    return ok(await work());
  } catch (e) {
    return err(failed(e));
  }
}

const withAddon = ({ reserve, shrink, dropCache }: Addon): DiskTools => ({
  unavailable: null,
  reserve: (path, bytes) => attempt(() => reserve(toNamespacedPath(path), bytes), (e) => reserveFailed(path, e)),
  release: (path, keepBytes) => attempt(() => shrink(toNamespacedPath(path), keepBytes), (e) => reserveFailed(path, e)),
  dropCache: (path) => attempt(() => dropCache(toNamespacedPath(path)), (e) => unreadable(path, e)),
});

const without = (unavailable: AppError): DiskTools => ({
  unavailable,
  reserve: () => Promise.resolve(err(unavailable)),
  release: () => Promise.resolve(err(unavailable)),
  dropCache: () => Promise.resolve(ok(false)),
});

/** `nativeDir`: the project's `native` folder, two folders above the bundles. */
export function createDiskTools(nativeDir: string): DiskTools {
  const loaded = load(nativeDir);
  return loaded.ok ? withAddon(loaded.value) : without(loaded.error);
}
