import type { AppError } from '#shared/domain/errors.ts';
import type { Act } from '#shared/domain/hearing/state.ts';
import { useCommand } from '../stores/useCall.ts';
import { useDraft } from '../stores/drafts.ts';

export interface ActEditor {
  text: string;
  type: (text: string) => void;
  changed: boolean;
  save: () => Promise<boolean>;
  /** Keeps what was typed, then makes the act final with exactly what is shown. */
  finish: () => Promise<void>;
  saving: boolean;
  finishing: boolean;
  error: AppError | null;
}

/** One editor for every place where an act is written; they share what was typed. */
export function useActEditor(hearingId: string, act: Act): ActEditor {
  const draft = useDraft(`act.${act.actId}`, act.text);
  const edit = useCommand('act.edit');
  const finalise = useCommand('act.finalise');
  const target = { hearingId, actId: act.actId };
  const { text, touched } = draft;
  const save = async () => {
    const result = await edit.run({ ...target, text });
    if (result.ok) draft.settle(text);
    return result.ok;
  };
  return {
    text,
    type: draft.type,
    changed: touched,
    save,
    finish: async () => {
      if (touched && !(await save())) return;
      await finalise.run(target);
    },
    saving: edit.busy,
    finishing: finalise.busy,
    error: edit.error ?? finalise.error,
  };
}
