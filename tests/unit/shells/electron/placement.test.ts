import { expect, test } from 'vitest';
import { nowhereYet, placeJudge, placeSecretary } from '#main/shells/electron/placement.ts';

const monitor = (id: number, x: number) => ({ id, bounds: { x, y: 0, width: 1920, height: 1080 }, workArea: { x, y: 30, width: 1920, height: 1050 } });
const [desk, wall, other] = [monitor(1, 0), monitor(2, 1920), monitor(3, 3840)];

test('a place on a monitor that is gone is not used', () => {
  const there = { bounds: { x: 2000, y: 100, width: 800, height: 600 }, maximized: false };
  const saved = { ...nowhereYet, secretary: there };
  expect(placeSecretary(saved, [desk, wall], desk)).toEqual(there);
  expect(placeSecretary(saved, [desk], desk)).toEqual({ bounds: desk.workArea, maximized: true });
  const sliver = { ...there, bounds: { ...there.bounds, x: -700 } };
  expect(placeSecretary({ ...nowhereYet, secretary: sliver }, [desk], desk).maximized).toBe(true);
});

test('the judge\'s monitor is known again by number, else by its place, and is never the secretary\'s', () => {
  expect(placeJudge(nowhereYet, [desk], desk)).toBeNull();
  expect(placeJudge(nowhereYet, [desk, wall, other], desk)).toBe(wall);
  expect(placeJudge({ ...nowhereYet, judgeMonitor: { id: 3, bounds: other.bounds } }, [desk, wall, other], desk)).toBe(other);
  expect(placeJudge({ ...nowhereYet, judgeMonitor: { id: 77, bounds: other.bounds } }, [desk, wall, other], desk)).toBe(other);
  expect(placeJudge({ ...nowhereYet, judgeMonitor: { id: 1, bounds: desk.bounds } }, [desk, wall], desk)).toBe(wall);
});
