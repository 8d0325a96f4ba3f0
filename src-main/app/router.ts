import { contract, isCallName, isStreamName, type CallName, type StreamName } from '#shared/contract/index.ts';
import type { AnyCall } from '#shared/contract/define.ts';
import { fromClientSchema, type FromClient, type FromConsole } from '#shared/contract/envelope.ts';
import { appError, messageOf, type AppError } from '#shared/domain/errors.ts';
import { err, type Result } from '#shared/domain/result.ts';
import type { z } from 'zod';
import type { Caller, Handlers, SignedIn, SignIns, Streams } from './caller.ts';
import type { Log } from './ports/index.ts';
import type { Router, RouterConnection } from './ports/shell.ts';

/**
 * The one way in. For every message: known name → role → input parsed by its schema → handler. A sign-in that ends
 * while its connection is open ends what it has opened: nothing more is sent to it.
 * A handler that throws is a defect: it is logged and answered as `internal.unexpected`.
 */
export function createRouter(handlers: Handlers, streams: Streams, signIns: SignIns, log: Log): Router {
  return {
    connect(origin, send) {
      const connection = new Connection({ ...origin, signedIn: null }, handlers, streams, signIns, log, send);
      return connection;
    },
  };
}

/** The first thing wrong with an input, with the path of its field; `input` when it is wrong as a whole. */
export function inputError(error: z.ZodError): AppError {
  const issue = error.issues[0];
  const field = issue?.path.map(String).join('.') || 'input';
  return appError('input.invalid', { field, params: { field }, detail: issue?.message ?? error.message });
}

export function mayCall(access: AnyCall['access'], signedIn: SignedIn | null): AppError | null {
  if (access === 'anonymous') return null;
  if (!signedIn) return appError('auth.required');
  if (access === 'signed_in' || access.includes(signedIn.role)) return null;
  if (signedIn.role === 'administrator' && access.includes('specialist')) return null;
  return appError('auth.forbidden', { params: { role: signedIn.role } });
}

class Connection implements RouterConnection {
  readonly #caller: Caller;
  readonly #handlers: Handlers;
  readonly #streams: Streams;
  readonly #signIns: SignIns;
  readonly #log: Log;
  readonly #send: (message: FromConsole) => void;
  readonly #running = new Map<number, { name: StreamName; stop: () => void }>();
  readonly #leave: () => void;
  #open = true;

  constructor(caller: Caller, handlers: Handlers, streams: Streams, signIns: SignIns, log: Log, send: (message: FromConsole) => void) {
    this.#caller = caller;
    this.#handlers = handlers;
    this.#streams = streams;
    this.#signIns = signIns;
    this.#log = log;
    this.#send = (message) => { if (this.#open) send(message); };
    this.#leave = signIns.onEnded(() => this.#review());
  }

  receive(raw: unknown): void {
    const parsed = fromClientSchema.safeParse(raw);
    if (!parsed.success) return this.#send({ k: 'err', id: idOf(raw), error: inputError(parsed.error) });
    const message = parsed.data;
    if (message.k === 'unsub') return this.#unsubscribe(message.id);
    if (message.k === 'sub') return this.#subscribe(message);
    void this.#call(message);
  }

  close(): void {
    this.#open = false;
    this.#leave();
    for (const { stop } of this.#running.values()) stop();
    this.#running.clear();
  }

  async #call({ id, name, input }: Extract<FromClient, { k: 'call' }>): Promise<void> {
    const result = await this.#run(name, input);
    this.#endRefused(); // whoever is signed in now may be somebody else, or nobody
    this.#send(result.ok ? { k: 'ok', id, value: result.value } : { k: 'err', id, error: result.error });
  }

  async #run(name: string, input: unknown): Promise<Result<unknown>> {
    if (!isCallName(name)) return err(appError('call.unknown', { params: { name: name.slice(0, 64) } }));
    const refused = this.#refusal(name);
    if (refused) return err(refused);
    const parsed = contract[name].input.safeParse(input);
    if (!parsed.success) return err(inputError(parsed.error));
    try {
      return await handlerOf(this.#handlers, name)(parsed.data, this.#caller);
    } catch (e) {
      this.#log.error('router', `${name}: ${messageOf(e)}`, { stack: e instanceof Error ? e.stack : undefined });
      return err(appError('internal.unexpected', { detail: `${name}: ${messageOf(e)}` }));
    }
  }

  #subscribe({ id, name, input }: Extract<FromClient, { k: 'sub' }>): void {
    const end = (error: AppError) => this.#send({ k: 'end', id, error });
    if (!isStreamName(name)) return end(appError('call.unknown', { params: { name: name.slice(0, 64) } }));
    const refused = this.#refusal(name);
    if (refused) return end(refused);
    const parsed = contract[name].input.safeParse(input);
    if (!parsed.success) return end(inputError(parsed.error));
    this.#unsubscribe(id);
    const emit = (value: unknown) => { if (!this.#refusal(name)) this.#send({ k: 'item', id, value }); };
    this.#running.set(id, { name, stop: streamOf(this.#streams, name)(parsed.data, this.#caller, emit) });
  }

  #unsubscribe(id: number): void {
    this.#running.get(id)?.stop();
    this.#running.delete(id);
  }

  #refusal(name: CallName | StreamName): AppError | null {
    this.#review();
    return mayCall(contract[name].access, this.#caller.signedIn);
  }

  #review(): void {
    if (!this.#caller.signedIn || !this.#signIns.hasEnded(this.#caller.signedIn)) return;
    this.#caller.signedIn = null;
    this.#endRefused();
  }

  #endRefused(): void {
    for (const [id, { name }] of this.#running) {
      const error = mayCall(contract[name].access, this.#caller.signedIn);
      if (!error) continue;
      this.#unsubscribe(id);
      this.#send({ k: 'end', id, error });
    }
  }
}

const idOf = (raw: unknown): number =>
  typeof raw === 'object' && raw !== null && 'id' in raw && Number.isSafeInteger(raw.id) ? (raw.id as number) : -1;

/**
 * The schema of `name` has just proved the input, which the type system cannot follow through a
 * name known only at run time: these two casts are the whole price of one dispatch table.
 */
const handlerOf = (handlers: Handlers, name: CallName) =>
  handlers[name] as (input: unknown, caller: Caller) => Promise<Result<unknown>>;
const streamOf = (streams: Streams, name: StreamName) =>
  streams[name] as (input: unknown, caller: Caller, emit: (item: unknown) => void) => () => void;
