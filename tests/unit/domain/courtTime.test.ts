import { expect, test } from 'vitest';
import { courtTime, lengthText } from '#shared/domain/courtTime.ts';
import { lineOf, oneLine } from '#shared/domain/officialText.ts';
import { almaty } from './samples.ts';

test('dates are those of the court, also across midnight and the year', () => {
  const newYear = Date.UTC(2026, 11, 31, 19, 0, 5);
  expect(courtTime('kk', almaty).longDate(newYear)).toBe('2027 жылғы 1 қаңтар');
  expect(courtTime('ru', almaty).longDate(newYear)).toBe('1 января 2027 года');
  expect(courtTime('ru', almaty).second(newYear)).toBe('00:00:05');
  expect(courtTime('ru', () => 0).dateAndMinute(newYear)).toBe('31.12.2026 19:00');
});

test('the offset is that of the moment', () => {
  const change = Date.UTC(2024, 1, 29, 19);
  const zone = (ms: number) => (ms < change ? 6 : 5) * 3_600_000; // 1 March 2024: Almaty went from +6 to +5
  const { minute } = courtTime('kk', zone);
  expect([minute(change - 60_000), minute(change)]).toEqual(['00:59', '00:00']);
});

test('every month has its name', () => {
  const names = (language: 'kk' | 'ru') => Array.from({ length: 12 }, (_, m) => courtTime(language, () => 0).longDate(Date.UTC(2026, m, 3)));
  expect(names('kk')[10]).toBe('2026 жылғы 3 қараша');
  expect(new Set([...names('kk'), ...names('ru')]).size).toBe(24);
});

test('lengths', () => {
  expect([0, 499, 500, 61_000, 36_000_000, -5].map(lengthText)).toEqual(['0:00:00', '0:00:00', '0:00:01', '0:01:01', '10:00:00', '0:00:00']);
});

test('a printer tells lines apart by their shape', () => {
  expect(['', 'ҰЙҒАРЫМ (1)', 'a\t b', 'Ұйғарым', '– 12:00', 'A'].map((l) => lineOf(l).kind)).toEqual(['empty', 'heading', 'columns', 'paragraph', 'paragraph', 'paragraph']);
});

test('typed text is one line', () => {
  expect(oneLine(' a\n\tb\u0000c\u2029d\u0085 \ud800 ')).toBe('a b c d \ufffd');
});
