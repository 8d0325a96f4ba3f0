import { join } from 'node:path';
import type { Run } from '../captures.ts';
import type { Targets } from './targets.ts';

/** Where the files of one capture of one run go. */
export interface CapturePlaces {
  /** On each target that can be written now; the first is the one that is looked at. */
  now: () => Promise<string[]>;
  /** Is the disk of this folder there, and does it answer? */
  isReadable: (dir: string) => boolean;
}

export function capturePlaces(targets: Pick<Targets, 'roots' | 'usable' | 'readable'>, run: Run, captureId: string): CapturePlaces {
  const dirIn = (root: string): string => join(root, run.hearingId, run.runId, captureId);
  return {
    now: async () => (await targets.usable()).map(dirIn),
    /** A target that was taken out of the settings keeps what it has. */
    isReadable(dir) {
      const root = targets.roots().find((r) => dirIn(r) === dir);
      return root === undefined || targets.readable(root);
    },
  };
}
