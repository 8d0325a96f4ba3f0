import { describe, expect, it } from 'vitest';
import { gridFor } from '../../../src-renderer/screens/insession/pictures/tiling.ts';

describe('cameras on the screen', () => {
  it('one fills the width as far as the height allows', () => {
    expect(gridFor(1, 640, 400)).toEqual({ columns: 1, widthPx: 640 });
    expect(gridFor(1, 2000, 360)).toEqual({ columns: 1, widthPx: 640 });
  });

  it('two stand side by side rather than hardly larger above one another', () => {
    expect(gridFor(2, 655, 390).columns).toBe(2);
    expect(gridFor(2, 400, 700).columns).toBe(1);
  });

  it('never leave their box', () => {
    for (const count of [1, 2, 3, 4, 5, 8]) {
      const { columns, widthPx } = gridFor(count, 700, 420);
      expect(columns * widthPx).toBeLessThanOrEqual(700);
      expect(Math.ceil(count / columns) * widthPx * (9 / 16)).toBeLessThanOrEqual(420);
    }
  });
});
