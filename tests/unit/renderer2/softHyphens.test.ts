import { describe, expect, it } from 'vitest';
import { softHyphens } from '../../../src-renderer/ui/softHyphens.ts';

const shown = (text: string) => softHyphens(text).replaceAll('\u00ad', '-');

describe('long words on narrow buttons', () => {
  it('break between syllables, in Russian and in Kazakh', () => {
    expect(shown('Председательствующий')).toBe('Пред-се-да-тельствую-щий');
    expect(shown('Доказательство')).toBe('Дока-за-тельство');
    expect(shown('Неисправность')).toBe('Неисправ-ность');
    expect(shown('Құжаттарының')).toBe('Құжат-та-ры-ның');
  });

  it('leave short words and everything but letters alone', () => {
    expect(shown('Замечание F10')).toBe('Замечание F10');
    expect(softHyphens('Ант')).toBe('Ант');
  });

  it('change nothing but add the places', () => {
    const text = 'Техникалық себептерге байланысты үзіліс';
    expect(softHyphens(text).replaceAll('\u00ad', '')).toBe(text);
  });
});
