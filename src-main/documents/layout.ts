import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Language } from '#shared/domain/hearing/state.ts';
import { isClock, isLabel, isToFillIn, linesOf, type Line } from '#shared/domain/officialText.ts';
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
    info: { title },
    language,
    content: body(linesOf(text.trimEnd())), // an empty line at the end may not become a page
    // A heading does not stay behind at the foot of a page.
    pageBreakBefore: (node, nodes) => node.headlineLevel === 1 && nodes.getFollowingNodesOnPage().every((n) => n.style === 'footer'),
    footer: (page, pages) => ({ text: `${words.page} ${page} / ${pages}`, style: 'footer' }),
    ...(demo ? { watermark: { text: words.demo, color: ink, opacity: 0.08, angle: -52, fontSize: 62 } } : {}),
    defaultStyle: { font: 'NotoSerif', fontSize: 11, lineHeight: 1.15, color: ink },
    styles: {
      title: { fontSize: 14, bold: true, alignment: 'center', margin: [20, 2, 20, 6] },
      heading: { fontSize: 11, bold: true, margin: [0, 6, 0, 3] },
      footer: { alignment: 'center', fontSize: 8.5, color: pale, margin: [0, 20, 0, 0] },
      paragraph: { alignment: 'justify', margin: [0, 1, 0, 2] },
      label: { fontSize: 8, lineHeight: 1, color: pale, margin: [0, -1, 0, 1] },
    },
  };
}

type Columns = Extract<Line, { kind: 'columns' }>;
type SingleLine = Exclude<Line, Columns>;

/** Neighbouring lines with as many columns become one table; everything else stands for itself. */
function grouped(lines: readonly Line[]): (SingleLine | Columns[])[] {
  const groups: (SingleLine | Columns[])[] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (line.kind !== 'columns') groups.push(line);
    else if (Array.isArray(last) && last[0]?.columns.length === line.columns.length) last.push(line);
    else groups.push([line]);
  }
  return groups;
}

const isTitleOrEmpty = (group: SingleLine | Columns[]): boolean => !Array.isArray(group) && group.kind !== 'paragraph';

/** The first headings are the document's title; a single row before them, or the first one below them, is its place and date or its number. */
function body(lines: readonly Line[]): Content[] {
  const groups = grouped(lines);
  const titleAt = groups.findIndex((group) => !Array.isArray(group) && group.kind === 'heading');
  const titleEnds = titleAt + groups.slice(titleAt).findIndex((group) => !isTitleOrEmpty(group));
  const placeAt = groups.findIndex((group) => !isTitleOrEmpty(group));
  return groups.map((group, n) => {
    if (Array.isArray(group)) return n === placeAt && group.length === 1 ? placeAndDate(group[0]?.columns ?? []) : tableOf(group);
    return single(group, n >= titleAt && n < titleEnds ? 'title' : 'heading');
  });
}

function single(line: SingleLine, headingStyle: 'title' | 'heading'): Content {
  if (line.kind === 'empty') return { text: ' ', fontSize: 4 };
  if (line.kind === 'paragraph') return { text: breakable(line.text), style: isLabel(line.text) ? 'label' : 'paragraph' };
  return { text: breakable(line.text), style: headingStyle, headlineLevel: 1 };
}

const placeAndDate = ([place = '', ...rest]: readonly string[]): Content =>
  ({ columns: [{ width: '*', text: breakable(place) }, { width: '42%', text: breakable(rest.join(' ')), alignment: 'right' }], columnGap: 16, margin: [0, 0, 0, 6] });


const isSigning = ([, place = '', name]: readonly string[]): boolean => name !== undefined && isToFillIn(place);

function tableOf(rows: readonly Columns[]): Content {
  const first = rows[0]?.columns ?? [];
  const signing = isSigning(first);
  return {
    table: { widths: signing ? ['40%', 120, 6, '*'] : widthsOf(first), body: rows.map(({ columns }) => (signing ? signingRow(columns) : rowOf(columns))) },
    layout: {
      defaultBorder: false, hLineWidth: () => 0.6, vLineWidth: () => 0, hLineColor: () => pale,
      paddingLeft: () => 0, paddingRight: () => 8, paddingTop: (n) => (signing && !isLabel(rows[n]?.columns[0] ?? '') ? 12 : 1.5), paddingBottom: () => 1.5,
    },
  };
}

const rowOf = (columns: readonly string[]): TableCell[] => columns.map((cell, n) => cellOf(cell, n === 0 && columns.length === 2));

/** Office, a line to sign on, a little air, the name. */
const signingRow = ([office = '', place = '', ...name]: readonly string[]): TableCell[] =>
  [cellOf(office, false), cellOf(place, false), { text: '' }, cellOf(name.join(' '), false)];

const isPosition = (cell: string): boolean => /^(–|\d+:\d\d:\d\d)$/.test(cell);

function widthsOf(first: readonly string[]): (string | number)[] {
  const [cell = '', next = ''] = first;
  if (isClock(cell)) return [52, ...first.slice(2).map(() => (isPosition(next) ? 46 : '26%')), '*'];
  if (first.length === 2) return ['36%', '*'];
  return first.length === 3 ? ['32%', '30%', '*'] : first.map(() => '*');
}

function cellOf(cell: string, namesIts: boolean): TableCell {
  if (isToFillIn(cell)) return { text: ' ', border: [false, false, false, true] };
  return { text: breakable(cell), alignment: 'left', ...(isLabel(cell) ? { style: 'label' } : namesIts ? { color: pale } : {}) };
}

/**
 * Text in pieces: what no language calls a word (ten thousand letters, a hash) may break anywhere;
 * it would be measured again for every line otherwise.
 */
function breakable(text: string): Content[] {
  const pieces = text.split(/(\S{40,})/u); // every second one is such a word
  return pieces.map((piece, n): Content => (n % 2 === 1 ? { text: piece, wordBreak: 'break-all' } : { text: piece })).filter((_, n) => pieces[n] !== '');
}
