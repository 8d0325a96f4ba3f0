import { useTranslation } from 'react-i18next';
import { useQuery } from '../../stores/useCall.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { MailPeople } from './MailPeople.tsx';
import { MailServer } from './MailServer.tsx';
import { MailTest } from './MailTest.tsx';
import styles from './Settings.module.css';

/** How failures are told by e-mail: through which server, and to whom. */
export function MailSettings() {
  const { t } = useTranslation();
  const saved = useQuery('mail.settings', {});
  if (!saved.data) return saved.error ? <ErrorNote error={saved.error} onRetry={saved.reload} /> : <p role="status">{t('common.starting')}</p>;
  const { server, people, atOnce, offices } = saved.data;
  return (
    <div className={styles.halves}>
      <div className={styles.stack}>
        <MailServer saved={server} onSaved={saved.reload} />
        {server && <MailTest />}
      </div>
      <MailPeople saved={people} atOnce={atOnce} offices={offices} />
    </div>
  );
}
