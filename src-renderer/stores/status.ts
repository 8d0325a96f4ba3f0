import type { ConsoleStatus } from '#shared/contract/status.ts';
import type { AppError } from '#shared/domain/errors.ts';
import { createStore } from 'zustand';
import type { Client } from '../transport/client.ts';

export interface StatusState {
  status: ConsoleStatus | null;
  /** When it came, on a clock that does not jump. */
  receivedAtMs: number | null;
}

const nothingHeard: StatusState = { status: null, receivedAtMs: null };

/** Newest state of the machine. `start` when signed in; the answer stops it, and forgets what was heard: the next to sign in begins anew. */
export function createStatus(client: Client, monotonicMs: () => number) {
  const store = createStore<StatusState>(() => nothingHeard);
  return {
    store,
    start: (onEnd?: (error: AppError) => void) => {
      const unsubscribe = client.subscribe('status', {}, (status) => store.setState({ status, receivedAtMs: monotonicMs() }), onEnd);
      return () => {
        unsubscribe();
        store.setState(nothingHeard);
      };
    },
  };
}

/** Milliseconds since the console last spoke; null before it ever did. */
export const ageMs = ({ receivedAtMs }: StatusState, monotonicNowMs: number): number | null =>
  receivedAtMs === null ? null : Math.max(0, monotonicNowMs - receivedAtMs);

/** The console's clock now, whatever this computer's clock says; null before the first status. */
export const consoleNowMs = ({ status, receivedAtMs }: StatusState, monotonicNowMs: number): number | null =>
  status === null || receivedAtMs === null ? null : status.nowMs + (monotonicNowMs - receivedAtMs);
