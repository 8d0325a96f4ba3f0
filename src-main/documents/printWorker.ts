import { parentPort, workerData } from 'node:worker_threads';
import { layoutOf } from './layout.ts';
import { pdfOf, preparePrinter } from './pdf.ts';
import { docxOf } from './docx.ts';
import type { PrintedFiles, PrintOrder } from './printing.ts';

/** One document, then the thread is over. A failure ends it with an error, which the other side receives. */
const { fontDir, page, alsoDocx } = workerData as PrintOrder;
preparePrinter(fontDir);
const files: PrintedFiles = { pdf: await pdfOf(layoutOf(page)), docx: alsoDocx ? await docxOf(page) : null };
parentPort?.postMessage(files);
