import { appError } from '../errors.ts';
import type { DecideContext, HearingCommand } from '../hearing/commands.ts';
import type { HearingEvent } from '../hearing/events.ts';
import type { Hearing } from '../hearing/state.ts';
import { err, ok, type Result } from '../result.ts';

export type PaperCommand = Extract<HearingCommand, { type: 'composePaper' | 'finalisePaper' }>;

/** A paper may be written again until it is final; when it is, its step is done. */
export function decidePaper(h: Hearing, c: PaperCommand, ctx: DecideContext): Result<HearingEvent[]> {
  const paper = h.papers.find(({ paperId }) => paperId === c.paperId);
  if (paper?.final) return c.type === 'finalisePaper' && c.number === paper.final.number ? ok([]) : err(appError('paper.final', { field: 'paperId' }));
  if (c.type === 'composePaper') {
    const { type: _, ...composed } = c;
    const isSo = paper !== undefined && paper.text === c.text && paper.language === c.language && paper.answer === c.answer && JSON.stringify(paper.values) === JSON.stringify(c.values);
    return ok(isSo ? [] : [{ type: 'paperComposed', ...composed, atMs: ctx.nowMs }]);
  }
  if (!paper) return err(appError('paper.not_found', { field: 'paperId' }));
  if (paper.text !== c.text) return err(appError('hearing.changed', { field: 'text' }));
  const { paperId, number, signedBy, way, files } = c;
  return ok([
    { type: 'paperFinalised', paperId, number, signedBy, way, files, atMs: ctx.nowMs },
    { type: 'stepRecorded', step: paper.step, participantId: null, outcome: 'done', values: {}, note: `№ ${number}`, doneBy: signedBy, atMs: ctx.nowMs },
  ]);
}
