import { array, assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { FlvReader, type FlvPicture } from '../../../src-renderer/conference/flv.ts';

const bytes24 = (n: number): number[] => [(n >> 16) & 0xff, (n >> 8) & 0xff, n & 0xff];

/** One tag as the file format has it: type, size, time, stream, body, size of all that. */
function tag(type: number, timestampMs: number, body: number[]): number[] {
  const size = 11 + body.length;
  return [type, ...bytes24(body.length), ...bytes24(timestampMs & 0xffffff), timestampMs >>> 24, 0, 0, 0, ...body, (size >>> 24) & 0xff, ...bytes24(size)];
}

const header = [0x46, 0x4c, 0x56, 1, 1, 0, 0, 0, 9, 0, 0, 0, 0];
const configuration = [0x17, 0, 0, 0, 0, 1, 0x64, 0x00, 0x1f, 0xff];
const stream = new Uint8Array([
  ...header, ...tag(18, 0, [1, 2, 3]), ...tag(9, 0, configuration), ...tag(9, 40, [0x17, 1, 0, 0, 0, 9, 9, 9]), ...tag(8, 45, [0xaf, 1, 5]), ...tag(9, 20_000_000, [0x27, 1, 0, 0, 0, 8]),
]);
const expected: FlvPicture[] = [
  { kind: 'configuration', codec: 'avc1.64001f', description: new Uint8Array([1, 0x64, 0, 0x1f, 0xff]) },
  { kind: 'picture', isKey: true, timestampMs: 40, data: new Uint8Array([9, 9, 9]) },
  { kind: 'picture', isKey: false, timestampMs: 20_000_000, data: new Uint8Array([8]) },
];

test('pictures come out as they went in, however the bytes are cut', () => {
  assert(property(array(integer({ min: 1, max: stream.length }), { maxLength: 12 }), (cuts) => {
    const edges = [0, ...cuts.toSorted((a, b) => a - b), stream.length];
    const reader = new FlvReader();
    const pictures = edges.slice(1).flatMap((to, i) => reader.take(stream.slice(edges[i], to)));
    expect(pictures).toEqual(expected);
  }));
});

test('other codecs are left out', () => {
  const reader = new FlvReader();
  expect(reader.take(new Uint8Array([...header, ...tag(9, 0, [0x12, 0, 1, 2])]))).toEqual([]);
});
