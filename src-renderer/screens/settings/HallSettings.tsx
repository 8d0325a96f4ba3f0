import type { Hall } from '#shared/domain/hall.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { settings } from '../../stores/live.ts';
import { useCommand } from '../../stores/useCall.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { HallEditor } from './HallEditor.tsx';
import { hallOf, type HallDraft, type HallProblem } from './hallDraft.ts';
import { SavedNote } from './SavedNote.tsx';
import styles from './Settings.module.css';

export function HallSettings({ hall }: { hall: Hall }) {
  const { t } = useTranslation();
  const save = useCommand('settings.saveHall');
  const [draft, setDraft] = useState<HallDraft>(hall);
  const [problem, setProblem] = useState<HallProblem | null>(null);
  const [saved, setSaved] = useState(false);
  const change = (next: HallDraft) => {
    setDraft(next);
    setSaved(false);
  };
  const store = async () => {
    const made = hallOf(draft);
    setProblem(made.ok ? null : made.problem);
    if (!made.ok || !(await save.run({ hall: made.hall })).ok) return;
    setSaved(true);
    await settings.load();
  };
  return (
    <div className={styles.stack}>
      <HallEditor draft={draft} onChange={change} problem={problem} />
      {save.error && <ErrorNote error={save.error} />}
      <div className={styles.row}>
        <Button variant="primary" busy={save.busy} onClick={() => void store()}>{t('settings.save_hall')}</Button>
        {saved && <SavedNote />}
      </div>
    </div>
  );
}
