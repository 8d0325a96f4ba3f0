import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import { lastMedia, MediaWalk } from '#main/recorder/segments/matroska.ts';

const sized = (id: number[], body: Buffer): Buffer => {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(0x10000000 + body.length);
  return Buffer.concat([Buffer.from(id), size, body]);
};

function block(track: number, offsetMs: number, bytes = 20): Buffer {
  const head = Buffer.alloc(4);
  head[0] = 0x80 | track;
  head.writeInt16BE(offsetMs, 1);
  return sized([0xa3], Buffer.concat([head, Buffer.alloc(bytes, 0x1f)]));
}

const cluster = (atMs: number, blocks: Buffer[]): Buffer => {
  const time = Buffer.alloc(4);
  time.writeUInt32BE(atMs);
  return sized([0x1f, 0x43, 0xb6, 0x75], Buffer.concat([sized([0xe7], time), ...blocks]));
};

/** Length unknown, as long as the file is being written. */
const file = Buffer.concat([
  sized([0x1a, 0x45, 0xdf, 0xa3], Buffer.alloc(10)),
  Buffer.from([0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
  sized([0x16, 0x54, 0xae, 0x6b], Buffer.alloc(200, 0xe7)),
  cluster(3_600_000, [block(1, 0), block(2, 6), block(1, 20), block(2, 26)]),
  cluster(3_600_200, [block(1, 0, 5000), block(2, 5), block(1, 21)]),
  sized([0x1c, 0x53, 0xbb, 0x6b], Buffer.alloc(30)),
]);

const walked = (chunks: Buffer[]) => {
  const walk = new MediaWalk();
  for (const chunk of chunks) walk.push(chunk);
  return walk;
};

test('finds where each track begins and ends', () => {
  const walk = walked([file]);
  expect(Object.fromEntries(walk.tracks())).toEqual({
    1: { firstMs: 3_600_000, lastMs: 3_600_221, blocks: 4, stepMs: 21, holes: [{ fromMs: 3_600_040, toMs: 3_600_200 }] },
    2: { firstMs: 3_600_006, lastMs: 3_600_205, blocks: 3, stepMs: 179, holes: [{ fromMs: 3_600_046, toMs: 3_600_205 }] },
  });
  expect(walk.span()).toEqual({ startMs: 3_600_000, endMs: 3_600_384, tracks: 2 });
});

test('is the same however the bytes arrive', () => {
  const whole = walked([file]).span();
  fc.assert(fc.property(fc.array(fc.nat(file.length), { maxLength: 30 }), (cuts) => {
    const at = [0, ...cuts.toSorted((a, b) => a - b), file.length];
    expect(walked(at.slice(1).map((end, i) => file.subarray(at[i], end))).span()).toEqual(whole);
  }));
});

test('half a block at the end of a killed capture does not count', () => {
  const cut = file.subarray(0, file.length - 39 - 10);
  expect(walked([cut]).tracks().get(1)).toMatchObject({ lastMs: 3_600_200, blocks: 3 });
});

test('nothing but a header has no media', () => expect(walked([file.subarray(0, 100)]).span()).toBeNull());

test('the end of a growing file tells up to where there is media', () => {
  expect(lastMedia(file.subarray(300))?.endMs).toBe(3_600_221 + 21);
  expect(lastMedia(Buffer.alloc(100))).toBeNull();
});
