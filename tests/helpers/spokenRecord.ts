import { expect } from 'vitest';
import { spokenIn } from './spokenStretches.ts';

/** Every piece of speech stands where it was said, to the millisecond. */
export function expectSpoken(source: Float32Array, stretch: Float32Array): void {
  const pieces = spokenIn(source, stretch);
  expect(pieces.length).toBeGreaterThan(1);
  for (const { atS, likeness, offMs } of pieces) {
    expect(likeness, `at ${atS} s`).toBeGreaterThan(0.3); // what the browser does about noise changes it; its place it does not
    expect(Math.abs(offMs), `at ${atS} s`).toBeLessThanOrEqual(1);
  }
}
