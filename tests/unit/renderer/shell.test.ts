import { describe, expect, it } from 'vitest';
import { hashOf, parseRoute } from '../../../src-renderer/app/route.ts';
import { homeRoute, screenLinks } from '../../../src-renderer/app/screens.ts';
import { digitOfKey, numericOfKey, withDots } from '../../../src-renderer/ui/digitKeys.ts';

const hearingId = 'b1f5e1a0-3c1d-4a6e-9a51-0d5a4b8b7c11';

describe('addresses of screens', () => {
  it.each(['#/judge', '#/hall', '#/diagnostics', '#/settings', '#/day', '#/day/2026-11-03', `#/hearing/${hearingId}`, '#/'])('%s leads there and back', (hash) => {
    expect(hashOf(parseRoute(hash))).toBe(hash);
  });

  it.each(['', '#', '#/nowhere', '#/hearing/../../etc', '#/hearing/<script>', '#/hearing/'])('%s is home', (hash) => {
    expect(parseRoute(hash)).toEqual({ name: 'home' });
  });

  it('a date that is none is left out', () => {
    expect(parseRoute('#/day/tomorrow')).toEqual({ name: 'day', date: null });
  });
});

describe('where a role begins', () => {
  it('the secretary comes back into the hearing that is going on', () => {
    expect(homeRoute('secretary', hearingId)).toEqual({ name: 'hearing', hearingId });
    expect(homeRoute('secretary', null)).toEqual({ name: 'day', date: null });
  });

  it('the judge has the display, the specialist the diagnostics', () => {
    expect(homeRoute('judge', hearingId)).toEqual({ name: 'judge' });
    expect(homeRoute('specialist', hearingId)).toEqual({ name: 'diagnostics' });
  });

  it('keys keep their screen whether or not there is a hearing', () => {
    const keys = (id: string | null) => new Map(screenLinks('specialist', id).map((l) => [l.name, l.keyCode]));
    const [without, withOne] = [keys(null), keys(hearingId)];
    expect(without.has('hearing')).toBe(false);
    expect(withOne.get('hearing')).toBe('Digit3');
    expect(withOne.get('settings')).toBe(without.get('settings'));
  });
});

describe('digits on the Kazakh layout, which has none in its top row', () => {
  const key = (code: string, printed: string, more = {}) => ({ code, key: printed, ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, ...more });

  it('come by the place of the key', () => {
    expect(digitOfKey(key('Digit2', 'ә'))).toBe('2');
    expect(digitOfKey(key('Digit0', 'һ'))).toBe('0');
  });

  it('are left to the browser where it types them itself, with a modifier, and on every other key', () => {
    expect(digitOfKey(key('Digit2', '2'))).toBeNull();
    expect(digitOfKey(key('Digit2', 'ә', { ctrlKey: true }))).toBeNull();
    expect(digitOfKey(key('Digit2', '"', { shiftKey: true }))).toBeNull();
    expect(digitOfKey(key('Numpad2', '2'))).toBeNull();
    expect(digitOfKey(key('KeyA', 'ф'))).toBeNull();
  });

  it('come with the signs that it has not either', () => {
    expect(['Digit7', 'Minus', 'Slash'].map((code, i) => numericOfKey(key(code, '.ө№'[i] ?? ''), 'digits'))).toEqual(['7', '-', '/']);
    expect(numericOfKey(key('Period', 'ю'), 'number')).toBe('.');
    expect(numericOfKey(key('Slash', '.'), 'number')).toBeNull();
    expect(numericOfKey(key('KeyA', 'ф'), 'number')).toBeNull();
  });

  it('become a date as they are typed, and nothing jumps while one is corrected', () => {
    const typed = [...'03112026'].reduce((text, digit) => withDots(text, text + digit), '');
    expect(typed).toBe('03.11.2026');
    expect(withDots('', '03112026')).toBe('03.11.2026');
    expect(withDots('03.1', '03.')).toBe('03.');
    expect(withDots('03.11.2026', '031.11.2026')).toBe('031.11.2026');
    expect(withDots('3.1', '3.11')).toBe('3.11');
  });
});
