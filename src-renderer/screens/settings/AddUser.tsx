import { roles, type Role } from '#shared/domain/actor.ts';
import { words } from '#shared/domain/words.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../i18n/useWords.ts';
import { useCommand } from '../../stores/useCall.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Select } from '../../ui/Select.tsx';
import { emptyPerson, personProblem, type PersonProblem } from './person.ts';
import { PersonFields } from './PersonFields.tsx';
import styles from './Settings.module.css';

export function AddUser({ onAdded }: { onAdded: () => void }) {
  const { t } = useTranslation();
  const say = useWords();
  const add = useCommand('users.add');
  const [draft, setDraft] = useState(emptyPerson);
  const [role, setRole] = useState<Role>('secretary');
  const [problem, setProblem] = useState<PersonProblem | null>(null);
  const save = async () => {
    const found = personProblem(draft);
    setProblem(found);
    if (found) return;
    const { name, login, password } = draft;
    if (!(await add.run({ name, login, password, role })).ok) return;
    setDraft(emptyPerson);
    onAdded();
  };
  return (
    <Panel title={t('settings.add_user')}>
      <form className={styles.stack} onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <PersonFields draft={draft} onChange={setDraft} problem={problem} />
        <Select label={t('settings.role')} value={role} onChange={setRole} options={roles.map((value) => ({ value, label: say(words.userRole[value]) }))} />
        {add.error && <ErrorNote error={add.error} />}
        <div className={styles.row}><Button submit variant="primary" busy={add.busy}>{t('settings.add_user_do')}</Button></div>
      </form>
    </Panel>
  );
}
