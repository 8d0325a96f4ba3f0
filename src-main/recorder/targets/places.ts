import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Run } from '../captures.ts';
import type { Targets } from './targets.ts';

/** Where the files of one capture of one run go. */
export interface CapturePlaces {
  /** On each target that can be written now; the first is the one that is looked at. None while every disk there is hangs. */
  now: () => Promise<string[]>;
  /** A process writes there from now on, and no other one of this capture; `adopted`: it has written before anybody here watched. */
  begin: (dirs: readonly string[], adopted: boolean) => void;
  /** No process of this capture writes any more. */
  over: () => void;
  /** Is the disk of this folder there, and does it answer? */
  answers: (dir: string) => boolean;
  /** The same, and its files are those that count: of two folders not the one whose writer was held up. */
  isReadable: (dir: string) => boolean;
  /** Folders that its process writes to and that can be looked at. */
  readable: () => string[];
  /** Does none of the disks answer? */
  allHang: () => boolean;
  /** Does one of the disks that its process writes to not answer? Then not even SIGKILL ends the process wholly. */
  isHeldUp: () => boolean;
  /** Rejects with `NoAnswer` when a disk hangs meanwhile. */
  answered: <T>(ask: () => Promise<T>) => Promise<T>;
}

export type PlacesTargets = Pick<Targets, 'roots' | 'rootOf' | 'usable' | 'readable' | 'hangs' | 'answered' | 'answeredByAll' | 'begin' | 'over' | 'isLate'>;

export function capturePlaces(targets: PlacesTargets, run: Run, captureId: string): CapturePlaces {
  const dirIn = (root: string): string => join(root, run.hearingId, run.runId, captureId);
  let writing: readonly string[] = [];
  const hangs = (dir: string): boolean => targets.hangs(targets.rootOf(dir) ?? '');
  /** Made here, so that a process is not started into a disk that has just begun to hang. What else fails, its start tells. */
  const made = (root: string): Promise<string | null> =>
    targets.answered(root, () => mkdir(dirIn(root), { recursive: true })).then(() => dirIn(root), () => (targets.hangs(root) ? null : dirIn(root)));
  const over = (): void => {
    for (const dir of writing) targets.over(dir);
    writing = [];
  };
  /** A target that was taken out of the settings keeps what it has. */
  const answers = (dir: string): boolean => {
    const root = targets.rootOf(dir);
    return root === undefined || targets.readable(root);
  };
  const isRight = (dir: string): boolean => answers(dir) && !targets.isLate(dir);
  const isReadable = (dir: string): boolean => isRight(dir) || (answers(dir) && !writing.some(isRight));
  return {
    now: async () => (await Promise.all((await targets.usable()).map(made))).filter((dir) => dir !== null),
    begin(dirs, adopted) {
      over();
      writing = dirs;
      for (const dir of dirs) targets.begin(dir, adopted);
    },
    over,
    answers,
    isReadable,
    readable: () => writing.filter(isReadable),
    allHang: () => targets.roots().every(targets.hangs),
    isHeldUp: () => writing.some(hangs),
    answered: (ask) => targets.answeredByAll(ask),
  };
}
