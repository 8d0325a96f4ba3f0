import type { AppError } from '#shared/domain/errors.ts';
import type { tablesOf } from './tables.ts';

/** What the console's thread and the store's worker say to each other: one reply per request, in order. */
export interface Request {
  table: string;
  method: string;
  args: unknown[];
}

export type Reply =
  | { kind: 'opened'; damage: AppError | null }
  | { kind: 'refused'; error: AppError }
  | { kind: 'value'; value: unknown }
  | { kind: 'failure'; message: string };

export interface WorkerStart {
  file: string;
  nowMs: number;
}

type Tables = ReturnType<typeof tablesOf>;

/** The worker's tables as seen from the console's thread: the same methods, answered later. */
export type RemoteTables = {
  [T in keyof Tables]: {
    [M in keyof Tables[T]]: Tables[T][M] extends (...args: infer A) => infer R ? (...args: A) => Promise<R> : never;
  };
};
