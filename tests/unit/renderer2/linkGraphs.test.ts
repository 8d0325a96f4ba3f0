import { expect, test } from 'vitest';
import { linkGraphs } from '../../../src-renderer/screens/diagnostics/linkGraphs.ts';
import { steady, withFault } from '../conference/quality/series.ts';

const graph = (id: string, points: Parameters<typeof linkGraphs>[0]) => linkGraphs(points, (line) => line).find((one) => one.id === id);

test('both directions over time, with a hole where there was no link', () => {
  const points = [{ atMs: 0, figures: steady }, { atMs: 5000, figures: withFault('from', { pictureKbit: 468, soundKbit: 32 }) }, { atMs: 60_000, figures: steady }];
  expect(graph('bandwidth', points)?.history).toEqual({ names: ['from', 'to'], rows: [[0, 5, 5.001, 60], [0.932, 0.5, null, 0.932], [0.932, 0.932, null, 0.932]] });
});

test('the axis reaches over the highest peak by doubling, and over nothing by its least', () => {
  expect(graph('delay', [])?.range).toEqual([0, 200]);
  expect(graph('delay', [{ atMs: 0, figures: { ...steady, roundTripMs: 500 } }])?.range).toEqual([0, 800]);
});

test('silence is drawn at the bottom, not below it', () => {
  expect(graph('level', [{ atMs: 0, figures: withFault('from', { levelDb: -120 }) }])?.history.rows[1]).toEqual([-60]);
});
