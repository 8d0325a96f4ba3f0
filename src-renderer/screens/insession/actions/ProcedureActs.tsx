import type { DemandView } from '#shared/contract/calls/procedure.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../../keys/useKeys.ts';
import { useCommand } from '../../../stores/useCall.ts';
import { Button } from '../../../ui/Button.tsx';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import styles from './ActionPanel.module.css';
import { DemandFields } from './DemandFields.tsx';
import { actsAmong, answersFor, unanswered, type Answers } from './demands.ts';

interface Props {
  hearingId: string;
  demands: readonly DemandView[];
  participants: readonly Participant[];
}

/** Acts of this procedure that an order asks something about: a remote interrogation, an oath, an emergency at the institution. */
export function ProcedureActs({ hearingId, demands, participants }: Props) {
  const { t } = useTranslation();
  const [openKey, setOpenKey] = useState<string | null>(null);
  const acts = actsAmong(demands);
  const open = acts.find(({ key }) => key === openKey);
  if (acts.length === 0) return null;
  return (
    <>
      {open && <ActPanel key={open.key} hearingId={hearingId} demand={open} participants={participants} onClose={() => setOpenKey(null)} />}
      <div className={styles.acts} role="group" aria-label={t('insession.acts.title')}>
        {acts.map((act) => (
          <Button key={act.key} variant="quiet" icon="plus" pressed={open === act} onClick={() => setOpenKey(open === act ? null : act.key)}>{t(`insession.acts.${act.on}`)}</Button>
        ))}
      </div>
    </>
  );
}

function ActPanel({ hearingId, demand, participants, onClose }: { hearingId: string; demand: DemandView; participants: readonly Participant[]; onClose: () => void }) {
  const { t } = useTranslation();
  const [answers, setAnswers] = useState<Answers>({});
  const [incomplete, setIncomplete] = useState(false);
  const answer = useCommand('procedure.answer');
  useKeys({ dismiss: onClose });
  const keep = async (): Promise<void> => {
    const isIncomplete = unanswered([demand], answers) !== null;
    setIncomplete(isIncomplete);
    if (isIncomplete) return;
    if ((await answer.run({ hearingId, demand: demand.key, answers: answersFor(demand, answers, null) })).ok) onClose();
  };
  const title = t(`insession.acts.${demand.on}`);
  return (
    <form className={styles.panel} aria-label={title} noValidate onSubmit={(event: FormEvent) => { event.preventDefault(); void keep(); }}>
      <h3 className={styles.title}>{title}</h3>
      <DemandFields demand={demand} participants={participants} answers={answers} onAnswers={setAnswers} />
      {incomplete && <p className={styles.unanswered} role="alert">{t('insession.form.unanswered')}</p>}
      <div className={styles.buttons}>
        <Button submit variant="primary" keyCap="Enter" busy={answer.busy}>{t('insession.acts.keep')}</Button>
        <Button keyCap="Esc" keyShortcut="Escape" onClick={onClose}>{t('insession.close_strip')}</Button>
      </div>
      {answer.error && <div className={styles.error}><ErrorNote error={answer.error} /></div>}
    </form>
  );
}
