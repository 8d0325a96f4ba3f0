import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashFile, pieceBytes, readPieces } from '#main/process/pieces.ts';

let dir: string;
beforeEach(async () => { dir = await mkdtemp(join(tmpdir(), 'pieces-')); });
afterEach(() => rm(dir, { recursive: true, force: true }));

async function fileOf(content: Buffer): Promise<string> {
  const path = join(dir, String(content.length));
  await writeFile(path, content);
  return path;
}

const lengths = [0, 1, pieceBytes - 1, pieceBytes, pieceBytes + 1, 3 * pieceBytes + 17];

test.each(lengths)('a file of %d bytes is read as it is', async (length) => {
  const content = randomBytes(length);
  const file = await open(await fileOf(content), 'r');
  const pieces: Buffer[] = [];
  expect(await readPieces(file, (piece) => pieces.push(Buffer.from(piece))).finally(() => file.close())).toBe(length);
  expect(Buffer.concat(pieces).equals(content)).toBe(true);
});

test('files that are read side by side do not mix', async () => {
  const contents = lengths.map((length) => randomBytes(length));
  const expected = contents.map((content) => ({ sha256: createHash('sha256').update(content).digest('hex'), bytes: content.length }));
  const paths = await Promise.all(contents.map(fileOf));
  expect(await Promise.all(paths.map(hashFile))).toEqual(expected);
  expect(await Promise.all(paths.map(hashFile))).toEqual(expected);
});

test('what cannot be read is told', async () => {
  await expect(hashFile(join(dir, 'none'))).rejects.toThrow('ENOENT');
  await expect(hashFile(dir)).rejects.toThrow('EISDIR');
});
