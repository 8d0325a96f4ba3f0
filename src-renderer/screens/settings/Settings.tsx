import type { User } from '#shared/contract/schemas.ts';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../../stores/live.ts';
import { Tabs } from '../../ui/Tabs.tsx';
import { CourtHalls } from './CourtHalls.tsx';
import { CourtServerSettings } from './CourtServerSettings.tsx';
import { HallSettings } from './HallSettings.tsx';
import { MailSettings } from './MailSettings.tsx';
import { RecordingDisks } from './RecordingDisks.tsx';
import { RuleSettings } from './RuleSettings.tsx';
import { Users } from './Users.tsx';
import { ViewingSettings } from './ViewingSettings.tsx';
import styles from './Settings.module.css';

/** Hall and devices, court server, e-mail, recording disks, displays; for the administrator also who may sign in. */
export function Settings({ user }: { user: User }) {
  const { t } = useTranslation();
  const settings = useSettings((s) => s.settings);
  if (!settings) return <p className={styles.screen} role="status">{t('common.starting')}</p>;
  const tabs = [
    { id: 'hall', title: t('settings.hall'), content: <HallSettings hall={settings.hall} /> },
    { id: 'halls', title: t('settings.halls.title'), content: <CourtHalls ownName={settings.hall.name} /> },
    { id: 'server', title: t('settings.server'), content: <CourtServerSettings saved={settings.courtServer} /> },
    { id: 'mail', title: t('settings.mail.title'), content: <MailSettings /> },
    { id: 'disks', title: t('disks.title'), content: <RecordingDisks saved={settings.secondRecordingFolder} /> },
    { id: 'rules', title: t('settings.rules.title'), content: <RuleSettings user={user} /> },
    { id: 'displays', title: t('settings.displays'), content: <ViewingSettings /> },
    ...(user.role === 'administrator' ? [{ id: 'users', title: t('settings.users'), content: <Users /> }] : []),
  ];
  return (
    <div className={styles.screen}>
      <h1>{t('settings.title')}</h1>
      <Tabs label={t('settings.title')} tabs={tabs} />
    </div>
  );
}
