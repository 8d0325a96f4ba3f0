import type { User } from '#shared/contract/schemas.ts';
import { roles } from '#shared/domain/actor.ts';
import { words } from '#shared/domain/words.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../i18n/useWords.ts';
import { useCommand, useQuery } from '../../stores/useCall.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Select } from '../../ui/Select.tsx';
import { AddUser } from './AddUser.tsx';
import { SavedNote } from './SavedNote.tsx';
import styles from './Settings.module.css';

/** Nobody is deleted: their marks bear their name. They can be barred from signing in. */
export function Users() {
  const { t } = useTranslation();
  const list = useQuery('users.list', {});
  return (
    <div className={styles.halves}>
      <Panel title={t('settings.users')}>
        {list.error && <ErrorNote error={list.error} onRetry={list.reload} />}
        <ul className={styles.devices}>
          {(list.data?.users ?? []).map((user) => <UserRow key={user.userId} user={user} onChanged={list.reload} />)}
        </ul>
      </Panel>
      <AddUser onAdded={list.reload} />
    </div>
  );
}

function UserRow({ user, onChanged }: { user: User; onChanged: () => void }) {
  const { t } = useTranslation();
  const say = useWords();
  const [open, setOpen] = useState(false);
  return (
    <li className={styles.user}>
      <p className={styles.userLine}>
        <span><strong>{user.name}</strong> · {user.login}</span>
        <span className={styles.quiet}>{say(words.userRole[user.role])}{user.disabled && ` · ${t('settings.barred')}`}</span>
        <Button pressed={open} label={t('settings.change_user', { name: user.name })} onClick={() => setOpen(!open)}>{t('settings.change')}</Button>
      </p>
      {open && <ChangeUser user={user} onChanged={onChanged} />}
    </li>
  );
}

function ChangeUser({ user, onChanged }: { user: User; onChanged: () => void }) {
  const { t } = useTranslation();
  const say = useWords();
  const change = useCommand('users.change');
  const [role, setRole] = useState(user.role);
  const [password, setPassword] = useState('');
  const [saved, setSaved] = useState(false);
  const save = async (part: { disabled?: boolean }) => {
    const result = await change.run({ userId: user.userId, role, ...(password ? { password } : {}), ...part });
    if (!result.ok) return;
    setSaved(true);
    setPassword('');
    onChanged();
  };
  return (
    <form className={styles.stack} onSubmit={(event) => { event.preventDefault(); void save({}); }}>
      <Select label={t('settings.role')} value={role} onChange={setRole} options={roles.map((value) => ({ value, label: say(words.userRole[value]) }))} />
      <Field label={t('settings.new_password')} hint={t('settings.password_hint')} type="password" autoComplete="new-password" value={password} onChange={setPassword} />
      {change.error && <ErrorNote error={change.error} />}
      <div className={styles.row}>
        <Button submit variant="primary" busy={change.busy}>{t('settings.save_user')}</Button>
        <Button busy={change.busy} onClick={() => void save({ disabled: !user.disabled })}>{t(user.disabled ? 'settings.allow' : 'settings.bar')}</Button>
        {saved && <SavedNote />}
      </div>
    </form>
  );
}
