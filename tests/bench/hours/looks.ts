import type { ConsoleStatus } from '../../../src-shared/contract/status.ts';
import { cpuByRole, memoryByRole, processesOf, type ByRole } from '../cpu.ts';
import { round } from '../percentiles.ts';

/** What is seen of everything at work at one moment. */
export interface Look {
  atMs: number;
  memoryMb: ByRole;
  cpuS: ByRole;
  /** What is not as it should be: captures that are down, frames dropped, alarms. */
  troubles: string[];
}

export function look(dataDir: string, { recorder, alarms }: ConsoleStatus): Look {
  const pids = processesOf(dataDir);
  const captures = recorder.captures.filter((c) => c.state !== 'running' || c.droppedFrames > 0 || c.restarts > 0);
  return {
    atMs: performance.now(), memoryMb: memoryByRole(pids), cpuS: cpuByRole(pids),
    troubles: [...captures.map((c) => `${c.captureId}: ${c.state}, ${c.droppedFrames} dropped, ${c.restarts} restarts`), ...alarms.map(({ code }) => code)],
  };
}

const msInAnHour = 3_600_000;

/** Least squares, per hour. */
function growthPerHour(points: readonly { atMs: number; value: number }[]): number {
  const mean = (of: (p: { atMs: number; value: number }) => number): number => points.reduce((total, p) => total + of(p), 0) / points.length;
  const [at, value] = [mean((p) => p.atMs), mean((p) => p.value)];
  const along = points.reduce((total, p) => total + (p.atMs - at) ** 2, 0);
  return (points.reduce((total, p) => total + (p.atMs - at) * (p.value - value), 0) / along) * msInAnHour;
}

/** Per role: MB a quarter of the way in and at the end, and MB an hour by which it grows from there on: caches fill before. Cores used. */
export function memoryFigures(looks: readonly Look[]): object {
  const settled = looks.slice(Math.floor(looks.length / 4));
  const [first, last] = [settled[0], settled.at(-1)];
  if (!first || !last) return {};
  return Object.fromEntries(Object.keys(last.memoryMb).map((role) => [role, {
    fromMb: round(first.memoryMb[role] ?? 0), toMb: round(last.memoryMb[role] ?? 0),
    mostMb: round(Math.max(...settled.map(({ memoryMb }) => memoryMb[role] ?? 0))),
    growsMbAnHour: round(growthPerHour(settled.map(({ atMs, memoryMb }) => ({ atMs, value: memoryMb[role] ?? 0 })))),
    cores: round(((last.cpuS[role] ?? 0) - (first.cpuS[role] ?? 0)) / ((last.atMs - first.atMs) / 1000)),
  }]));
}

/** Each once, with how often it was seen. */
export function troublesOf(looks: readonly Look[]): string[] {
  const counts = new Map<string, number>();
  for (const trouble of looks.flatMap((l) => l.troubles)) counts.set(trouble, (counts.get(trouble) ?? 0) + 1);
  return [...counts].map(([trouble, times]) => `${trouble} (${times}×)`);
}
