import type { DemandView } from '#shared/contract/calls/procedure.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { useTranslation } from 'react-i18next';
import { useOfficial } from '../../../i18n/useOfficial.ts';
import { Field } from '../../../ui/Field.tsx';
import { Select } from '../../../ui/Select.tsx';
import styles from './ActionPanel.module.css';
import { answerKey, answerOf, isAsked, type Answers } from './demands.ts';

interface Props {
  demand: DemandView;
  participants: readonly Participant[];
  answers: Answers;
  onAnswers: (answers: Answers) => void;
}

/** What an order says at this decision, and what it has asked: answered here, once, it goes into the protocol. */
export function DemandFields({ demand, participants, answers, onAnswers }: Props) {
  const say = useOfficial();
  return (
    <>
      <p className={styles.demand}>{[say(demand.text), ...demand.shown].join(' · ')}</p>
      {demand.asks.filter(isAsked).map((ask) => {
        const key = answerKey(demand, ask);
        return <AskField key={key} ask={ask} participants={participants} value={answerOf(demand, ask, answers)} onChange={(value) => onAnswers({ ...answers, [key]: value })} />;
      })}
    </>
  );
}

function AskField({ ask, participants, value, onChange }: { ask: DemandView['asks'][number]; participants: readonly Participant[]; value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  const say = useOfficial();
  if (ask.kind === 'text') return <Field className={styles.reason} label={say(ask.text)} value={value} onChange={onChange} required />;
  const choices = ask.kind === 'participant' ? participants.map(({ id, name }) => ({ value: id, label: name })) : ask.choices.map(({ id, text }) => ({ value: id, label: say(text) }));
  return <Select className={styles.reason} label={say(ask.text)} value={value} options={[{ value: '', label: t('insession.form.choose') }, ...choices]} onChange={onChange} />;
}
