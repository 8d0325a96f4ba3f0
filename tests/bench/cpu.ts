import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

const ticksPerSecond = 100;

/** user + system time of a process and of its children that have ended, in clock ticks (proc(5)). */
function ticksOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return [11, 12, 13, 14].reduce((sum, i) => sum + Number(fields[i]), 0);
  } catch {
    return 0; // ended meanwhile
  }
}

const allPids = () => readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);

/** Processes that work in this folder or were started with it: also those that outlive their parent. */
export function processesOf(folder: string): number[] {
  return allPids().filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder) || readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder);
    } catch {
      return false; // ended meanwhile, or not ours
    }
  });
}

/** CPU seconds used so far by these processes and by their children that have ended. */
export const cpuSeconds = (pids: number[]): number =>
  pids.reduce((sum, pid) => sum + (ticksOf(pid)), 0) / ticksPerSecond;

/** Not one of the captures, which are ffmpeg. */
export const isNode = (pid: number): boolean => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0]?.includes('node') ?? false;

/** Memory that is theirs alone or shared in parts (PSS), MB. */
export const memoryOf = (pids: number[]): number =>
  pids.reduce((sum, pid) => sum + Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0), 0) / 1024;
