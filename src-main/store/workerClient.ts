import { Worker } from 'node:worker_threads';
import { messageOf, type AppError } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { RemoteTables, Reply, Request, WorkerStart } from './messages.ts';

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (problem: Error) => void;
}

/**
 * Posts requests to the store's worker without waiting for earlier ones; replies come in the order
 * of the requests, so a queue is all that is needed to match them.
 */
export class WorkerClient {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #gone: Error | null = null;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (reply: Reply) => this.#settle(reply));
    worker.on('error', (e) => this.#lose(messageOf(e)));
    worker.on('exit', (code) => this.#lose(`ended with code ${code}`));
  }

  /** The damage is told when the database found was unreadable and a new one was begun. */
  static async start(workerUrl: URL, start: WorkerStart): Promise<Result<{ client: WorkerClient; damage: AppError | null }>> {
    const worker = new Worker(workerUrl, { workerData: start });
    const reply = await firstReply(worker);
    if (reply.kind === 'opened') return ok({ client: new WorkerClient(worker), damage: reply.damage });
    await worker.terminate();
    return err(reply.error);
  }

  call(table: string, method: string, ...args: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#gone) return reject(this.#gone);
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage({ table, method, args } satisfies Request, []);
    });
  }

  /** The worker's tables as local objects. */
  tables(): RemoteTables {
    const tableProxy = (table: string) => new Proxy({}, { get: (_, method: string) => (...args: unknown[]) => this.call(table, method, ...args) });
    return new Proxy({}, { get: (_, table: string) => tableProxy(table) }) as RemoteTables;
  }

  /** After everything asked before. The database is closed when this resolves. */
  async close(): Promise<void> {
    if (this.#gone) return;
    await this.call('connection', 'close');
    await this.#worker.terminate();
  }

  #settle(reply: Reply): void {
    const waiting = this.#waiting.shift();
    if (reply.kind === 'value') waiting?.resolve(reply.value);
    else waiting?.reject(new Error(reply.kind === 'failure' ? reply.message : reply.kind));
  }

  #lose(why: string): void {
    this.#gone ??= new Error(`the store's worker is gone: ${why}`);
    for (const waiting of this.#waiting.splice(0)) waiting.reject(this.#gone);
  }
}

type FirstReply = Extract<Reply, { kind: 'opened' | 'refused' }>;

/** The worker says once how opening went. One that dies before that is an answer too. */
function firstReply(worker: Worker): Promise<FirstReply> {
  return new Promise((resolve) => {
    const unavailable = (detail: string) => resolve({ kind: 'refused', error: { code: 'store.unavailable', detail } });
    const onError = (e: unknown) => unavailable(messageOf(e));
    const onExit = (code: number) => unavailable(`the store's worker ended with code ${code}`);
    worker.once('error', onError).once('exit', onExit).once('message', (reply: FirstReply) => {
      worker.off('error', onError).off('exit', onExit);
      resolve(reply);
    });
  });
}
