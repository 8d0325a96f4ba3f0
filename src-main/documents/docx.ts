import { AlignmentType, Document, Footer, Packer, PageNumber, Paragraph, TabStopType, TextRun, type ParagraphChild } from 'docx';
import { isClock, linesOf, type Line } from '#shared/domain/officialText.ts';
import type { Printed } from './layout.ts';
import { documentWords } from './words.ts';

/** A4 and margins in twentieths of a point, as the printed document has them. */
const page = { size: { width: 11_906, height: 16_838 }, margin: { left: 1420, top: 1140, right: 860, bottom: 1280 } };
/** Where columns begin: in a list of moments after clock and position, elsewhere side by side; in twentieths of a point. */
const afterMoment = [1100, 2100];
const sideBySide = [3500, 6400];

/** Word has its own on every computer in a court, with every Kazakh letter. */
const font = 'Times New Roman';

/** The same document as the printed one, for whoever goes on writing it in a word processor. */
export async function docxOf({ language, title, text, demo }: Printed): Promise<Uint8Array> {
  const words = documentWords[language];
  const document = new Document({
    title,
    styles: { default: { document: { run: { font, size: 22, language: { value: language === 'kk' ? 'kk-KZ' : 'ru-RU' } } } } },
    sections: [{
      properties: { page },
      footers: { default: new Footer({ children: [centred([new TextRun({ children: [words.page, ' ', PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES], size: 17 })])] }) },
      children: [...(demo ? [centred([new TextRun({ text: words.demo, bold: true })])] : []), ...linesOf(text).map(blockOf)],
    }],
  });
  return Packer.toBuffer(document);
}

const centred = (children: ParagraphChild[]): Paragraph => new Paragraph({ alignment: AlignmentType.CENTER, children });

function blockOf(line: Line): Paragraph {
  if (line.kind === 'columns') return columnsOf(line.columns);
  if (line.kind === 'empty') return new Paragraph({});
  if (line.kind === 'heading') return new Paragraph({ alignment: AlignmentType.CENTER, keepNext: true, spacing: { before: 120, after: 60 }, children: [new TextRun({ text: line.text, bold: true })] });
  return new Paragraph({ alignment: AlignmentType.JUSTIFIED, children: [new TextRun(line.text)] });
}

/** Columns are tabs with a hanging last one: a person can write on in them as in any line, which in two thousand small tables nobody could. */
function columnsOf(columns: readonly string[]): Paragraph {
  const stops = (isClock(columns[0] ?? '') ? afterMoment : sideBySide).slice(0, columns.length - 1);
  return new Paragraph({
    tabStops: stops.map((position) => ({ type: TabStopType.LEFT, position })), indent: { left: stops.at(-1) ?? 0, hanging: stops.at(-1) ?? 0 },
    children: columns.map((column, n) => new TextRun({ text: n === 0 ? column : `\t${column}` })),
  });
}
