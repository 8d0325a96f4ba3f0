import type { Alarm, CaptureStatus, ConsoleStatus } from '#shared/contract/status.ts';
import { audioCaptureId } from '#shared/domain/hall.ts';
import type { BarDanger } from '../ui/statebar/barState.ts';

/** Something people must be told and may acknowledge: an alarm of the console, or a danger this window sees itself. */
export type Notice = Pick<Alarm, 'level' | 'code' | 'params'> & {
  id: string;
  /** Its cause has ended: the camera is back, but what it missed is missing, and nobody has taken note of it. */
  over: boolean;
};

const gravity: Record<Alarm['level'], number> = { danger: 0, loss: 1, note: 2 };

/** Dangers of the record that the console raises as alarms of its own. */
const toldByConsole: readonly string[] = ['capture_lost', 'no_target', 'disk_full', 'segments_damaged'];

const own = (code: string): Notice => ({ id: `window:${code}`, level: 'danger', code, params: {}, over: false });

function ownNotices(danger: BarDanger | null): Notice[] {
  if (danger?.kind === 'console_silent') return [own('console_silent')];
  return (danger?.reasons ?? []).filter((reason) => !toldByConsole.includes(reason)).map(own);
}

const gravestFirst = (notices: readonly Notice[]): Notice[] => notices.toSorted((a, b) => Number(a.over) - Number(b.over) || gravity[a.level] - gravity[b.level]);

/** All there is to be told now, the gravest first. Those of one level stay in the console's order. */
export function noticesOf(status: ConsoleStatus | null, danger: BarDanger | null): Notice[] {
  const alarms = (status?.alarms ?? []).map(({ alarmId, level, code, params }): Notice => ({ id: alarmId, level, code, params, over: false }));
  return gravestFirst([...ownNotices(danger), ...alarms]);
}

/** What nobody at this window has acknowledged, and what somebody has while it lasts. */
export interface Board {
  open: readonly Notice[];
  acknowledged: readonly string[];
}

export const emptyBoard: Board = { open: [], acknowledged: [] };

/** A camera that comes and goes is one matter, however often. */
const matter = (n: Notice): string => `${n.code} ${n.params['captureId'] ?? ''}`;

/**
 * The board with what is true now. A loss that is over stays until it is acknowledged; a cause that was
 * acknowledged, ended and comes again is told again.
 */
export function boardWith({ open, acknowledged }: Board, present: readonly Notice[]): Board {
  const lasting = acknowledged.filter((id) => present.some((n) => n.id === id));
  const current = present.filter((n) => !lasting.includes(n.id));
  const gone = open.filter((n) => n.code === 'capture_lost' && !present.some((p) => matter(p) === matter(n)));
  return { open: gravestFirst([...current, ...gone.map((n) => ({ ...n, over: true }))]), acknowledged: lasting };
}

const readingMs = 1000;

/** Nobody has read a line that has only just appeared. Both moments on the clock of `performance.now()`. */
export const isReadBy = (atMs: number, shownAtMs: number): boolean => atMs - shownAtMs >= readingMs;

export const acknowledge = ({ open, acknowledged }: Board, id: string): Board =>
  ({ open: open.filter((n) => n.id !== id), acknowledged: [...acknowledged, id] });

type Recorded = Pick<CaptureStatus, 'captureId' | 'deviceIds' | 'absentDeviceIds' | 'state'>;

const captureIn = ({ code, params }: Pick<Notice, 'code' | 'params'>, captures: readonly Recorded[]): Recorded | undefined =>
  (code === 'copy_lost' ? captures.find((c) => c.captureId === params['captureId']) : undefined);

/** Whose picture or sound a notice speaks of: a loss of its device, an interrupted second recording of those it does not have. */
export function devicesOf(notice: Pick<Notice, 'code' | 'params'>, captures: readonly Recorded[]): string[] {
  const id = notice.params['captureId'];
  if (id === undefined) return [];
  const capture = captureIn(notice, captures);
  if (!capture) return [String(id)];
  return capture.state === 'lost' ? capture.deviceIds : capture.absentDeviceIds;
}

/** The text that says it. The recording of all microphones together is called that, instead of by sixteen names. */
export function textOf(notice: Pick<Notice, 'code' | 'params' | 'over'>, captures: readonly Recorded[]): string {
  if (notice.over) return 'capture_returned';
  const capture = captureIn(notice, captures);
  return capture?.captureId === audioCaptureId && capture.state === 'lost' ? 'copy_lost_joint' : notice.code;
}
