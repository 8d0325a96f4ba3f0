import type { Actor } from '../actor.ts';
import type { DocumentFile, Language } from '../hearing/state.ts';
import type { Answer, Filled } from './form.ts';

/** How a paper goes out: by what the courts agreed on beforehand (K7-12, K7-21), or through the internal system (K185-13). */
export const paperWays = ['email', 'internal_system', 'post', 'in_person'] as const;
export type PaperWay = (typeof paperWays)[number];

/** What a person decided about a paper's contents. */
export interface PaperContents {
  language: Language;
  values: Filled;
  /** Of an answer: which one it is; null while nobody has decided, and where the form asks for none. */
  answer: Answer | null;
  /** As it reads. */
  text: string;
}

/** Something written to somebody because a step demands it: an application, an answer, a letter (K7-12, K7-15, K185-13). */
export interface Paper extends PaperContents {
  paperId: string;
  /** The step it serves: `civil-k7/application`. */
  step: string;
  by: Actor;
  composedAtMs: number;
  /** `atMs`: when it was sent; older ones do not say how. */
  final: { atMs: number; number: string; signedBy: string; way?: PaperWay | undefined; files: DocumentFile[] } | null;
}
