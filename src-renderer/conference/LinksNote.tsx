import type { ConferenceRoom } from '#shared/contract/conference.ts';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { openLinksWindow } from './linksWindow.ts';
import styles from './RemoteCard.module.css';

/** What stands between the hall and everybody elsewhere: no window that holds the links, or no line to the court server. Nothing when all is well. */
export function LinksNote({ room, acts }: { room: ConferenceRoom | null; acts: boolean }) {
  const { t } = useTranslation();
  if (!room || room.hearingId === null) return null;
  const wrong = room.line === 'open' ? null : room.line === 'refused' ? 'refused' : room.line === 'off' ? 'no_server' : 'connecting';
  return (
    <>
      {wrong && <p className={styles.problem} role="status"><Icon name="warning" />{t(`conference.line.${wrong}`)}</p>}
      {room.isStopped && <p className={styles.problem} role="status"><Icon name="lock" />{t('conference.links.stopped')}</p>}
      {room.line === 'open' && room.isTooMany && <p className={styles.problem} role="status"><Icon name="warning" />{t('conference.links.crowded')}</p>}
      {!room.hasPage && (
        <p className={styles.problem} role="alert">
          <Icon name="warning" /><span>{t('conference.links.missing')}</span>
          {acts && <Button variant="primary" onClick={() => openLinksWindow()}>{t('conference.links.open')}</Button>}
        </p>
      )}
    </>
  );
}
