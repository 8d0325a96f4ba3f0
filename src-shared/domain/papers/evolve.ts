import type { EventRecord, HearingEvent } from '../hearing/events.ts';
import type { Paper } from './paper.ts';

type PaperEvent = Extract<HearingEvent, { type: 'paperComposed' | 'paperFinalised' }>;

/** The papers of a hearing after one of them was written, written again or made final. */
export function evolvePapers(papers: readonly Paper[], e: PaperEvent, { by }: EventRecord): Paper[] {
  if (e.type === 'paperFinalised') {
    const { atMs, number, signedBy, way, files } = e;
    return papers.map((paper) => (paper.paperId === e.paperId ? { ...paper, final: { atMs, number, signedBy, way, files } } : paper));
  }
  const { type: _, atMs, ...composed } = e;
  const written: Paper = { ...composed, by, composedAtMs: atMs, final: null };
  return papers.some(({ paperId }) => paperId === e.paperId) ? papers.map((paper) => (paper.paperId === e.paperId ? written : paper)) : [...papers, written];
}
