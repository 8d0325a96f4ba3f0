import type { AppError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';

/** What Node cannot do about disks. Every call works beside the event loop, never throws, and may be repeated. */
export interface DiskTools {
  /** Why space cannot be reserved on this machine at all, or null. Recording does not depend on it. */
  readonly unavailable: AppError | null;
  /**
   * Makes sure that `path` has space on its disk to be `bytes` long; length and content stay as they are, a
   * missing file is created. On Windows only for as long as this process lives. Fails with `disk.reserve_failed`;
   * `params.code` is the system's word for it (`ENOSPC`, `EROFS`, `EIO`, `ENOTSUP` …), and nothing is left behind.
   */
  reserve(path: string, bytes: number): Promise<Result<void>>;
  /**
   * Gives back what `path` takes beyond `keepBytes`, never content; an emptied ballast stays as a file of no
   * length. Nobody may be writing to the file meanwhile. A missing file is no error.
   */
  release(path: string, keepBytes: number): Promise<Result<void>>;
  /**
   * Writes a file out and forgets it in memory. True: every byte of the next read comes from the disk. False:
   * not so – somebody has it mapped or writes to it, it lies on no disk, or the system cannot (only Linux can).
   * Fails with `internal.unexpected`, also when the disk does not take what was still to be written.
   */
  dropCache(path: string): Promise<Result<boolean>>;
}
