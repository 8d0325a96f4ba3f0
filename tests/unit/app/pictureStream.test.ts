import { expect, test } from 'vitest';
import { PictureStream } from '#main/app/conference/pictureStream.ts';

const frame = (rtpTimestamp: number, agoMs = 0) => ({ rtpTimestamp: rtpTimestamp >>> 0, agoMs, vp8: 'AAAA' });
const stream = () => new PictureStream('s');

test('pictures are as far apart as they were taken, however unevenly they came; the quickest says when', () => {
  const one = stream();
  const lateMs = [80, 30, 55, 30, 90];
  one.take(lateMs.map((late, i) => frame(i * 40 * 90, 200 - i * 40 - late)), 10_200);
  expect(one.due(20_000, 10).map(({ atMs }) => atMs)).toEqual([10_020, 10_060, 10_100, 10_140, 10_180]);
});

test('what had to be sent again is put in its place, and is waited for', () => {
  const one = stream();
  one.take([frame(0), frame(7200), frame(3600)], 1000);
  one.take([frame(10_800)], 1500);
  expect(one.due(1900, 0)).toEqual([]);
  expect(one.due(2000, 0).map(({ atMs }) => Math.round(atMs - 1000))).toEqual([-80, -40, 0]);
  expect(one.due(Infinity, 0)).toHaveLength(1);
});

test('a count that begins anew in the middle goes on', () => {
  const one = stream();
  one.take([frame(0xffff_ffff - 1799), frame(1800)], 1000);
  const [a, b] = one.due(Infinity, 0);
  expect((b?.atMs ?? 0) - (a?.atMs ?? 0)).toBeCloseTo(40, 1);
});

test('a burst that comes late after a jam moves nothing', () => {
  const one = stream();
  for (let i = 0; i < 50; i++) one.take([frame(i * 3600)], 1000 + i * 40);
  one.take(Array.from({ length: 10 }, (_, i) => frame((50 + i) * 3600)), 1000 + 60 * 40);
  const moments = one.due(Infinity, 0).map(({ atMs }) => atMs);
  expect(moments.map((atMs, i) => Math.round(atMs - (moments[0] ?? 0)) - i * 40)).toEqual(moments.map(() => 0));
  expect(moments[0]).toBeCloseTo(1000, 6);
});
