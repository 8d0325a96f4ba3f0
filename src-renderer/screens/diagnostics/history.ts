import type { CaptureStatus } from '#shared/contract/status.ts';
import { audioCaptureId } from '#shared/domain/hall.ts';

/** Measurements of the last minutes, one point a second: x first, then one row for each series, as the graph takes them. */
export interface History {
  readonly names: readonly string[];
  readonly rows: readonly (readonly (number | null)[])[];
}

export const keepPoints = 300;

export const emptyHistory = (names: readonly string[]): History => ({ names, rows: [[], ...names.map(() => [])] });

/** By capture: each camera's speed, and under the name of the capture of all microphones that of the slowest sound. */
export function speedsOf(captures: readonly Pick<CaptureStatus, 'captureId' | 'kind' | 'speed'>[]): Record<string, number | null> {
  const pictures = captures.filter((c) => c.kind === 'video').map((c) => [c.captureId, c.speed] as const);
  const sound = captures.filter((c) => c.kind === 'audio');
  const known = sound.flatMap((c) => c.speed ?? []);
  return { ...Object.fromEntries(pictures), ...(sound.length > 0 ? { [audioCaptureId]: known.length > 0 ? Math.min(...known) : null } : {}) };
}

/** With one more point; a series without a value has a hole there. Other series than before begin anew. */
export function withPoint(history: History, names: readonly string[], atS: number, values: Readonly<Record<string, number | null>>): History {
  const base = names.join('\n') === history.names.join('\n') ? history : emptyHistory(names);
  const point = [atS, ...names.map((name) => values[name] ?? null)];
  return { names, rows: base.rows.map((row, i) => [...row, point[i] ?? null].slice(-keepPoints)) };
}
