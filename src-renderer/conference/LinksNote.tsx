import type { ConferenceRoom } from '#shared/contract/conference.ts';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { StateSign } from '../ui/StateSign.tsx';
import { openLinksWindow } from './linksWindow.ts';
import styles from './RemoteCard.module.css';

interface Props {
  room: ConferenceRoom | null;
  acts: boolean;
  /** Says at length that there are more than directly held links may carry; while the hearing is on, `CrowdedSign` says it in a few words. */
  saysCrowded?: boolean;
}

/** What stands between the hall and everybody elsewhere: no window that holds the links, no microphone in it, or no line to the court server. Nothing when all is well. */
export function LinksNote({ room, acts, saysCrowded = false }: Props) {
  const { t } = useTranslation();
  if (!room || room.hearingId === null) return null;
  const wrong = room.line === 'open' ? null : room.line === 'refused' ? 'refused' : room.line === 'off' ? 'no_server' : 'connecting';
  return (
    <>
      {wrong && <p className={styles.problem} role="status"><Icon name="warning" /><span>{t(`conference.line.${wrong}`)}</span></p>}
      {room.isStopped && <p className={styles.problem} role="status"><Icon name="lock" /><span>{t('conference.links.stopped')}</span></p>}
      {saysCrowded && isCrowded(room) && <p className={styles.problem} role="status"><Icon name="warning" /><span>{t('conference.links.crowded')}</span></p>}
      {room.isHallHeard === false && <p className={styles.problem} role="alert"><Icon name="microphone_off" /><span>{t('conference.links.unheard')}</span></p>}
      {!room.hasPage && (
        <p className={styles.problem} role="alert">
          <Icon name="warning" /><span>{t('conference.links.missing')}</span>
          {acts && <Button variant="primary" onClick={() => openLinksWindow()}>{t('conference.links.open')}</Button>}
        </p>
      )}
    </>
  );
}

/** The same in a few words, for the screen on which every line is needed. */
export function CrowdedSign({ room }: { room: ConferenceRoom | null }) {
  const { t } = useTranslation();
  if (!room || !isCrowded(room)) return null;
  return <span title={t('conference.links.crowded')}><StateSign tone="bad">{t('conference.links.crowded_sign')}</StateSign></span>;
}

const isCrowded = ({ hearingId, line, isTooMany }: ConferenceRoom): boolean => hearingId !== null && line === 'open' && isTooMany;
