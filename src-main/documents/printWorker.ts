import { parentPort, workerData } from 'node:worker_threads';
import { layoutOf } from './layout.ts';
import { pdfOf, preparePrinter } from './pdf.ts';
import type { PrintOrder } from './printing.ts';

/** One document, then the thread is over. A failure ends it with an error, which the other side receives. */
const { fontDir, page } = workerData as PrintOrder;
preparePrinter(fontDir);
parentPort?.postMessage(await pdfOf(layoutOf(page)));
