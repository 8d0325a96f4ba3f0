import { contract, type CallName, type Input, type Output, type StreamName } from '#shared/contract/index.ts';
import { appError, type AppError } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { z } from 'zod';
import { fromConsoleSchema } from './incoming.ts';
import type { Link } from './link.ts';
import { resumedInput } from './resume.ts';

/** `preparing`: the link is up, but nobody is signed in on it yet. */
export type LinkState = 'down' | 'preparing' | 'ready';

/** A command's id may be left out; it is given to repeat an intention whose answer got lost. */
export type CallInput<N extends CallName> =
  Input<N> extends { commandId: string } ? Omit<Input<N>, 'commandId'> & { commandId?: string } : Input<N>;

export interface Client {
  /** Never rejects. While the link is down or nobody is signed in on it yet it answers `link.lost` at once; so do calls that were under way when it broke. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<Output<N>>>;
  /**
   * Items until unsubscribed, across lost links. `onEnd`: the console ended the stream for a reason;
   * nothing more comes.
   */
  subscribe<N extends StreamName>(name: N, input: Input<N>, onItem: (item: Output<N>) => void, onEnd?: (error: AppError) => void): () => void;
  state: () => LinkState;
  onState: (listener: (state: LinkState) => void) => () => void;
  /** Connects. `prepare` runs on every new link (sign in again) before streams are taken up. */
  start(prepare: () => Promise<void>): void;
}

interface Subscription {
  name: StreamName;
  input: unknown;
  lastItem: unknown;
  onItem: (item: unknown) => void;
  onEnd: (error: AppError) => void;
}

const outputOf = (name: CallName | StreamName): z.ZodType => contract[name].output;

const idOf = (raw: unknown): number =>
  typeof raw === 'object' && raw !== null && 'id' in raw && typeof raw.id === 'number' ? raw.id : -1;

const takesCommandId = (name: CallName): boolean => {
  const { input } = contract[name];
  return 'commandId' in input.shape;
};

/** Nobody is signed in on a link that is being prepared: what needs it would be refused there, and is to be sent again instead. */
const passes = (state: LinkState, name: CallName): boolean => state === 'ready' || (state === 'preparing' && contract[name].access === 'anonymous');

function parsed<T>(name: CallName | StreamName, value: unknown): Result<T> {
  const result = outputOf(name).safeParse(value);
  if (result.success) return ok(result.data as T);
  return err(appError('internal.unexpected', { detail: `${name}: ${z.prettifyError(result.error)}` }));
}

export function createClient(link: Link, newId: () => string = () => crypto.randomUUID()): Client {
  const waiting = new Map<number, (answer: Result<unknown>) => void>();
  const subscriptions = new Map<number, Subscription>();
  const listeners = new Set<(state: LinkState) => void>();
  let state: LinkState = 'down';
  let lastId = 0;

  const setState = (next: LinkState) => {
    state = next;
    for (const listener of listeners) listener(next);
  };
  const sendSubscription = (id: number, s: Subscription) =>
    link.send({ k: 'sub', id, name: s.name, input: resumedInput(s.name, s.input, s.lastItem) });

  const answer = (id: number, result: Result<unknown>) => {
    waiting.get(id)?.(result);
    waiting.delete(id);
  };
  const item = (id: number, value: unknown) => {
    const subscription = subscriptions.get(id);
    if (!subscription) return;
    const result = parsed(subscription.name, value);
    if (!result.ok) return end(id, result.error);
    subscription.lastItem = result.value;
    subscription.onItem(result.value);
  };
  const end = (id: number, error: AppError) => {
    const subscription = subscriptions.get(id);
    subscriptions.delete(id);
    subscription?.onEnd(error);
  };
  const receive = (raw: unknown) => {
    const message = fromConsoleSchema.safeParse(raw);
    if (!message.success) return answer(idOf(raw), err(appError('internal.unexpected', { detail: z.prettifyError(message.error) })));
    const m = message.data;
    if (m.k === 'ok') answer(m.id, ok(m.value));
    else if (m.k === 'err') answer(m.id, err(m.error));
    else if (m.k === 'item') item(m.id, m.value);
    else end(m.id, m.error ?? appError('link.lost'));
  };
  const loseAll = () => {
    const lost = [...waiting.values()];
    waiting.clear();
    for (const settle of lost) settle(err(appError('link.lost')));
  };

  return {
    async call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<Output<N>>> {
      if (!passes(state, name)) return err(appError('link.lost'));
      const id = ++lastId;
      const full = takesCommandId(name) ? { commandId: newId(), ...input } : input;
      const result = await new Promise<Result<unknown>>((resolve) => {
        waiting.set(id, resolve);
        link.send({ k: 'call', id, name, input: full });
      });
      return result.ok ? parsed<Output<N>>(name, result.value) : result;
    },
    subscribe(name, input, onItem, onEnd = () => undefined) {
      const id = ++lastId;
      const subscription: Subscription = { name, input, lastItem: undefined, onItem: onItem as (item: unknown) => void, onEnd };
      subscriptions.set(id, subscription);
      if (state === 'ready') sendSubscription(id, subscription);
      return () => {
        if (subscriptions.delete(id) && state === 'ready') link.send({ k: 'unsub', id });
      };
    },
    state: () => state,
    onState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start(prepare) {
      let connection = 0;
      link.start({
        onUp() {
          const mine = ++connection;
          setState('preparing');
          void prepare().then(() => {
            if (mine !== connection) return;
            state = 'ready'; // who subscribes from here on sends for himself
            subscriptions.forEach((s, id) => sendSubscription(id, s));
            setState('ready');
          });
        },
        onDown() {
          connection += 1;
          setState('down');
          loseAll();
        },
        onMessage: receive,
      });
    },
  };
}
