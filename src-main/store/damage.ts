import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { appError, type AppError } from '#shared/domain/errors.ts';

/**
 * Puts a damaged database aside with its journal under a name that SQLite's own recovery tools can
 * open as it is, and a note beside it that says what was wrong. Returns the fact to be told.
 */
export function moveAside(file: string, problem: AppError, nowMs: number): AppError {
  const aside = freeName(`${file}.damaged-${stamp(nowMs)}`);
  const moved = ['-wal', '-shm', ''].filter((suffix) => existsSync(file + suffix));
  writeFileSync(`${aside}.txt`, `${problem.code}: ${problem.detail ?? ''}\nfound: ${file}\nmoved: ${new Date(nowMs).toISOString()}\n`, { flush: true });
  for (const suffix of moved) renameSync(file + suffix, aside + suffix);
  return appError('store.damaged', { params: { movedTo: aside }, detail: problem.detail ?? '' });
}

const stamp = (nowMs: number): string => new Date(nowMs).toISOString().replace(/[:.]/g, '-');

function freeName(wanted: string): string {
  let name = wanted;
  for (let n = 2; existsSync(name) || existsSync(`${name}.txt`); n += 1) name = `${wanted}-${n}`;
  return name;
}
