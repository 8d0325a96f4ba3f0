import { describe, expect, it } from 'vitest';
import { formatCases } from '../../fixtures/formatCases.ts';

describe('formatting in Node (the same cases run in Chromium: tests/integration/renderer)', () => {
  it.each(formatCases())('$name', ({ got, wanted }) => expect(got).toBe(wanted));
});
