import type { AppError } from '#shared/domain/errors.ts';

/** A mark on its way to the disk. It keeps its ids, so that sending it again keeps it once. */
export interface PendingMark {
  markId: string;
  commandId: string;
  template: string;
  text: string;
  /** Clock of `performance.now()`. */
  pressedAtMs: number;
  /** Null while it is on its way. */
  error: AppError | null;
}

export const added = (pending: readonly PendingMark[], mark: PendingMark): PendingMark[] => [...pending, mark];

export const without = (pending: readonly PendingMark[], markId: string): PendingMark[] => pending.filter((p) => p.markId !== markId);

export const withError = (pending: readonly PendingMark[], markId: string, error: AppError | null): PendingMark[] =>
  pending.map((p) => (p.markId === markId ? { ...p, error } : p));

/** Whoever was refused stays refused; whoever met a broken link goes again when the link is back. */
export const toSendAgain = (pending: readonly PendingMark[]): PendingMark[] => pending.filter((p) => p.error?.code === 'link.lost');
