import { expect, test } from 'vitest';
import { untilTickMs } from '#main/recorder/ticks.ts';

test('whenever they ask, all wake at the same multiple of the period', () => {
  for (const nowMs of [1200, 1201.5, 1240.6, 1310]) {
    const wakesAtMs = nowMs + untilTickMs(150, 0, nowMs);
    expect(wakesAtMs).toBeGreaterThanOrEqual(1350);
    expect(wakesAtMs).toBeLessThan(1351);
  }
});

test('those of another phase wake between them', () => {
  expect(untilTickMs(150, 75, 1200)).toBe(75);
  expect(untilTickMs(150, 75, 1300)).toBe(125);
});

test('a timer that fires a moment before its tick does not fire again for it', () => {
  expect(untilTickMs(100, 0, 1099.4)).toBe(101);
  expect(untilTickMs(100, 0, 1100.2)).toBe(100);
});
