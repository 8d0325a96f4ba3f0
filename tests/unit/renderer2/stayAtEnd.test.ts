import { describe, expect, it } from 'vitest';
import { followsEnd } from '../../../src-renderer/screens/insession/marks/stayAtEnd.ts';

const at = (scrollTop: number, scrollHeight = 2000, clientHeight = 400) => ({ scrollTop, scrollHeight, clientHeight });

describe('a list that follows its newest row', () => {
  it('stops when somebody scrolls up, and not before', () => {
    expect(followsEnd(true, at(1600), at(1580))).toBe(true);
    expect(followsEnd(true, at(1600), at(1300))).toBe(false);
  });

  it('goes on when the rows grew or the list became shorter', () => {
    expect(followsEnd(true, at(1600), at(1500, 2600))).toBe(true);
    expect(followsEnd(true, at(1600), at(1500, 2000, 200))).toBe(true);
  });

  it('takes up again at the end', () => {
    expect(followsEnd(false, at(900), at(1590))).toBe(true);
    expect(followsEnd(false, at(900), at(1000))).toBe(false);
  });
});
