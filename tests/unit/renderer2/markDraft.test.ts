import { describe, expect, it } from 'vitest';
import { emptyDraft, hasText, pressedAgoMs, takeMark, typed } from '../../../src-renderer/keys/markDraft.ts';

describe('the mark being written', () => {
  it('keeps the moment of its first character', () => {
    const draft = typed(typed(typed(emptyDraft, 'с', 100), 'со', 180), 'сот', 260);
    expect(draft).toEqual({ text: 'сот', firstKeyAtMs: 100 });
  });

  it('gives its text and its moment to the mark key pressed after it', () => {
    const draft = typed(emptyDraft, 'Ә', 1000);
    expect(takeMark(draft, 4000)).toEqual({ text: 'Ә', pressedAtMs: 1000 });
  });

  it('without text the mark is of the moment of the key', () => {
    expect(takeMark(emptyDraft, 4000)).toEqual({ text: '', pressedAtMs: 4000 });
  });

  it('forgets the moment when the field was emptied', () => {
    const draft = typed(typed(typed(emptyDraft, 'ъ', 100), '', 200), 'жауап', 900);
    expect(draft.firstKeyAtMs).toBe(900);
  });

  it('does not take spaces for text', () => {
    expect(hasText(typed(emptyDraft, '  \n', 1))).toBe(false);
    expect(hasText(typed(emptyDraft, ' ә', 1))).toBe(true);
  });

  it('tells its age within the contract\'s limits', () => {
    expect(pressedAgoMs(1000, 1250.5)).toBe(250.5);
    expect(pressedAgoMs(1000, 999)).toBe(0);
    expect(pressedAgoMs(0, 9_000_000)).toBe(3_600_000);
  });
});
