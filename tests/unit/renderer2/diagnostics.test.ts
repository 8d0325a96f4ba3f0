import { describe, expect, it } from 'vitest';
import { emptyHistory, keepPoints, withPoint } from '../../../src-renderer/screens/diagnostics/history.ts';
import { atLeast, withLine } from '../../../src-renderer/screens/diagnostics/logLines.ts';

describe('measurements of the last minutes', () => {
  it('have a hole where there was no value', () => {
    const one = withPoint(emptyHistory(['a', 'b']), ['a', 'b'], 1, { a: 1 });
    expect(one.rows).toEqual([[1], [1], [null]]);
  });

  it('begin anew when other devices are measured', () => {
    const one = withPoint(emptyHistory(['a']), ['a'], 1, { a: 1 });
    expect(withPoint(one, ['b'], 2, { b: 7 }).rows).toEqual([[2], [7]]);
  });

  it('do not grow for ever', () => {
    let history = emptyHistory(['a']);
    for (let s = 0; s < keepPoints + 10; s++) history = withPoint(history, ['a'], s, { a: s });
    expect([history.rows[0]?.length, history.rows[0]?.[0]]).toEqual([keepPoints, 10]);
  });
});

describe('the log', () => {
  const line = (level: 'error' | 'warn' | 'info' | 'debug', atMs = 0) => ({ atMs, level, area: 'x', text: level });

  it('shows a level and everything graver', () => {
    const lines = [line('debug'), line('warn'), line('error'), line('info')];
    expect(atLeast(lines, 'warn').map((l) => l.level)).toEqual(['warn', 'error']);
    expect(atLeast(lines, 'debug')).toHaveLength(4);
  });

  it('forgets the oldest lines first', () => {
    let lines: ReturnType<typeof line>[] = [];
    for (let i = 0; i < 2005; i++) lines = withLine(lines, line('info', i)) as typeof lines;
    expect([lines.length, lines[0]?.atMs]).toEqual([2000, 5]);
  });
});
