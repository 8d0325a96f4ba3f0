import { readFileSync, readdirSync } from 'node:fs';

const ticksPerSecond = 100;

interface Usage { parent: number; ticks: number; command: string }

/** user + system time of a process and of its children that have ended, in clock ticks (proc(5)). */
function usageOf(pid: number): Usage | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = [11, 12, 13, 14].reduce((sum, i) => sum + Number(fields[i]), 0);
    return { parent: Number(fields[1]), ticks, command: stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')')) };
  } catch {
    return null; // ended meanwhile
  }
}

const allPids = () => readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);

/** Processes whose command line or environment names this folder: also those that outlive their parent. */
export function processesOf(marker: string): number[] {
  return allPids().filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(marker) || readFileSync(`/proc/${pid}/environ`, 'utf8').includes(marker);
    } catch {
      return false; // ended meanwhile, or not ours
    }
  });
}

/** CPU seconds used so far by these processes and by their children that have ended. */
export const cpuSeconds = (pids: number[]): number =>
  pids.reduce((sum, pid) => sum + (usageOf(pid)?.ticks ?? 0), 0) / ticksPerSecond;
