import type { Alarm, ConsoleStatus } from '#shared/contract/status.ts';
import type { BarDanger } from '../ui/statebar/barState.ts';

/** Something people must be told and may acknowledge: an alarm of the console, or a danger this window sees itself. */
export type Notice = Pick<Alarm, 'level' | 'code' | 'params'> & { id: string };

const gravity: Record<Alarm['level'], number> = { danger: 0, loss: 1, note: 2 };

/** Dangers of the record that the console raises as alarms of its own. */
const toldByConsole: readonly string[] = ['capture_lost', 'disk_full', 'segments_damaged'];

const own = (code: string): Notice => ({ id: `window:${code}`, level: 'danger', code, params: {} });

function ownNotices(danger: BarDanger | null): Notice[] {
  if (danger?.kind === 'console_silent') return [own('console_silent')];
  return (danger?.reasons ?? []).filter((reason) => !toldByConsole.includes(reason)).map(own);
}

/** All there is to be told now, the gravest first. Those of one level stay in the console's order. */
export function noticesOf(status: ConsoleStatus | null, danger: BarDanger | null): Notice[] {
  const alarms = (status?.alarms ?? []).map(({ alarmId, level, code, params }): Notice => ({ id: alarmId, level, code, params }));
  return [...ownNotices(danger), ...alarms].toSorted((a, b) => gravity[a.level] - gravity[b.level]);
}

/** What was acknowledged and still lasts. A cause that ended and comes again is told again. */
export const lasting = (acknowledged: readonly string[], notices: readonly Notice[]): readonly string[] =>
  acknowledged.every((id) => notices.some((n) => n.id === id)) ? acknowledged : acknowledged.filter((id) => notices.some((n) => n.id === id));
