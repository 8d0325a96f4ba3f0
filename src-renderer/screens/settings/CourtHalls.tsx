import type { KnownHall } from '#shared/domain/procedure/halls.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand, useQuery } from '../../stores/useCall.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { hallsProblem, type HallsProblem } from './courtHalls.ts';
import { SavedNote } from './SavedNote.tsx';
import styles from './Settings.module.css';

/** The halls of the court with their equipment: what the choice of a hall is judged by. While none is entered, this console's own is offered. */
export function CourtHalls({ ownName }: { ownName: string }) {
  const { t } = useTranslation();
  const list = useQuery('halls.list', {});
  if (list.error) return <ErrorNote error={list.error} onRetry={list.reload} />;
  if (!list.data) return <p role="status">{t('common.starting')}</p>;
  const saved = list.data.halls;
  return <Editor saved={saved.length > 0 ? saved : [{ name: ownName, records: true, hasVideoconference: true }]} />;
}

function Editor({ saved }: { saved: readonly KnownHall[] }) {
  const { t } = useTranslation();
  const save = useCommand('halls.save');
  const [halls, setHalls] = useState(saved);
  const [problem, setProblem] = useState<HallsProblem | null>(null);
  const [isSaved, setIsSaved] = useState(false);
  const change = (next: readonly KnownHall[]) => {
    setHalls(next);
    setIsSaved(false);
  };
  const store = async () => {
    const found = hallsProblem(halls);
    setProblem(found);
    if (found === null && (await save.run({ halls: [...halls] })).ok) setIsSaved(true);
  };
  return (
    <Panel title={t('settings.halls.title')}>
      <div className={styles.stack}>
        <p className={styles.quiet}>{t('settings.halls.means')}</p>
        <ul className={styles.devices}>
          {halls.map((hall, i) => (
            <Row key={i} hall={hall} onChange={(changed) => change(halls.with(i, changed))} onRemove={() => change(halls.toSpliced(i, 1))} />
          ))}
        </ul>
        {problem && <p className={styles.problem} role="alert">{t(`settings.halls.problem.${problem}`)}</p>}
        {save.error && <ErrorNote error={save.error} />}
        <div className={styles.row}>
          <Button icon="plus" onClick={() => change([...halls, { name: '', records: false, hasVideoconference: false }])}>{t('settings.halls.add')}</Button>
          <Button variant="primary" busy={save.busy} onClick={() => void store()}>{t('settings.halls.save')}</Button>
          {isSaved && <SavedNote />}
        </div>
      </div>
    </Panel>
  );
}

function Row({ hall, onChange, onRemove }: { hall: KnownHall; onChange: (hall: KnownHall) => void; onRemove: () => void }) {
  const { t } = useTranslation();
  return (
    <li className={styles.courtHall}>
      <Field label={t('settings.halls.name')} value={hall.name} onChange={(name) => onChange({ ...hall, name })} />
      <label className={styles.tick}><input type="checkbox" checked={hall.records} onChange={() => onChange({ ...hall, records: !hall.records })} /> {t('settings.halls.records')}</label>
      <label className={styles.tick}><input type="checkbox" checked={hall.hasVideoconference} onChange={() => onChange({ ...hall, hasVideoconference: !hall.hasVideoconference })} /> {t('settings.halls.videoconference')}</label>
      <Button label={t('settings.halls.remove', { name: hall.name })} onClick={onRemove}><Icon name="cross" /></Button>
    </li>
  );
}
