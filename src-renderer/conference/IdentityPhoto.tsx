import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '../stores/useCall.ts';
import { cx } from '../ui/cx.ts';
import { Icon } from '../ui/Icon.tsx';
import picture from '../displays/LivePicture.module.css';
import styles from './IdentityPhoto.module.css';

interface Props {
  hearingId: string;
  participant: { id: string; name: string };
  className?: string | undefined;
}

/** The court server may be away for a moment only. */
const againAfterMs = 10_000;

/** The photo that came with somebody's petition (K7-9), or in words why it is not shown. Nothing but what the console has verified ever stands here. */
export function IdentityPhoto({ hearingId, participant: { id, name }, className }: Props) {
  const { t } = useTranslation();
  const { data, error, reload } = useQuery('participants.photo', { hearingId, participantId: id });
  const isAway = error?.code === 'photo.not_here';
  useEffect(() => {
    if (!isAway) return undefined;
    const timer = setInterval(reload, againAfterMs);
    return () => clearInterval(timer);
  }, [isAway, reload]);
  return (
    <figure className={cx(picture.figure, styles.photo, className)} data-photo={error ? 'none' : data ? 'shown' : 'fetching'}>
      {data && !error && <img className={styles.image} src={`data:${data.contentType};base64,${data.base64}`} alt={t('conference.photo.alt', { name })} draggable={false} />}
      {!data && !error && <p className={picture.off} role="status">{t('conference.photo.loading')}</p>}
      {error && <p className={cx(picture.off, styles.why)} role="alert"><Icon name="warning" className={picture.sign} /><span>{t(`errors.${error.code}.what`)}</span><span>{t(`errors.${error.code}.todo`)}</span></p>}
      <figcaption className={picture.label}>{t('conference.photo.label')}</figcaption>
    </figure>
  );
}
