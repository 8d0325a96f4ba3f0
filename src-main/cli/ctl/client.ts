import { WebSocket } from 'ws';
import { z } from 'zod';
import type { FromClient } from '#shared/contract/envelope.ts';
import { appErrorSchema } from '#shared/contract/schemas.ts';
import { appError, messageOf, type AppError } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';

const fromConsoleSchema = z.discriminatedUnion('k', [
  z.object({ k: z.literal('ok'), id: z.int(), value: z.unknown() }),
  z.object({ k: z.literal('err'), id: z.int(), error: appErrorSchema }),
  z.object({ k: z.literal('item'), id: z.int(), value: z.unknown() }),
  z.object({ k: z.literal('end'), id: z.int(), error: appErrorSchema.optional() }),
]);

const handshakeTimeoutMs = 10_000;
const lost = (detail: string): AppError => appError('internal.unexpected', { detail });

interface Waiting {
  onItem: (value: unknown) => void;
  settle: (result: Result<unknown>) => void;
}

/** A script's connection to a running console: the same envelope a window speaks. */
export class ConsoleClient {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.#receive((data as Buffer).toString()));
    socket.on('close', () => this.#loseAll('the console closed the connection'));
    socket.on('error', (e) => this.#loseAll(messageOf(e)));
  }

  /** `certificatePem`: the self-signed certificate of that console, and no other, is trusted. */
  static connect(url: string, certificatePem: string | null): Promise<Result<ConsoleClient>> {
    const address = new URL('/ws', url);
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(address, { handshakeTimeout: handshakeTimeoutMs, ...(certificatePem === null ? {} : { ca: certificatePem }) });
    return new Promise((resolve) => {
      socket.once('open', () => resolve(ok(new ConsoleClient(socket))));
      socket.once('error', (e) => resolve(err(lost(`no console at ${url}: ${messageOf(e)}`))));
    });
  }

  call(name: string, input: unknown): Promise<Result<unknown>> {
    return this.#ask((id) => ({ k: 'call', id, name, input }), () => undefined);
  }

  /** Items until the console ends the stream or `signal` does; only the former can be an error. */
  stream(name: string, input: unknown, onItem: (item: unknown) => void, signal: AbortSignal): Promise<Result<unknown>> {
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve(ok(undefined)), { once: true });
      void this.#ask((id) => ({ k: 'sub', id, name, input }), (item) => { if (!signal.aborted) onItem(item); }).then(resolve);
    });
  }

  close(): void {
    this.#socket.close();
  }

  #ask(message: (id: number) => FromClient, onItem: (value: unknown) => void): Promise<Result<unknown>> {
    const id = (this.#lastId += 1);
    return new Promise((settle) => {
      this.#waiting.set(id, { onItem, settle });
      this.#socket.send(JSON.stringify(message(id)), (e) => { if (e) settle(err(lost(messageOf(e)))); });
    });
  }

  #receive(text: string): void {
    const parsed = fromConsoleSchema.safeParse(jsonOrNull(text));
    if (!parsed.success) return this.#loseAll(`an answer that is none: ${text.slice(0, 200)}`);
    const message = parsed.data;
    if (message.k === 'item') return this.#waiting.get(message.id)?.onItem(message.value);
    this.#settle(message.id, resultOf(message));
  }

  #settle(id: number, result: Result<unknown>): void {
    this.#waiting.get(id)?.settle(result);
    this.#waiting.delete(id);
  }

  #loseAll(detail: string): void {
    for (const id of this.#waiting.keys()) this.#settle(id, err(lost(detail)));
  }
}

function resultOf(message: Exclude<z.infer<typeof fromConsoleSchema>, { k: 'item' }>): Result<unknown> {
  if (message.k === 'ok') return ok(message.value);
  return message.error ? err(message.error) : ok(undefined);
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // refused by the schema
  }
}
