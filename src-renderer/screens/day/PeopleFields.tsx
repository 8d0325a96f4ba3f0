import { attendanceWays, participantRoles } from '#shared/domain/schedule.ts';
import { words } from '#shared/domain/words.ts';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../i18n/useWords.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Select } from '../../ui/Select.tsx';
import type { PersonDraft } from './draft.ts';
import styles from './AddHearing.module.css';

export function PeopleFields({ people, onChange }: { people: readonly PersonDraft[]; onChange: (people: PersonDraft[]) => void }) {
  const { t } = useTranslation();
  const say = useWords();
  const change = (id: string, part: Partial<PersonDraft>) => onChange(people.map((p) => (p.id === id ? { ...p, ...part } : p)));
  const add = () => onChange([...people, { id: crypto.randomUUID(), name: '', role: 'witness', attendance: 'hall' }]);
  return (
    <fieldset className={styles.people}>
      <legend className={styles.legend}>{t('day.people')}</legend>
      {people.map((p) => (
        <div key={p.id} className={styles.person}>
          <Select label={t('day.person_role')} value={p.role} onChange={(role) => change(p.id, { role })} options={participantRoles.map((value) => ({ value, label: say(words.participantRole[value]) }))} />
          <Field label={t('day.person_name')} value={p.name} onChange={(name) => change(p.id, { name })} />
          <Select label={t('day.person_way')} value={p.attendance} onChange={(attendance) => change(p.id, { attendance })} options={attendanceWays.map((value) => ({ value, label: say(words.attendance[value]) }))} />
          <Button label={t('day.remove_person', { name: p.name })} onClick={() => onChange(people.filter((other) => other.id !== p.id))}><Icon name="cross" /></Button>
        </div>
      ))}
      <Button icon="plus" className={styles.add} onClick={add}>{t('day.add_person')}</Button>
    </fieldset>
  );
}
