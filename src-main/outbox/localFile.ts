import { open, stat, type FileHandle } from 'node:fs/promises';
import { hashFile } from '#main/process/pieces.ts';
import { messageOf } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { FileRow } from './batch.ts';
import { failure } from './courtClient.ts';
import type { Failure } from './policy.ts';

/** Is the file still the one that was queued? What changed since is told, never sent under the old name. */
export async function checkLocalFile({ absolutePath, bytes, sha256 }: FileRow['content']): Promise<Result<void, Failure>> {
  try {
    const { size } = await stat(absolutePath);
    if (size !== bytes) return err(failure('local', `${absolutePath}: ${size} bytes, queued with ${bytes}`));
    const { sha256: found } = await hashFile(absolutePath);
    return found === sha256 ? ok(undefined) : err(failure('local', `${absolutePath}: SHA-256 ${found}, queued with ${sha256}`));
  } catch (e) {
    return err(failure('local', messageOf(e)));
  }
}

/** Reads a file in pieces for the upload. A read error is an answer, not a crash of the whole process. */
export class PieceReader {
  readonly size: number;
  readonly #handle: FileHandle;

  private constructor(handle: FileHandle, size: number) {
    this.#handle = handle;
    this.size = size;
  }

  static async open(path: string): Promise<PieceReader> {
    const handle = await open(path, 'r');
    return new PieceReader(handle, (await handle.stat()).size);
  }

  async slice(start: number, end: number): Promise<{ value: Uint8Array & { size: number }; done: boolean }> {
    const wanted = Math.min(end, this.size) - start;
    const { bytesRead, buffer } = await this.#handle.read(Buffer.alloc(wanted), 0, wanted, start);
    if (bytesRead !== wanted) throw new Error(`the file ended at ${start + bytesRead}`);
    return { value: Object.assign(buffer, { size: bytesRead }), done: end >= this.size };
  }

  /** The upload library closes when it is through, not when it fails; the caller does both. */
  close(): void {}

  release(): Promise<void> {
    return this.#handle.close();
  }
}
