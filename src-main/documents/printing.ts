import { Worker } from 'node:worker_threads';
import type { Printed } from './layout.ts';

export interface PrintOrder {
  fontDir: string;
  page: Printed;
  alsoDocx: boolean;
}

export interface PrintedFiles {
  pdf: Uint8Array;
  /** Null when it was not asked for. */
  docx: Uint8Array | null;
}

/** A document that takes longer has something in it that cannot be set. */
const limitMs = 60_000;

/**
 * Sets a document in a thread of its own: two thousand marks take a second, and in that second the
 * secretary goes on pressing keys. Rejects when it cannot be set.
 */
export function print(workerUrl: URL, order: PrintOrder): Promise<PrintedFiles> {
  const worker = new Worker(workerUrl, { workerData: order });
  return new Promise<PrintedFiles>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`not printed within ${limitMs / 1000} s`));
      void worker.terminate();
    }, limitMs);
    worker.once('message', (files: PrintedFiles) => resolve(files));
    worker.on('error', reject); // not once: a second one, with nobody listening, would end the console
    worker.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the printing thread ended with ${code}`)); // after a message this changes nothing
    });
  });
}
