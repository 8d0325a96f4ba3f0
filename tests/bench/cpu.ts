import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

const ticksPerSecond = 100;

interface Used {
  ownS: number;
  /** Of children that have ended: jobs, not services. */
  endedS: number;
}

/** CPU time of a process, user and system, and of its children that have ended (proc(5)). */
function usedBy(pid: number): Used {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number);
  const seconds = (...indexes: number[]): number => indexes.reduce((sum, i) => sum + (fields[i] ?? 0), 0) / ticksPerSecond;
  return { ownS: seconds(11, 12), endedS: seconds(13, 14) };
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

/** Whose work a process does: a service by its program, a capture by what it records, `jobs` for what ends by itself. */
function roleOf(pid: number): string {
  const command = commandOf(pid);
  if (isNode(pid)) return command.map((argument) => /(\w[\w-]*)\.js$/.exec(argument)?.[1]).find((name) => name !== undefined) ?? 'node';
  if (command.includes('-xerror')) return 'jobs';
  return command.includes('libx264') ? 'pictures' : 'sound';
}

/** Something of each role. */
export type ByRole = Record<string, number>;

function summed(pids: readonly number[], of: (pid: number) => ByRole): ByRole {
  const sums: ByRole = {};
  for (const pid of pids) {
    for (const [role, value] of Object.entries(ofThose(pid, of))) sums[role] = (sums[role] ?? 0) + value;
  }
  return sums;
}

function ofThose(pid: number, of: (pid: number) => ByRole): ByRole {
  try {
    return of(pid);
  } catch {
    return {}; // ended meanwhile
  }
}

/** CPU seconds used so far; `jobs` are those of children that have ended. */
export const cpuByRole = (pids: readonly number[]): ByRole => summed(pids, (pid) => {
  const { ownS, endedS } = usedBy(pid);
  const role = roleOf(pid);
  return role === 'jobs' ? { jobs: ownS + endedS } : { [role]: ownS, jobs: endedS };
});

/** Memory that is a process's alone or shared in parts (PSS), MB. */
export const memoryOf = (pid: number): number =>
  Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024;

export const memoryByRole = (pids: readonly number[]): ByRole => summed(pids, (pid) => ({ [roleOf(pid)]: memoryOf(pid) }));

/** How often somebody of a process went to sleep and was woken: its main thread, which runs JavaScript, and all of its threads. */
export interface WakeUps {
  main: number;
  all: number;
}

const voluntarySwitches = (statusPath: string): number => Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(readFileSync(statusPath, 'utf8'))?.[1] ?? 0);

export function wakeUpsOf(pid: number): WakeUps {
  const threads = readdirSync(`/proc/${pid}/task`).map((thread) => voluntarySwitches(`/proc/${pid}/task/${thread}/status`));
  return { main: voluntarySwitches(`/proc/${pid}/task/${pid}/status`), all: threads.reduce((sum, switches) => sum + switches, 0) };
}

export const roleIs = (role: string) => (pid: number): boolean => roleOf(pid) === role;
