import type { User } from '#shared/contract/schemas.ts';
import type { Act, Hearing } from '#shared/domain/hearing/state.ts';
import { words } from '#shared/domain/words.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { useWords } from '../../i18n/useWords.ts';
import { useCommand } from '../../stores/useCall.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { DocumentLinks } from './DocumentLinks.tsx';
import styles from './After.module.css';

/** Technical-failure acts: those not final are finished here, the others can be saved. */
export function ActsTab({ hearing, user }: { hearing: Hearing; user: User }) {
  const { t } = useTranslation();
  const unfinishedFirst = hearing.acts.toSorted((a, b) => Number(a.final !== null) - Number(b.final !== null));
  if (hearing.acts.length === 0) return <p className={styles.quiet}>{t('after.acts.none')}</p>;
  return (
    <div className={styles.stack}>
      {unfinishedFirst.map((act) => <ActPanel key={act.actId} act={act} hearing={hearing} mayEdit={user.role !== 'judge'} />)}
    </div>
  );
}

function ActPanel({ act, hearing, mayEdit }: { act: Act; hearing: Hearing; mayEdit: boolean }) {
  const { t } = useTranslation();
  const say = useWords();
  const incident = hearing.incidents.find((i) => i.incidentId === act.incidentId);
  const title = [t('after.acts.act'), incident && say(words.incidentSubject[incident.subject]), act.clause].filter(Boolean).join(' · ');
  return (
    <Panel title={title}>
      {act.final === null && mayEdit ? <ActEditor act={act} hearingId={hearing.hearingId} /> : <ActText act={act} hearingId={hearing.hearingId} />}
    </Panel>
  );
}

function ActText({ act, hearingId }: { act: Act; hearingId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={styles.stack}>
      <pre className={styles.paper} lang={act.language} tabIndex={0}>{act.text}</pre>
      {act.final && <p className={styles.quiet}>{t('after.acts.final_at', { time: format.dateTime(act.final.atMs) })}</p>}
      {act.final && <DocumentLinks hearingId={hearingId} files={act.final.files} />}
    </div>
  );
}

function ActEditor({ act, hearingId }: { act: Act; hearingId: string }) {
  const { t } = useTranslation();
  const edit = useCommand('act.edit');
  const finalise = useCommand('act.finalise');
  const [text, setText] = useState(act.text);
  const target = { hearingId, actId: act.actId };
  const save = () => (text === act.text ? Promise.resolve({ ok: true }) : edit.run({ ...target, text }));
  const finish = async () => {
    if ((await save()).ok) await finalise.run(target);
  };
  const error = edit.error ?? finalise.error;
  return (
    <div className={styles.stack}>
      <Field label={t('after.acts.text')} value={text} onChange={setText} type="multiline" className={styles.actText} />
      {error && <ErrorNote error={error} />}
      <div className={styles.choice}>
        <Button busy={edit.busy} disabled={text === act.text} onClick={() => void save()}>{t('after.acts.save')}</Button>
        <Button variant="primary" icon="check" busy={finalise.busy} onClick={() => void finish()}>{t('after.acts.finish')}</Button>
      </div>
    </div>
  );
}
