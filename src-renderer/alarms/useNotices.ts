import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useEffect } from 'react';
import { createStore, useStore } from 'zustand';
import { useStatus } from '../stores/live.ts';
import { useConsoleClock } from '../stores/useConsoleClock.ts';
import { barDanger } from '../ui/statebar/barState.ts';
import { acknowledge, boardWith, emptyBoard, noticesOf, type Board, type Notice } from './notices.ts';

/** One for the window: what was acknowledged stays so on every screen. */
const board = createStore<Board>(() => emptyBoard);

function take(present: readonly Notice[]): void {
  const next = boardWith(board.getState(), present);
  if (JSON.stringify(next) !== JSON.stringify(board.getState())) board.setState(next);
}

/** What nobody at this window has acknowledged yet, the gravest first. */
export function useNotices(hearing: Hearing | null): { open: readonly Notice[]; acknowledge: (id: string) => void } {
  const status = useStatus((s) => s.status);
  const { silentMs } = useConsoleClock(1000);
  const { open } = useStore(board);
  useEffect(() => take(noticesOf(status, barDanger(hearing, status, silentMs))), [hearing, status, silentMs]);
  return { open, acknowledge: (id) => board.setState((b) => acknowledge(b, id)) };
}
