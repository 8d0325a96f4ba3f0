import { useStore } from 'zustand';
import { client } from '../../../stores/live.ts';
import { sessionDeskBox } from './deskBox.ts';
import { createMarkDesk, type MarkDesk, type MarkDeskState } from './markDesk.ts';

const desks = new Map<string, MarkDesk>();

export function markDeskOf(hearingId: string): MarkDesk {
  const desk = desks.get(hearingId) ?? createMarkDesk(client, hearingId, () => performance.now(), sessionDeskBox(sessionStorage, hearingId, performance.timeOrigin));
  desks.set(hearingId, desk);
  return desk;
}

export const useMarkDesk = <T>(desk: MarkDesk, select: (state: MarkDeskState) => T): T => useStore(desk.store, select);
