import { createHash } from 'node:crypto';
import { mkdir, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { maxAttachmentBytes, signatureBytes } from '#shared/domain/identityPhoto.ts';
import type { Attachments } from '../ports.ts';
import { writeWhole } from './writeWhole.ts';

/** What came with petitions, in a folder of its own; each file is named by what it is. */
export function openAttachments(dir: string): Attachments {
  const pathOf = (sha256: string) => join(dir, sha256);
  return {
    async keep(bytes) {
      if (bytes.length > maxAttachmentBytes) return null;
      await mkdir(dir, { recursive: true, mode: 0o700 });
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      await writeWhole(pathOf(sha256), bytes);
      return sha256;
    },
    async find(sha256) {
      const size = await stat(pathOf(sha256)).then((found) => found.size, () => null);
      if (size === null || size > maxAttachmentBytes) return null;
      return { absolutePath: pathOf(sha256), firstBytes: await firstBytesOf(pathOf(sha256)) };
    },
  };
}

async function firstBytesOf(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(signatureBytes), 0, signatureBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
