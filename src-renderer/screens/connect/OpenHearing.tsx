import type { Hearing, Incident, IncidentSubject } from '#shared/domain/hearing/state.ts';
import { lostDeviceIds } from '#shared/domain/safety.ts';
import { words } from '#shared/domain/words.ts';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../i18n/useWords.ts';
import { useStatus } from '../../stores/live.ts';
import { useCommand } from '../../stores/useCall.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Icon } from '../../ui/Icon.tsx';
import styles from './Connect.module.css';

const ofLink: ReadonlySet<IncidentSubject> = new Set(['videoconference', 'network', 'monitor']);

/** Those who are to take part from elsewhere cannot: the court decides whether it begins at all (K7-18, K185-18). */
const brokenLink = ({ schedule, incidents }: Hearing): Incident | undefined =>
  (schedule.participants.some(({ attendance }) => attendance !== 'hall') ? incidents.find(({ subject, resolved }) => resolved === null && ofLink.has(subject)) : undefined);

/** First the hall is looked at, then the hearing is opened; from then on it is recorded without a pause (K336-5). */
export function OpenHearing({ hearing }: { hearing: Hearing }) {
  const { t } = useTranslation();
  const say = useWords();
  const connect = useCommand('hearing.connect');
  const open = useCommand('hearing.open');
  const lost = useStatus((s) => (s.status ? lostDeviceIds(s.status.recorder).length : 0));
  const { hearingId, phase, starting } = hearing;
  const broken = brokenLink(hearing);
  const connecting = phase.name === 'connecting';
  const opening = open.busy || starting !== null;
  const error = open.error ?? connect.error;
  return (
    <div className={styles.open}>
      {error && <ErrorNote error={error} />}
      {lost > 0 && <p className={styles.warning}><Icon name="warning" />{t('connect.devices_lost', { number: lost })}</p>}
      {broken && <p className={styles.warning}><Icon name="warning" />{t('connect.link_broken', { what: say(words.incidentSubject[broken.subject]) })}</p>}
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
