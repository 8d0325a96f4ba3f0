import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { structureProblem } from '#main/recorder/media/matroskaChecksums.ts';

/** Written here after RFC 8794 and RFC 9559, by hand: parts far larger than what is read at once, as a rich picture makes them. */

const element = (idHex: string, body: Buffer): Buffer => {
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(body.length));
  size[0] = 0x01; // eight bytes tell the size
  return Buffer.concat([Buffer.from(idHex, 'hex'), size, body]);
};

function checked(body: Buffer): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(body));
  return Buffer.concat([Buffer.from('bf84', 'hex'), sum, body]);
}

const noise = (bytes: number): Buffer => Buffer.from(Array.from({ length: bytes }, (_, i) => (i * 2654435761) >>> 24));
const clusters = [300_000, 5, 262_144, 700_001, 0].map((bytes) => element('1f43b675', checked(noise(bytes))));
const segment = element('18538067', Buffer.concat(clusters));
const head = element('1a45dfa3', Buffer.from('4282886d6174726f736b61', 'hex'));
const whole = Buffer.concat([head, segment]);

let dir: string;
beforeEach(async () => { dir = await mkdtemp(join(tmpdir(), 'matroska-')); });
afterEach(() => rm(dir, { recursive: true, force: true }));

async function problemOf(content: Buffer): Promise<string | null> {
  const path = join(dir, 'file.mkv');
  await writeFile(path, content);
  return structureProblem(path);
}

const flipped = (at: number): Buffer => {
  const content = Buffer.from(whole);
  content.writeUInt8(content.readUInt8(at) ^ 0x10, at);
  return content;
};

/** Where each cluster's own bytes begin: after its name and size, and its checksum. */
const beginnings = clusters.map((_, i) => head.length + 12 + clusters.slice(0, i).reduce((sum, cluster) => sum + cluster.length, 0));
const ownBytesFrom = 12 + 6;

test('a whole file has no problem', async () => {
  expect(await problemOf(whole)).toBeNull();
});

test.each([
  ['at the very beginning of a large part', 0, ownBytesFrom],
  ['in the first piece that is read of it', 0, 100_000],
  ['beyond that piece', 0, 262_144 + ownBytesFrom],
  ['in the last byte of it', 0, 300_000 + ownBytesFrom - 1],
  ['in a small part between large ones', 1, ownBytesFrom + 3],
  ['in a part as long as one piece', 2, 262_144 + ownBytesFrom - 1],
  ['in the third piece of one', 3, 600_000],
  ['in the checksum itself', 3, 14],
])('one flipped bit is found %s', async (_, cluster, offset) => {
  const at = beginnings[cluster] ?? 0;
  expect(await problemOf(flipped(at + offset))).toBe(`byte ${at}: checksum of this part is wrong`);
});

test.each([
  ['a part whose name is wrong, which players would skip', 1, 'no part of a recording'],
  ['a part whose checksum is no longer one', 12, 'this part has no checksum'],
  ['a part whose checksum has another length', 13, 'this part has no checksum'],
])('%s, is found', async (_, offset, problem) => {
  const at = beginnings[1] ?? 0;
  expect(await problemOf(flipped(at + offset))).toBe(`byte ${at}: ${problem}`);
});

test('of a recorder that was killed, what has no media in it may lack its checksum', async () => {
  const unknownSize = Buffer.from('1853806701ffffffffffffff', 'hex');
  const info = element('1549a966', element('ec', Buffer.alloc(4)));
  expect(await problemOf(Buffer.concat([head, unknownSize, info, ...clusters]))).toBeNull();
  expect(await problemOf(Buffer.concat([head, unknownSize, info, element('1f43b675', noise(900))]))).toMatch('this part has no checksum');
  expect(await problemOf(Buffer.concat([head, element('18538067', Buffer.concat([info, ...clusters]))]))).toMatch('this part has no checksum');
});

test('what was cut off, or is too much, is told', async () => {
  expect(await problemOf(whole.subarray(0, -1000))).toBe(`cut off: 1000 of ${whole.length} bytes are missing`);
  expect(await problemOf(Buffer.concat([whole, Buffer.alloc(7)]))).toBe('7 bytes too long');
  expect(await problemOf(noise(300))).toBe('not a Matroska file');
});
