import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FrameCounts, SampleCounts, type FrameReport } from '#main/recorder/signal/counts.ts';

const reportMs = 500;
/** Reports are up to 180 ms late, never early. */
const lateness = (i: number): number => ((i * 7919) % 13) * 15;

interface Course { seconds: number; fps?: number; speed?: number }

/** Half-second reports of a camera; positions are of the wall clock's size. */
function reports(courses: readonly Course[]): FrameReport[] {
  const all: FrameReport[] = [];
  let [mediaMs, frames, clockMs] = [1.79e12, 0, 5000];
  for (const { seconds, fps = 25, speed = 1 } of courses)
    for (let i = 0; i < (seconds * 1000) / reportMs; i += 1) {
      clockMs += reportMs;
      mediaMs += reportMs * speed;
      frames += (fps * reportMs) / 1000;
      all.push({ atMs: clockMs + lateness(all.length), positionMs: mediaMs, frames: Math.floor(frames) });
    }
  return all;
}
const changesOf = (...courses: Course[]): string[] => {
  const counts = new FrameCounts(25);
  return reports(courses).flatMap((report) => counts.take(report)).map((c) => `${c.condition} ${c.change}`);
};

describe('pictures', () => {
  test('four hours of a camera that is as fast as it says are nothing to speak of', () => {
    expect(changesOf({ seconds: 4 * 3600 })).toEqual([]);
  });

  test('an encoder of nine tenths falls behind within half a minute, and has caught up when it is quicker again', () => {
    const counts = new FrameCounts(25);
    const [first, ...rest] = reports([{ seconds: 60 }, { seconds: 40, speed: 0.9 }, { seconds: 30, speed: 1.2 }]).flatMap((r) => counts.take(r));
    expect(first).toMatchObject({ condition: 'falling_behind', change: 'began' });
    expect(first?.atMs).toBeGreaterThan(5000 + 60_000 + 15_000);
    expect(first?.atMs).toBeLessThan(5000 + 60_000 + 30_000);
    expect(rest.map((c) => `${c.condition} ${c.change}`)).toEqual(['falling_behind ended']);
  });

  test('half of the frames are missed within seven seconds, nine tenths are enough', () => {
    expect(changesOf({ seconds: 20 }, { seconds: 7, fps: 12.5 }, { seconds: 20 })).toEqual(['frames_missing began', 'frames_missing ended']);
    expect(changesOf({ seconds: 20 }, { seconds: 60, fps: 22.5 })).toEqual([]);
  });

  test('a clock that is set by an hour, either way, is no encoder', () => {
    const counts = new FrameCounts(25);
    const set = (report: FrameReport, i: number, byMs: number) => ({ ...report, positionMs: report.positionMs + (i > 100 ? byMs : 0) });
    for (const byMs of [3_600_000, -3_600_000])
      expect(reports([{ seconds: 300 }]).map((r, i) => set(r, i, byMs)).flatMap((r) => counts.take(r))).toEqual([]);
  });

  test('without frames nothing is counted', () => {
    expect(changesOf({ seconds: 30, fps: 0, speed: 0 })).toEqual([]);
  });

  test('drift is known to 20 millionths after half an hour, whatever it is', () => {
    fc.assert(fc.property(fc.integer({ min: -300, max: 300 }), (ppm) => {
      const counts = new FrameCounts(25);
      const changes = reports([{ seconds: 1800, fps: 25 * (1 + ppm / 1e6) }]).flatMap((r) => counts.take(r));
      expect(changes).toEqual([]);
      expect(Math.abs((counts.driftPpm() ?? NaN) - ppm)).toBeLessThan(20);
    }), { numRuns: 20 });
  });

  test('no drift is claimed before two minutes', () => {
    const counts = new FrameCounts(25);
    for (const report of reports([{ seconds: 110 }])) counts.take(report);
    expect(counts.driftPpm()).toBeNull();
  });
});

describe('samples', () => {
  /** A reading every 100 ms; after a minute none for `lostMs`. */
  const told = (lostMs: number, ppm = 0) => {
    const counts = new SampleCounts();
    const changes = Array.from({ length: 1200 }, (_, i) => {
      const clockMs = (i + 1) * 100;
      return counts.take({ atMs: clockMs + lateness(i), positionMs: Math.max(Math.min(clockMs, 60_000), clockMs - lostMs) * (1 + ppm / 1e6) });
    }).flat();
    return { counts, told: changes.map((c) => `${c.condition} ${c.change}`) };
  };

  test('any loss of more than 200 ms is told once and is over after five seconds; a smaller one is not told', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: -200, max: 200 }), (lostMs, ppm) => {
      const { counts, told: changes } = told(lostMs, ppm);
      const roundingMs = 60; // drift over a minute, and how late the best of two seconds is
      if (lostMs <= 200 - roundingMs) expect(changes).toEqual([]);
      if (lostMs < 200 + roundingMs) return;
      expect(changes).toEqual(['samples_missing began', 'samples_missing ended']);
      expect(counts.missingMs()).toBeGreaterThan(lostMs - 100 - roundingMs); // the rest is too little to be told
      expect(counts.missingMs()).toBeLessThan(lostMs + roundingMs);
    }), { numRuns: 100 });
  });

  test('sound that stops altogether goes on missing', () => {
    const counts = new SampleCounts();
    const changes = Array.from({ length: 600 }, (_, i) => counts.take({ atMs: i * 100, positionMs: Math.min(i * 100, 30_000) })).flat();
    expect(changes.map((c) => c.change)).toEqual(['began']);
    expect(counts.held()).toEqual([{ condition: 'samples_missing', sinceMs: expect.any(Number) }]);
    expect(counts.missingMs()).toBeGreaterThan(27_000);
  });

  test('drift of four hours is no loss', () => {
    const counts = new SampleCounts();
    const changes = Array.from({ length: 28_800 }, (_, i) => counts.take({ atMs: i * 500 + lateness(i), positionMs: i * 499.9 })).flat();
    expect(changes).toEqual([]);
    expect(Math.abs((counts.driftPpm() ?? NaN) + 200)).toBeLessThan(20);
  });
});
