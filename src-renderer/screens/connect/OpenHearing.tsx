import type { Hearing } from '#shared/domain/hearing/state.ts';
import { lostDeviceIds } from '#shared/domain/safety.ts';
import { useTranslation } from 'react-i18next';
import { useStatus } from '../../stores/live.ts';
import { useCommand } from '../../stores/useCall.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Icon } from '../../ui/Icon.tsx';
import styles from './Connect.module.css';

/** First the hall is looked at, then the hearing is opened; from then on it is recorded without a pause (K336-5). */
export function OpenHearing({ hearing }: { hearing: Hearing }) {
  const { t } = useTranslation();
  const connect = useCommand('hearing.connect');
  const open = useCommand('hearing.open');
  const lost = useStatus((s) => (s.status ? lostDeviceIds(s.status.recorder).length : 0));
  const { hearingId, phase, starting } = hearing;
  const connecting = phase.name === 'connecting';
  const opening = open.busy || starting !== null;
  const error = open.error ?? connect.error;
  return (
    <div className={styles.open}>
      {error && <ErrorNote error={error} />}
      {lost > 0 && <p className={styles.warning}><Icon name="warning" />{t('connect.devices_lost', { number: lost })}</p>}
      {!connecting && !opening && (
        <Button size="large" variant="primary" icon="camera" busy={connect.busy} onClick={() => void connect.run({ hearingId })}>{t('connect.connect')}</Button>
      )}
      <Button size="large" variant={connecting || opening ? 'primary' : 'plain'} icon="gavel" busy={opening} onClick={() => void open.run({ hearingId })}>
        {t(opening ? 'connect.opening' : 'connect.open')}
      </Button>
      <p className={styles.role}>{t('connect.open_means')}</p>
    </div>
  );
}
