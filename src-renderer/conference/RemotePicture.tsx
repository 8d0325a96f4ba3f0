import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RemotePerson } from '#shared/contract/conference.ts';
import { cx } from '../ui/cx.ts';
import { grades } from '#shared/conference/quality/verdict.ts';
import type { PartVerdict } from '#shared/conference/quality/quality.ts';
import { words } from '#shared/domain/words.ts';
import { useWords } from '../i18n/useWords.ts';
import { Icon } from '../ui/Icon.tsx';
import picture from '../displays/LivePicture.module.css';
import styles from './RemoteCard.module.css';
import { findLinks } from './linksWindow.ts';

const lookEveryMs = 200;

interface Props {
  person: RemotePerson;
  name: string;
  /** Is there a window with the links at all? */
  hasPage: boolean;
  className?: string | undefined;
}

/** Somebody elsewhere, as the window with the links sees them: the same stream, not decoded again. Never a frozen picture without a word. */
export function RemotePicture({ person, name, hasPage, className }: Props) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const stream = useRemoteStream(person.participantId, hasPage);
  const isApart = person.talksWith.length > 0;
  const isLive = person.link === 'connected' && stream !== null && !isApart;
  useEffect(() => {
    if (!video.current) return;
    video.current.srcObject = stream;
    if (stream) video.current.play().catch(() => undefined); // muted pictures always play; a stream that ended just now is replaced
  }, [stream]);
  return (
    <figure className={cx(picture.figure, className)} data-link={person.link}>
      <video ref={video} className={picture.video} data-live={isLive} muted playsInline disablePictureInPicture tabIndex={-1} aria-hidden="true" />
      {isApart && <p className={picture.off}><Icon name="lock" className={picture.sign} /><span>{t('conference.talk.not_shown')}</span></p>}
      {!isLive && !isApart && person.link === 'reconnecting' && (
        <p className={picture.lost} role="status"><Icon name="warning" className={picture.sign} /><span>{t('conference.link.reconnecting')}</span></p>
      )}
      {!isLive && !isApart && person.link !== 'reconnecting' && <p className={picture.off}>{t(`conference.link.${person.link === 'connected' ? 'connecting' : person.link}`)}</p>}
      {isLive && person.quality && <PictureBadge verdicts={person.quality.verdicts} />}
      <figcaption className={picture.label}>{name}</figcaption>
    </figure>
  );
}

/** What is wrong with what comes from them, the gravest of it in two words. */
function PictureBadge({ verdicts }: { verdicts: readonly PartVerdict[] }) {
  const say = useWords();
  const bad = verdicts.filter(({ way, grade }) => way === 'from' && grade !== 'good').toSorted((a, b) => grades.indexOf(b.grade) - grades.indexOf(a.grade))[0];
  if (!bad?.reason) return null;
  return <p className={styles.badge} data-grade={bad.grade}><Icon name="warning" />{say(words.linkReason[bad.reason])}</p>;
}

/** Looked for again and again: the window with the links may be opened later than this one, and its streams change with every new connection. */
function useRemoteStream(participantId: string, hasPage: boolean): MediaStream | null {
  const [stream, setStream] = useState<MediaStream | null>(null);
  useEffect(() => {
    if (!hasPage) return undefined;
    const timer = setInterval(() => setStream(findLinks()?.streamOf(participantId) ?? null), lookEveryMs);
    return () => {
      clearInterval(timer);
      setStream(null);
    };
  }, [participantId, hasPage]);
  return stream;
}
