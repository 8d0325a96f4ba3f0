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

/** Asks once, again when the input changes, and again when a lost link is back. Old data stays until new data comes. */
export function useQuery<N extends CallName>(name: N, input: CallInput<N>): Query<Output<N>> {
  const [state, setState] = useState<Omit<Query<Output<N>>, 'reload'>>({ data: null, error: null, busy: true });
  const [round, setRound] = useState(0);
  const link = useLinkState();
  const key = JSON.stringify(input);
  useEffect(() => {
    if (link !== 'ready') return;
    let current = true;
    setState((s) => ({ ...s, busy: true }));
    void client.call(name, JSON.parse(key) as CallInput<N>).then((result) => {
      if (!current) return;
      setState((s) => (result.ok ? { data: result.value, error: null, busy: false } : { data: s.data, error: result.error, busy: false }));
    });
    return () => {
      current = false;
    };
  }, [name, key, round, link]);
  return { ...state, reload: useCallback(() => setRound((r) => r + 1), []) };
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
