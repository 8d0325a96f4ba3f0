import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../keys/useKeys.ts';
import { settings } from '../../stores/live.ts';
import { useCommand } from '../../stores/useCall.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { SavedNote } from './SavedNote.tsx';
import { isFolder, saidOfField, type FolderProblem } from './secondFolder.ts';
import styles from './Settings.module.css';

/** Where everything is recorded a second time. What the console answered stays in view until something else is typed. */
export function SecondFolder({ saved }: { saved: string | null }) {
  const { t } = useTranslation();
  const save = useCommand('settings.saveSecondRecordingFolder');
  const remover = useRef<HTMLButtonElement>(null);
  const [typed, setTyped] = useState(saved ?? '');
  const [problem, setProblem] = useState<FolderProblem | null>(null);
  const [removing, setRemoving] = useState(false);
  const [stored, setStored] = useState<{ sameDisk: boolean } | null>(null);
  const type = (text: string) => {
    setTyped(text);
    setProblem(null);
    setStored(null);
    save.clear();
  };
  const send = async (folder: string | null) => {
    const result = await save.run({ folder });
    setProblem(result.ok ? null : saidOfField(result.error));
    setStored(result.ok ? result.value : null);
    if (!result.ok) return;
    setTyped(folder ?? '');
    await settings.load();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (save.busy) return;
    if (isFolder(typed)) void send(typed.trim());
    else setProblem('path');
  };
  const leave = () => {
    setRemoving(false);
    remover.current?.focus();
  };
  return (
    <form className={styles.stack} noValidate onSubmit={submit}>
      <Field label={t('disks.field')} hint={t('disks.field_hint')} value={typed} onChange={type} problem={problem && t(`disks.problem.${problem}`)} />
      {save.error && problem === null && <ErrorNote error={save.error} />}
      {stored?.sameDisk && <p className={styles.problem} role="alert">{t('disks.same_disk')}</p>}
      <div className={styles.row}>
        <Button submit variant="primary" busy={save.busy}>{t('disks.save')}</Button>
        <Button ref={remover} pressed={removing} disabled={saved === null} onClick={() => setRemoving(!removing)}>{t('disks.remove')}</Button>
        {stored && <SavedNote />}
      </div>
      {removing && saved !== null && <Removal busy={save.busy} onLeave={leave} onRemove={() => { leave(); void send(null); }} />}
      <p className={styles.quiet}>{t('disks.next_start')}</p>
    </form>
  );
}

/** Said once more in the page, not over it: from then on one broken disk takes everything. */
function Removal({ busy, onLeave, onRemove }: { busy: boolean; onLeave: () => void; onRemove: () => void }) {
  const { t } = useTranslation();
  useKeys({ dismiss: onLeave });
  return (
    <div className={styles.confirm} role="group" aria-label={t('disks.remove_do')}>
      <p>{t('disks.remove_means')}</p>
      <div className={styles.row}>
        <Button variant="primary" busy={busy} onClick={onRemove}>{t('disks.remove_do')}</Button>
        <Button keyCap="Esc" keyShortcut="Escape" onClick={onLeave}>{t('common.cancel')}</Button>
      </div>
    </div>
  );
}
