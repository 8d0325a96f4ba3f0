import type { DemandView } from '#shared/contract/calls/procedure.ts';
import type { AppError } from '#shared/domain/errors.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/useFormat.ts';
import { useKeys } from '../../../keys/useKeys.ts';
import { Button } from '../../../ui/Button.tsx';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import styles from './ActionPanel.module.css';
import { DemandFields } from './DemandFields.tsx';
import { unanswered, type Answers } from './demands.ts';
import { FaultFields } from './FaultFields.tsx';
import { actionIcons, demands, wordsOf, type HearingAction } from './hearingActions.ts';
import { nextDate } from './nextDate.ts';
import { useAction } from './useAction.ts';
import { useAnswers } from './useAnswers.ts';
import { useFaults, type FaultForm } from './useFaults.ts';

export interface ActionForm {
  reason: string;
  date: string;
  time: string;
  answers: Answers;
  fault: FaultForm;
}

export const emptyForm: ActionForm = { reason: '', date: '', time: '', answers: {}, fault: { subject: '', how: {} } };

interface Props {
  action: HearingAction;
  hearing: Hearing;
  /** What the orders demand at this action. */
  demanded: readonly DemandView[];
  form: ActionForm;
  onForm: (form: ActionForm) => void;
  onDone: () => void;
  onClose: () => void;
}

const takeFocus = (form: HTMLFormElement | null): void => (form?.querySelector('input') ?? form)?.focus();

type Problem = 'reason' | 'date' | 'time' | 'answer';

/** What one action demands, in the flow of the screen: hot-keys stay live, and the state bar stays in view. */
export function ActionPanel({ action, hearing, demanded, form, onForm, onDone, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const element = useRef<HTMLFormElement>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { hearingId } = hearing;
  const phase = hearing.phase.name;
  const { run, busy, error } = useAction(action, hearingId);
  const answer = useAnswers(hearingId);
  const faults = useFaults(action, hearing);
  const { reason: reasonDemand, next } = demands[action];
  useKeys({ dismiss: onClose });
  const openFaults = faults.open.length;
  const openBefore = useRef(openFaults);
  // Never the button: a Space typed on would carry the action out.
  useEffect(() => takeFocus(element.current), []);
  // A fault that is put right meanwhile takes its field away, and the focus with it.
  useEffect(() => {
    if (openFaults < openBefore.current && document.activeElement === document.body) takeFocus(element.current);
    openBefore.current = openFaults;
  }, [openFaults]);

  const submit = async () => {
    if (reasonDemand === 'required' && form.reason.trim() === '') return setProblem('reason');
    const date = nextDate(form.date, form.time, format.moment);
    if (!date.ok) return setProblem(date.field);
    if (unanswered(demanded, form.answers) !== null) return setProblem('answer');
    setProblem(null);
    if (!(await answer.keep(demanded, form.answers, date.atMs)) || !(await faults.keep(form.fault, form.reason.trim()))) return undefined;
    if (await run(form.reason.trim(), date.atMs)) onDone();
    return undefined;
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) void submit();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.target === event.currentTarget && event.code === 'Enter' && !event.repeat) event.currentTarget.requestSubmit();
  };
  const failed: AppError | null = answer.error ?? faults.error ?? error;
  const spoken = wordsOf(action, phase);
  const title = t(`insession.action.${spoken}.title`);
  return (
    <form ref={element} className={styles.panel} aria-label={title} tabIndex={-1} noValidate onSubmit={onSubmit} onKeyDown={onKeyDown}>
      <div className={styles.words}>
        <h3 className={styles.title}><Icon name={actionIcons[action]} /> {title}</h3>
        <p className={styles.meaning}>{t(`insession.action.${spoken}.meaning`)}</p>
      </div>
      {reasonDemand !== 'none' && (
        <Field
          className={styles.reason} label={t(reasonDemand === 'required' ? 'insession.form.reason' : 'insession.form.reason_optional')}
          value={form.reason} required={reasonDemand === 'required'} problem={problem === 'reason' ? t('insession.form.reason_missing') : null}
          onChange={(reason) => onForm({ ...form, reason })}
        />
      )}
      {demanded.map((demand) => (
        <DemandFields key={demand.key} demand={demand} participants={hearing.schedule.participants} answers={form.answers} onAnswers={(answers) => onForm({ ...form, answers })} />
      ))}
      <FaultFields action={action} afterBreak={phase === 'technical_break' && action === 'resume'} faults={faults} form={form.fault} onForm={(fault) => onForm({ ...form, fault })} />
      {problem === 'answer' && <p className={styles.unanswered} role="alert">{t('insession.form.unanswered')}</p>}
      {next && (
        <>
          <Field
            className={styles.date} numeric="date" label={t('insession.form.date')} value={form.date} problem={problem === 'date' ? t('insession.form.date_wrong') : null}
            onChange={(date) => onForm({ ...form, date })}
          />
          <Field
            className={styles.date} numeric="digits" label={t('insession.form.time')} value={form.time} problem={problem === 'time' ? t('insession.form.time_wrong') : null}
            onChange={(time) => onForm({ ...form, time })}
          />
        </>
      )}
      <div className={styles.buttons}>
        <Button submit variant="primary" keyCap="Enter" busy={busy || answer.busy || faults.busy}>{t(busy ? `insession.action.${spoken}.busy` : `insession.action.${spoken}.do`)}</Button>
        <Button keyCap="Esc" keyShortcut="Escape" onClick={onClose}>{t('insession.close_strip')}</Button>
      </div>
      {failed && <div className={styles.error}><ErrorNote error={failed} /></div>}
    </form>
  );
}
