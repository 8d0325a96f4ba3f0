import type { Mark } from '#shared/domain/hearing/state.ts';
import { templatesFor } from '#shared/domain/markTemplates.ts';
import type { ProceedingsKind } from '#shared/domain/schedule.ts';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { elapsed } from '../../../format/format.ts';
import { useWords } from '../../../i18n/useWords.ts';
import { useKeys } from '../../../keys/useKeys.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Select } from '../../../ui/Select.tsx';
import styles from './EditStrip.module.css';
import type { MarkDesk } from './markDesk.ts';
import { wordOfMark } from './markWord.ts';
import { useMarkDesk } from './useMarkDesk.ts';

interface Props {
  mark: Mark;
  zeroUtcMs: number | null;
  proceedings: ProceedingsKind;
  desk: MarkDesk;
  onClose: () => void;
}

/** Changes a mark's word and text. Closing keeps what was begun; the original stays on record in any case. */
export function EditStrip({ mark, zeroUtcMs, proceedings, desk, onClose }: Props) {
  const { t } = useTranslation();
  const say = useWords();
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const edit = useMarkDesk(desk, (s) => s.edits[mark.markId]) ?? { template: mark.template, text: mark.text };
  useKeys({ dismiss: onClose });
  useEffect(() => {
    const text = form.current?.querySelector('textarea');
    text?.focus();
    text?.setSelectionRange(text.value.length, text.value.length);
  }, []);

  const ids = [...new Set([mark.template, ...templatesFor(proceedings).filter((m) => m.key).map((m) => m.id)])];
  const save = async () => {
    setBusy(true);
    const kept = await desk.edit(mark.markId, edit);
    setBusy(false);
    if (kept) onClose();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <form
      ref={form} className={styles.strip} aria-label={t('insession.edit.title', { time: placeOf(mark, zeroUtcMs) })} onSubmit={onSubmit}
      onKeyDown={(e) => { if (e.code === 'Enter' && !e.shiftKey && e.target instanceof HTMLTextAreaElement) { e.preventDefault(); void save(); } }}
    >
      <h3 className={styles.title}>{t('insession.edit.title', { time: placeOf(mark, zeroUtcMs) })}</h3>
      <Field type="multiline" label={t('insession.edit.text')} value={edit.text} onChange={(text) => desk.noteEdit(mark.markId, { ...edit, text })} />
      <div className={styles.row}>
        <Select
          className={styles.word} label={t('insession.edit.word')} value={edit.template}
          options={ids.map((value) => ({ value, label: wordOfMark(value, say) }))} onChange={(template) => desk.noteEdit(mark.markId, { ...edit, template })}
        />
        <Button submit variant="primary" keyCap="Enter" busy={busy}>{t('insession.edit.save')}</Button>
        <Button keyCap="Esc" keyShortcut="Escape" onClick={onClose}>{t('insession.close_strip')}</Button>
      </div>
    </form>
  );
}

const placeOf = (mark: Mark, zeroUtcMs: number | null): string => (zeroUtcMs === null ? '–' : elapsed(mark.atMs - zeroUtcMs));
