import { incidentSubjects, type Incident } from '#shared/domain/hearing/state.ts';
import { words } from '#shared/domain/words.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/useFormat.ts';
import { useWords } from '../../../i18n/useWords.ts';
import { Field } from '../../../ui/Field.tsx';
import { Select } from '../../../ui/Select.tsx';
import styles from './ActionPanel.module.css';
import type { HearingAction } from './hearingActions.ts';
import type { FaultForm, Faults } from './useFaults.ts';

interface Props {
  action: HearingAction;
  /** The hearing goes on after a technical break. */
  afterBreak: boolean;
  faults: Faults;
  form: FaultForm;
  onForm: (form: FaultForm) => void;
}

/** At a technical break what failed, unless that is known; when the hearing goes on, how it was put right. */
export function FaultFields({ action, afterBreak, faults: { toNote, open }, form, onForm }: Props) {
  const { t } = useTranslation();
  const say = useWords();
  const told = useFaultWords();
  if (toNote !== null) {
    const options = incidentSubjects.map((value) => ({ value: value as string, label: say(words.incidentSubject[value]) }));
    return <Select className={styles.reason} label={t('incidents.what')} value={form.subject || toNote} options={options} onChange={(subject) => onForm({ ...form, subject })} />;
  }
  if (action === 'technicalBreak') return <p className={styles.demand}>{t('insession.fault.known', { what: open.map(told).join('; ') })}</p>;
  if (!afterBreak) return null;
  return open.map((incident) => (
    <Field
      key={incident.incidentId} className={styles.reason} label={t('insession.fault.how', { what: told(incident) })} value={form.how[incident.incidentId] ?? ''}
      onChange={(how) => onForm({ ...form, how: { ...form.how, [incident.incidentId]: how } })}
    />
  ));
}

function useFaultWords(): (incident: Incident) => string {
  const { t } = useTranslation();
  const say = useWords();
  const format = useFormat();
  return ({ subject, startedAtMs }) => `${say(words.incidentSubject[subject])}, ${t('incidents.since_time', { time: format.time(startedAtMs) })}`;
}
