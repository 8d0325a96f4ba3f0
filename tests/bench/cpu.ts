import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

const ticksPerSecond = 100;

interface Used {
  ownS: number;
  /** Of children that have ended: jobs, not services. */
  endedS: number;
}

/** CPU time of a process, user and system, and of its children that have ended (proc(5)). */
function usedBy(pid: number): Used {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number);
    const seconds = (...indexes: number[]): number => indexes.reduce((sum, i) => sum + (fields[i] ?? 0), 0) / ticksPerSecond;
    return { ownS: seconds(11, 12), endedS: seconds(13, 14) };
  } catch {
    return { ownS: 0, endedS: 0 }; // ended meanwhile
  }
}

const allPids = () => readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);

const commandOf = (pid: number): string[] => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');

/** Processes that work in this folder or were started with it: also those that outlive their parent. */
export function processesOf(folder: string): number[] {
  return allPids().filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder) || commandOf(pid).some((argument) => argument.includes(folder));
    } catch {
      return false; // ended meanwhile, or not ours
    }
  });
}

/** Not one of the captures, which are ffmpeg. */
export const isNode = (pid: number): boolean => commandOf(pid)[0]?.includes('node') ?? false;

/** Whose work a process does: a service by its program, a capture by what it records. */
function roleOf(pid: number): string {
  const command = commandOf(pid);
  if (isNode(pid)) return command.map((argument) => /(\w[\w-]*)\.js$/.exec(argument)?.[1]).find((name) => name !== undefined) ?? 'node';
  return command.includes('libx264') ? 'pictures' : 'sound';
}

/** CPU seconds used so far, by role; `jobs` are children that have ended. */
export type CpuByRole = Record<string, number>;

export function cpuByRole(pids: readonly number[]): CpuByRole {
  const sums: CpuByRole = {};
  for (const pid of pids) {
    const { ownS, endedS } = usedBy(pid);
    const role = roleIfThere(pid);
    if (role === null) continue;
    sums[role] = (sums[role] ?? 0) + ownS;
    sums['jobs'] = (sums['jobs'] ?? 0) + endedS;
  }
  return sums;
}

function roleIfThere(pid: number): string | null {
  try {
    return roleOf(pid);
  } catch {
    return null; // ended meanwhile
  }
}

/** Memory that is theirs alone or shared in parts (PSS), MB. */
export const memoryOf = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0), 0) / 1024;
