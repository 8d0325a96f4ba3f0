import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pdfmake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';

/** Noto Serif has every Kazakh letter and tells Қ from К in print; the files hold Latin and Cyrillic only. */
const fontFile = (fontDir: string, weight: 'Regular' | 'Bold'): string => join(fontDir, `NotoSerif-${weight}.ttf`);

/** Prepares the printer: these fonts, and no other file and no address is ever read. */
export function preparePrinter(fontDir: string): void {
  const normal = fontFile(fontDir, 'Regular');
  const bold = fontFile(fontDir, 'Bold');
  const missing = [normal, bold].find((path) => !existsSync(path));
  if (missing !== undefined) throw new Error(`font not found: ${missing}`);
  pdfmake.setFonts({ NotoSerif: { normal, bold, italics: normal, bolditalics: bold } });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path === normal || path === bold);
}

/** The bytes of a PDF. A document that cannot be set rejects. */
export async function pdfOf(definition: TDocumentDefinitions): Promise<Buffer> {
  const stream = await pdfmake.createPdf(definition).getStream();
  const finished = (async () => {
    const pieces: Buffer[] = [];
    for await (const piece of stream as AsyncIterable<Buffer>) pieces.push(piece);
    return Buffer.concat(pieces);
  })();
  stream.end();
  return finished;
}
