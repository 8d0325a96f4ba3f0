import type { Hearing, Language } from '#shared/domain/hearing/state.ts';
import type { Answer, Filled } from '#shared/domain/papers/form.ts';
import type { Paper, PaperWay } from '#shared/domain/papers/paper.ts';
import { useRef } from 'react';
import { useDraft } from '../../stores/drafts.ts';
import { useCommand, useQuery } from '../../stores/useCall.ts';

interface Written {
  language: Language;
  /** Null: as it is filled in by itself. */
  values: Filled | null;
  answer: Answer | null;
}

const contentsOf = (paper: Paper | null, language: Language): Written =>
  (paper ? { language: paper.language, values: paper.values, answer: paper.answer } : { language, values: null, answer: null });

/** The paper of a step while it is being written. What was typed survives the closing of the screen. */
export function usePaper({ hearingId, papers, schedule }: Hearing, step: string) {
  const kept = papers.findLast((paper) => paper.step === step && paper.final === null) ?? null;
  const draft = useDraft(`paper.${hearingId}.${step}`, JSON.stringify(contentsOf(kept, schedule.language)));
  const written = JSON.parse(draft.text) as Written;
  const shown = useQuery('paper.draft', { hearingId, step, ...written });
  const compose = useCommand('paper.compose');
  const finalise = useCommand('paper.finalise');
  const newId = useRef(crypto.randomUUID());
  const paperId = kept?.paperId ?? newId.current;
  const write = (change: Partial<Written>): void => draft.type(JSON.stringify({ ...written, ...change }));
  const values = written.values ?? shown.data?.values ?? {};

  const save = async (): Promise<boolean> => {
    const result = await compose.run({ hearingId, paperId, step, language: written.language, values, answer: written.answer });
    if (result.ok) draft.settle(draft.text);
    return result.ok;
  };
  /** True when it has gone out. */
  const finish = async (number: string, signedBy: string, way: PaperWay): Promise<boolean> => {
    if ((kept === null || draft.touched) && !(await save())) return false;
    const result = await finalise.run({ hearingId, paperId, number, signedBy, way });
    if (result.ok) newId.current = crypto.randomUUID();
    return result.ok;
  };
  return {
    written, values, write, save, finish, shown: shown.data,
    changed: kept === null || draft.touched,
    saving: compose.busy, finishing: finalise.busy,
    error: finalise.error ?? compose.error ?? shown.error,
  };
}

export type PaperDesk = ReturnType<typeof usePaper>;
