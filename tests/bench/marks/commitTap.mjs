// Preloaded into the measured console (`--import`), there also into the store's worker thread: writes down the
// moment at which a commit with a mark made by the bench's key has returned and its answer leaves the store.
import { appendFileSync } from 'node:fs';
import { isMainThread, parentPort } from 'node:worker_threads';

const { BENCH_TAP: file, BENCH_TEMPLATE: template } = process.env;

if (!isMainThread && parentPort && file) {
  const post = parentPort.postMessage.bind(parentPort);
  parentPort.postMessage = (reply, ...rest) => {
    const atMs = performance.timeOrigin + performance.now();
    post(reply, ...rest);
    const records = reply?.value?.kind === 'committed' ? reply.value.records : [];
    if (records.some(({ event }) => event.type === 'markAdded' && event.template === template)) appendFileSync(file, `${atMs}\n`);
  };
}
