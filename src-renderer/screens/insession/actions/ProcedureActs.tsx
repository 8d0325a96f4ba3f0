import type { DemandView } from '#shared/contract/calls/procedure.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../../keys/useKeys.ts';
import { Button } from '../../../ui/Button.tsx';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import styles from './ActionPanel.module.css';
import { DemandFields } from './DemandFields.tsx';
import { actsAmong, unanswered, type Answers } from './demands.ts';
import { useAnswers } from './useAnswers.ts';

interface Props {
  hearingId: string;
  demands: readonly DemandView[];
  participants: readonly Participant[];
}

/** Acts of this procedure that an order asks something about: a remote interrogation, an oath, an emergency at the institution; and what the break that is on asks. */
export function ProcedureActs({ hearingId, demands, participants }: Props) {
  const { t } = useTranslation();
  const nameOf = useActWords();
  const [openKey, setOpenKey] = useState<string | null>(null);
  const acts = actsAmong(demands);
  const open = acts.find(({ key }) => key === openKey);
  if (acts.length === 0) return null;
  return (
    <>
      {open && <ActPanel key={open.key} hearingId={hearingId} demand={open} participants={participants} onClose={() => setOpenKey(null)} />}
      <div className={styles.acts} role="group" aria-label={t('insession.acts.title')}>
        {acts.map((act) => (
          <Button key={act.key} variant={act.owed ? 'primary' : 'quiet'} icon={act.owed ? 'warning' : 'plus'} pressed={open === act} onClick={() => setOpenKey(open === act ? null : act.key)}>{nameOf(act)}</Button>
        ))}
      </div>
    </>
  );
}

function useActWords(): (act: DemandView) => string {
  const { t } = useTranslation();
  return ({ owed, on }) => (owed ? t('insession.acts.owed') : t(`insession.acts.${on}`));
}

function ActPanel({ hearingId, demand, participants, onClose }: { hearingId: string; demand: DemandView; participants: readonly Participant[]; onClose: () => void }) {
  const { t } = useTranslation();
  const [answers, setAnswers] = useState<Answers>({});
  const [incomplete, setIncomplete] = useState(false);
  const answer = useAnswers(hearingId);
  useKeys({ dismiss: onClose });
  const keep = async (): Promise<void> => {
    const isIncomplete = unanswered([demand], answers) !== null;
    setIncomplete(isIncomplete);
    if (isIncomplete) return;
    if (await answer.keep([demand], answers, null)) onClose();
  };
  const title = useActWords()(demand);
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
