import { describe, expect, it } from 'vitest';
import { SpeedMeter } from '#main/outbox/speed.ts';

describe('speed', () => {
  it('is unknown before anything was sent, and nothing left takes no time', () => {
    expect(new SpeedMeter().etaMs(1_000)).toBeNull();
    expect(new SpeedMeter().etaMs(0)).toBe(0);
  });

  it('gives the time left at the rate of late', () => {
    const meter = new SpeedMeter();
    meter.begin(0);
    meter.note(500, 1_000);
    meter.note(500, 2_000);
    expect(meter.etaMs(5_000)).toBe(10_000);
  });

  it('forgets what was longer ago than ten seconds', () => {
    const meter = new SpeedMeter();
    meter.begin(0);
    meter.note(1_000_000, 1_000);
    for (let atMs = 12_000; atMs <= 20_000; atMs += 1_000) meter.note(100, atMs);
    expect(meter.etaMs(1_000)).toBe(10_000);
  });

  it('does not count the quiet time between two transfers', () => {
    const meter = new SpeedMeter();
    meter.begin(0);
    meter.note(1_000, 1_000);
    meter.begin(60_000);
    expect(meter.etaMs(1_000)).toBe(1_000);
    meter.note(2_000, 61_000);
    expect(meter.etaMs(1_000)).toBe(500);
  });
});
