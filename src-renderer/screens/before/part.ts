import type { Hearing } from '#shared/domain/hearing/state.ts';

/** From then on everybody is looking at the hall and not at papers. */
const connectFromMs = 30 * 60_000;

/** What lies on top when a hearing that has not begun is opened on the screen. */
export const partToBeginWith = ({ phase, schedule, starting }: Hearing, nowMs: number): 'prepare' | 'connect' =>
  (phase.name === 'connecting' || starting !== null || nowMs >= schedule.startsAtMs - connectFromMs ? 'connect' : 'prepare');
