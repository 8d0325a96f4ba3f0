import type { User } from '#shared/contract/schemas.ts';
import { instances, proceedingsKinds } from '#shared/domain/schedule.ts';
import { words } from '#shared/domain/words.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseTime } from '../../format/calendar.ts';
import { useFormat } from '../../format/useFormat.ts';
import { useWords } from '../../i18n/useWords.ts';
import { useSettings } from '../../stores/live.ts';
import { useCommand } from '../../stores/useCall.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Select } from '../../ui/Select.tsx';
import { emptyDraft, entryOf, problemsOf, type DraftProblem, type HearingDraft } from './draft.ts';
import { PeopleFields } from './PeopleFields.tsx';
import styles from './AddHearing.module.css';

/** A hearing typed in by hand when the court server cannot be asked; reconciled later by case number and time. */
export function AddHearing({ date, user, onDone }: { date: string; user: User; onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const hall = useSettings((s) => s.settings?.hall ?? null);
  const add = useCommand('schedule.add');
  const [draft, setDraft] = useState(() => emptyDraft(() => crypto.randomUUID()));
  const [asked, setAsked] = useState(false);
  const problems = problemsOf(draft);
  const save = async () => {
    setAsked(true);
    const time = parseTime(draft.time);
    if (!hall || !time || problems.length > 0) return;
    const schedule = entryOf(draft, { court: hall.court, hall: hall.name, secretary: user.name, startsAtMs: format.moment(date, time) });
    if ((await add.run({ schedule })).ok) onDone();
  };
  return (
    <Panel title={t('day.add_title', { date: format.dayText(date) })}>
      <form className={styles.form} onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <CaseFields draft={draft} problems={asked ? problems : []} onChange={(change) => setDraft({ ...draft, ...change })} />
        <PeopleFields people={draft.people} onChange={(people) => setDraft({ ...draft, people })} />
        {add.error && <ErrorNote error={add.error} />}
        <div className={styles.buttons}>
          <Button submit variant="primary" busy={add.busy}>{t('day.add_do')}</Button>
          <Button onClick={onDone}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Panel>
  );
}

interface CaseFieldsProps {
  draft: HearingDraft;
  problems: readonly DraftProblem[];
  onChange: (change: Partial<HearingDraft>) => void;
}

function CaseFields({ draft, problems, onChange }: CaseFieldsProps) {
  const { t } = useTranslation();
  const say = useWords();
  const problem = (field: DraftProblem) => (problems.includes(field) ? t(`day.problem.${field}`) : null);
  return (
    <div className={styles.case}>
      <Field label={t('day.case_number')} value={draft.caseNumber} onChange={(caseNumber) => onChange({ caseNumber })} problem={problem('caseNumber')} numeric="digits" autoFocus />
      <Field label={t('day.time')} value={draft.time} onChange={(time) => onChange({ time })} problem={problem('time')} hint={t('day.time_hint')} numeric="digits" />
      <Field label={t('day.judge_name')} value={draft.judge} onChange={(judge) => onChange({ judge })} problem={problem('judge')} />
      <Select label={t('day.proceedings')} value={draft.proceedings} onChange={(proceedings) => onChange({ proceedings })} options={proceedingsKinds.map((value) => ({ value, label: say(words.proceedings[value]) }))} />
      <Select label={t('day.instance')} value={draft.instance} onChange={(instance) => onChange({ instance })} options={instances.map((value) => ({ value, label: say(words.instance[value]) }))} />
      <Select label={t('day.language')} value={draft.language} onChange={(language) => onChange({ language })} options={(['kk', 'ru'] as const).map((value) => ({ value, label: t(`common.language_name.${value}`) }))} />
    </div>
  );
}
