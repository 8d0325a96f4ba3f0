import { describe, expect, it, vi } from 'vitest';
import { templatesFor } from '#shared/domain/markTemplates.ts';
import { proceedingsKinds } from '#shared/domain/schedule.ts';
import { ariaOf, capOf, comboOf } from '../../../src-renderer/keys/combo.ts';
import { choiceCodes, conflicts, keymap } from '../../../src-renderer/keys/keymap.ts';
import { createKeyRegistry, type KeyEvent } from '../../../src-renderer/keys/registry.ts';

const press = (code: string, more: Partial<KeyEvent> = {}): KeyEvent => ({
  code, ctrlKey: false, shiftKey: false, altKey: false, metaKey: false,
  repeat: false, isComposing: false, timeStamp: 5, preventDefault: vi.fn(), stopPropagation: vi.fn(), ...more,
});

describe('the table of keys', () => {
  it('gives every key to one action', () => {
    expect(conflicts(keymap)).toEqual([]);
  });

  it('would notice two actions on one key', () => {
    const twice = keymap.filter((b) => b.action === 'mark.1').map((b) => ({ ...b, action: 'search' as const }));
    expect(conflicts([...keymap, ...twice])).toEqual(['F1']);
  });

  it('binds nothing printable, except the numbers of an open strip, and never the numeric pad', () => {
    const printable = /^(Shift\+)?(Key|Digit|Slash|Space|Comma|Period|Minus|Equal|Bracket|Quote|Semicolon|Backquote)/;
    const bound = keymap.filter((b) => b.where !== 'strip').flatMap((b) => b.combos);
    expect(bound.filter((combo) => printable.test(combo))).toEqual([]);
    expect(keymap.flatMap((b) => b.combos).filter((combo) => combo.includes('Numpad'))).toEqual([]);
  });

  it('binds nothing a browser tab never delivers', () => {
    const swallowed = ['Ctrl+KeyT', 'Ctrl+KeyN', 'Ctrl+KeyW', 'Ctrl+Tab'];
    expect(keymap.flatMap((b) => b.combos).filter((combo) => swallowed.includes(combo))).toEqual([]);
  });
});

describe('a key', () => {
  it('is known by its place, not by what the layout prints there', () => {
    expect(comboOf({ ...press('Digit2'), ctrlKey: true })).toBe('Ctrl+Digit2');
    expect(comboOf(press('F12', { shiftKey: true }))).toBe('Shift+F12');
  });

  it('AltGr (Ctrl+Alt) is another key than Ctrl', () => {
    expect(comboOf(press('KeyE', { ctrlKey: true, altKey: true }))).not.toBe('Ctrl+KeyE');
  });

  it('shows as its cap and says itself to a screen reader', () => {
    expect(capOf('Ctrl+Slash')).toBe('Ctrl+/');
    expect(capOf('Ctrl+KeyF')).toBe('Ctrl+F');
    expect(ariaOf('Ctrl+KeyF')).toBe('Control+F');
    expect(ariaOf('ArrowUp')).toBe('ArrowUp');
    expect(capOf('ArrowUp')).toBe('↑');
  });
});

describe('a strip', () => {
  it('is chosen from by every place the mark templates use', () => {
    const places = proceedingsKinds.flatMap((kind) => templatesFor(kind)).map((t) => t.stripCode);
    for (const place of places.filter((p) => p !== null)) expect(choiceCodes).toContain(place);
  });

  it('and every other mark template has its key in the table', () => {
    const bound = new Set(keymap.flatMap((b) => b.combos));
    const keys = proceedingsKinds.flatMap((kind) => templatesFor(kind)).flatMap((t) => (t.key ? [t.key] : []));
    for (const { code, shift } of keys) expect(bound).toContain(shift ? `Shift+${code}` : code);
  });
});

describe('the registry', () => {
  it('hands the press and its moment to the listener and keeps the key from the browser', () => {
    const keys = createKeyRegistry();
    const heard = vi.fn();
    keys.on('mark.5', heard);
    const event = press('F5', { timeStamp: 1234.5 });
    expect(keys.handle(event)).toBe(true);
    expect(heard).toHaveBeenCalledExactlyOnceWith(1234.5);
    expect(event.preventDefault).toHaveBeenCalled();
  });

  it('ignores a held key, yet does not let the browser reload the page with it', () => {
    const keys = createKeyRegistry();
    const heard = vi.fn();
    keys.on('mark.5', heard);
    const event = press('F5', { repeat: true });
    keys.handle(event);
    expect(heard).not.toHaveBeenCalled();
    expect(event.preventDefault).toHaveBeenCalled();
  });

  it('ignores keys of a composition', () => {
    const keys = createKeyRegistry();
    const heard = vi.fn();
    keys.on('mark.1', heard);
    expect(keys.handle(press('F1', { isComposing: true }))).toBe(false);
    expect(heard).not.toHaveBeenCalled();
  });

  it('lets the last listener win until it leaves', () => {
    const keys = createKeyRegistry();
    const screen = vi.fn();
    const strip = vi.fn();
    keys.on('dismiss', screen);
    const close = keys.on('dismiss', strip);
    keys.handle(press('Escape'));
    close();
    keys.handle(press('Escape'));
    expect([strip.mock.calls.length, screen.mock.calls.length]).toEqual([1, 1]);
  });

  it('keeps what stands beneath under every strip, whichever came first', () => {
    const keys = createKeyRegistry();
    const [alarm, strip] = [vi.fn(), vi.fn()];
    const close = keys.on('dismiss', strip);
    const acknowledged = keys.onBeneath('dismiss', alarm);
    keys.handle(press('Escape'));
    expect([strip.mock.calls.length, alarm.mock.calls.length]).toEqual([1, 0]);
    close();
    keys.handle(press('Escape'));
    acknowledged();
    keys.handle(press('Escape'));
    expect([strip.mock.calls.length, alarm.mock.calls.length]).toEqual([1, 1]);
  });

  it('leaves keys nobody listens to, and the field\'s own keys, alone', () => {
    const keys = createKeyRegistry();
    keys.on('mark.keep', vi.fn());
    const enter = press('Enter');
    expect(keys.handle(enter)).toBe(false);
    expect(keys.handle(press('F2'))).toBe(false);
    expect(enter.preventDefault).not.toHaveBeenCalled();
  });

  it('while the keyboard is tested no key does anything, and Tab still leads out', () => {
    const keys = createKeyRegistry();
    const incident = vi.fn();
    const shown = vi.fn();
    keys.on('incident', incident);
    const end = keys.tap(shown);
    expect([keys.handle(press('F11')), keys.handle(press('Tab'))]).toEqual([true, false]);
    end();
    keys.handle(press('F11'));
    expect([shown.mock.calls.length, incident.mock.calls.length]).toEqual([1, 1]);
  });
});
