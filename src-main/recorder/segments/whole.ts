import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { segmentFileName, segmentIndexes } from './files.ts';

const headBytes = 128;
const segmentId = Buffer.from('18538067', 'hex');
/** Matroska's word for "not known yet": it is replaced when the file is finished. */
const unknownSize = Buffer.from('01ffffffffffffff', 'hex');

function isWhole(head: Buffer): boolean {
  const at = head.indexOf(segmentId);
  const size = head.subarray(at + segmentId.length, at + segmentId.length + unknownSize.length);
  return at >= 0 && size.length === unknownSize.length && !size.equals(unknownSize);
}

/** Was the newest file in this folder finished by its writer? Also that of a process that could not end for another reason. */
export async function lastIsWhole(dir: string): Promise<boolean> {
  const last = (await segmentIndexes(dir)).at(-1);
  if (last === undefined) return false;
  const file = await open(join(dir, segmentFileName(last)), 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return isWhole(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}
