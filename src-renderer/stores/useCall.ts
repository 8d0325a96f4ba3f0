import type { CallName, Output } from '#shared/contract/index.ts';
import type { AppError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallInput } from '../transport/client.ts';
import { client, useLinkState } from './live.ts';

export interface Query<T> {
  data: T | null;
  error: AppError | null;
  busy: boolean;
  reload: () => void;
}

interface Answered<T> {
  /** Which question this is the answer to. */
  question: string;
  data: T | null;
  error: AppError | null;
}

/**
 * Asks once, again when the input changes, and again when a lost link is back. Old data stays until new
 * data comes; however often `reload` is called, an answer is only overtaken by a later one.
 */
export function useQuery<N extends CallName>(name: N, input: CallInput<N>): Query<Output<N>> {
  const [answered, setAnswered] = useState<Answered<Output<N>>>({ question: '', data: null, error: null });
  const [reloading, setReloading] = useState(false);
  const ask = useRef<() => void>(() => undefined);
  const link = useLinkState();
  const key = JSON.stringify(input);
  const question = `${link} ${key}`;
  useEffect(() => {
    if (link !== 'ready') return undefined;
    let asked = 0;
    let shown = 0;
    ask.current = () => {
      const mine = ++asked;
      void client.call(name, JSON.parse(key) as CallInput<N>).then((result) => {
        if (mine < shown) return;
        shown = mine;
        setReloading(false);
        setAnswered((before) => (result.ok ? { question, data: result.value, error: null } : { question, data: before.data, error: result.error }));
      });
    };
    ask.current();
    return () => {
      shown = Infinity;
      ask.current = () => undefined;
    };
  }, [name, key, question, link]);
  const reload = useCallback(() => {
    setReloading(true);
    ask.current();
  }, []);
  return { data: answered.data, error: answered.error, busy: reloading || answered.question !== question, reload };
}

export interface Command<N extends CallName> {
  run: (input: CallInput<N>) => Promise<Result<Output<N>>>;
  busy: boolean;
  error: AppError | null;
  clear: () => void;
}

/**
 * One intention at a time. After `link.lost` nobody knows whether it was carried out, so the same input
 * run again carries the same `commandId` and is carried out once.
 */
export function useCommand<N extends CallName>(name: N): Command<N> {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const unanswered = useRef<{ key: string; commandId: string } | null>(null);
  const run = useCallback(async (input: CallInput<N>) => {
    const key = JSON.stringify(input);
    const commandId = unanswered.current?.key === key ? unanswered.current.commandId : crypto.randomUUID();
    setBusy(true);
    const result = await client.call(name, { commandId, ...input });
    unanswered.current = !result.ok && result.error.code === 'link.lost' ? { key, commandId } : null;
    setError(result.ok ? null : result.error);
    setBusy(false);
    return result;
  }, [name]);
  return { run, busy, error, clear: useCallback(() => setError(null), []) };
}
