import { describe, expect, it } from 'vitest';
import { fold, otherLayouts, search } from '../../../src-renderer/screens/insession/marks/searchMarks.ts';

const marks = ['Жауапкердің өкілі: Ғ. Қ. Әбдірахманұлы', 'Заявлено ходатайство', 'Жаңа дәлелдеме', 'жана акт', 'Край'];
const found = (query: string) => search(marks, (m) => m, query);

describe('searching marks', () => {
  it('folds Kazakh letters and ё, and leaves й alone', () => {
    expect(fold('ӘҒҚҢӨҰҮҺІЁ Й')).toBe('агкноуухие й');
    expect(found('край').items).toEqual(['Край']);
    expect(found('краи').items).toEqual([]);
  });

  it('finds what was typed without a Kazakh layout', () => {
    expect(found('абдирахманулы').items).toEqual([marks[0]]);
  });

  it('puts exact hits first', () => {
    expect(found('жана').items).toEqual(['жана акт', 'Жаңа дәлелдеме']);
    expect(found('жаңа').items).toEqual(['Жаңа дәлелдеме', 'жана акт']);
  });

  it('re-reads a query typed in the other layout, and says so', () => {
    expect(found('[jlfnfqcndj')).toEqual({ items: ['Заявлено ходатайство'], meant: 'ходатайство' });
  });

  it('knows the Kazakh letters of the number row', () => {
    expect(otherLayouts('l2ktkltvt')).toContain('дәлелдеме');
  });

  it('finds nothing rather than something else', () => {
    expect(found('фельдшер').items).toEqual([]);
  });

  it('an empty query leaves everything in its order', () => {
    expect(found('  ').items).toEqual(marks);
  });
});
