import { expect, test } from 'vitest';
import { PictureJudge } from '#main/recorder/signal/pictureJudge.ts';
import type { PictureReading } from '#main/recorder/signal/pictureReading.ts';
import { hall } from './printed.ts';

const readingMs = 400;
const black: PictureReading = { ...hall, darkLuma: 16, meanLuma: 16.1, brightLuma: 17, edges: 0.3, difference: 0.19 };
const frozen: PictureReading = { ...hall, difference: 0 };
const blurred: PictureReading = { ...hall, edges: 1.2 };

function judged(...parts: [seconds: number, reading: PictureReading | ((i: number) => PictureReading)][]) {
  const judge = new PictureJudge();
  let n = 0;
  const told = parts.flatMap(([seconds, reading]) => Array.from({ length: (seconds * 1000) / readingMs }, (_, i) => {
    const atMs = n++ * readingMs;
    return judge.take(typeof reading === 'function' ? reading(i) : reading, atMs).map((c) => `${c.condition} ${c.change} ${c.atMs} told ${atMs}`);
  }).flat());
  return { judge, told };
}

test('an empty hall with nothing but the noise of the sensor is a good picture', () => {
  expect(judged([600, { ...hall, difference: 0.06 }]).told).toEqual([]);
});

test('black is told after two seconds, and nothing else is said of it', () => {
  expect(judged([20, hall], [8, black], [4, hall]).told).toEqual(['black began 20000 told 22000', 'black ended 28000 told 28800']);
  expect(judged([20, hall], [40, { ...black, difference: 0 }]).judge.held()).toEqual([{ condition: 'black', sinceMs: 20_000 }]);
});

test('a frozen picture is told within five seconds and its return at once', () => {
  expect(judged([20, hall], [8, frozen], [2, hall]).told).toEqual(['frozen began 20000 told 23600', 'frozen ended 28000 told 28000']);
});

test('a network camera that repeats itself from key frame to key frame is not frozen', () => {
  expect(judged([120, (i) => (i % 5 === 0 ? hall : frozen)]).told).toEqual([]);
});

test('out of focus is told after five seconds against its own usual detail', () => {
  expect(judged([60, hall], [10, blurred], [8, hall]).told)
    .toEqual(['covered_or_out_of_focus began 60000 told 65200', 'covered_or_out_of_focus ended 70000 told 72000']);
});

test('a picture that always had as little detail is as usual', () => {
  expect(judged([600, blurred]).told).toEqual([]);
});

test('people who come and go, and dimmed light, are not out of focus', () => {
  const comingAndGoing = (i: number): PictureReading => ({ ...hall, edges: 3 + 0.8 * Math.sin(i / 20) });
  const dimmed: PictureReading = { ...hall, darkLuma: 30, meanLuma: 46, brightLuma: 83, edges: 0.95 };
  expect(judged([300, comingAndGoing], [60, dimmed]).told).toEqual([]);
});

test('a lens that was covered before the first picture is told as well', () => {
  expect(judged([10, { ...hall, darkLuma: 68, meanLuma: 70, brightLuma: 73, edges: 0.3 }]).told).toEqual(['covered_or_out_of_focus began 0 told 5200']);
});

test('a failure that lasts does not become the usual picture', () => {
  const { judge } = judged([20, hall], [600, blurred]);
  expect(judge.held()).toEqual([{ condition: 'covered_or_out_of_focus', sinceMs: 20_000 }]);
});
