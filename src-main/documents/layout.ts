import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Language } from '#shared/domain/hearing/state.ts';
import { linesOf, type Line } from '#shared/domain/officialText.ts';
import { documentWords } from './words.ts';

export interface Printed {
  language: Language;
  title: string;
  text: string;
  demo: boolean;
}

const ink = '#15191d';
const pale = '#434b54';
const marginsPt: [number, number, number, number] = [71, 57, 43, 64];

/** A printed document on A4, from plain text: the shape of its lines decides (`officialText.ts`). */
export function layoutOf({ language, title, text, demo }: Printed): TDocumentDefinitions {
  const words = documentWords[language];
  return {
    pageSize: 'A4',
    pageMargins: marginsPt,
    info: { title, creationDate: new Date(0), modDate: new Date(0) },
    language,
    content: body(linesOf(text), title),
    footer: (page, pages) => ({ text: `${words.page} ${page} / ${pages}`, alignment: 'center', fontSize: 8.5, color: pale, margin: [0, 20, 0, 0] }),
    ...(demo ? { watermark: { text: words.demo, color: ink, opacity: 0.08, angle: -52, fontSize: 62 } } : {}),
    defaultStyle: { font: 'NotoSerif', fontSize: 11, lineHeight: 1.15, color: ink },
    styles: {
      title: { fontSize: 14, bold: true, alignment: 'center', margin: [30, 4, 30, 12] },
      heading: { fontSize: 11, bold: true, margin: [0, 9, 0, 3] },
      paragraph: { alignment: 'justify', margin: [0, 1, 0, 2] },
    },
  };
}

type Columns = Extract<Line, { kind: 'columns' }>;

/** Neighbouring lines with columns become one table; everything else stands for itself. */
function body(lines: readonly Line[], title: string): Content[] {
  const content: Content[] = [];
  let table: Columns[] = [];
  const endTable = () => {
    if (table.length > 0) content.push(tableOf(table));
    table = [];
  };
  for (const line of lines) {
    if (line.kind === 'columns' && (table.length === 0 || table[0]?.columns.length === line.columns.length)) {
      table.push(line);
      continue;
    }
    endTable();
    if (line.kind === 'columns') table.push(line);
    else content.push(single(line, title));
  }
  endTable();
  return content;
}

function single(line: Exclude<Line, Columns>, title: string): Content {
  if (line.kind === 'empty') return { text: '', margin: [0, 0, 0, 5] };
  if (line.kind === 'paragraph') return { text: line.text, style: 'paragraph' };
  return { text: line.text, style: line.text === title.toUpperCase() ? 'title' : 'heading', headlineLevel: 1 };
}

const isToFillIn = (cell: string): boolean => /^_{4,}$/.test(cell);
const isClock = (cell: string): boolean => /^\d\d:\d\d:\d\d$/.test(cell);

function tableOf(rows: readonly Columns[]): Content {
  const first = rows[0]?.columns ?? [];
  const signing = first.length === 3 && isToFillIn(first[1] ?? '');
  return {
    table: {
      widths: widthsOf(first),
      dontBreakRows: true,
      body: rows.map(({ columns }) => columns.map((cell, n) => cellOf(cell, n, columns.length, signing))),
    },
    layout: { defaultBorder: false, paddingLeft: () => 0, paddingRight: () => 10, paddingTop: () => (signing ? 11 : 1.5), paddingBottom: () => 1.5 },
  };
}

function widthsOf(first: readonly string[]): (string | number)[] {
  if (isClock(first[0] ?? '')) return first.length === 3 && /^(–|\d+:\d\d:\d\d)$/.test(first[1] ?? '') ? [52, 46, '*'] : [52, ...first.slice(2).map(() => '26%'), '*'];
  if (first.length === 2) return ['36%', '*'];
  return first.length === 3 ? ['34%', '31%', '*'] : first.map(() => '*');
}

function cellOf(cell: string, n: number, of: number, signing: boolean): TableCell {
  if (isToFillIn(cell)) return { text: '', border: [false, false, false, true], margin: [0, 0, 0, 2] };
  const label = n === 0 && of === 2 && !isClock(cell);
  return { text: cell, alignment: 'left', ...(label ? { color: pale } : {}), ...(signing ? { margin: [0, 0, 0, 0] } : {}) };
}
