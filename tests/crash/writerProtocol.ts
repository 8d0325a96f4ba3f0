import type { Commit } from '#main/app/ports/index.ts';

/** What the writer process is told when it starts. */
export interface WriterOrders {
  dir: string;
  url: string;
  token: string;
  hearingIds: string[];
  seed: number;
  /** Add marks, acts and files, or only deliver what is there. */
  mode: 'work' | 'drain';
  /** Longest rest between two commits. */
  restMs: number;
  /** A command announced by an earlier writer whose acknowledgement never came: to be repeated as it was. */
  unsettled: Commit | null;
}

/** One line each on its standard output, written before anything else happens. */
export type WriterLine =
  | { say: 'about to'; commit: Commit }
  | { say: 'acknowledged'; commandId: string; kind: 'committed' | 'repeated'; eventIds: string[]; files: { path: string; sha256: string }[] }
  | { say: 'queue'; waiting: number };
