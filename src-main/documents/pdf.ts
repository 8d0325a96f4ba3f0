import pdfmake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { fontFiles } from './fonts.ts';

/** Prepares the printer: these fonts, and no other file and no address is ever read. */
export function preparePrinter(fontDir: string): void {
  const [normal, bold] = fontFiles(fontDir);
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
