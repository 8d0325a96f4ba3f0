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
import { findLinks, linksAreGone } from './linksWindow.ts';

const lookEveryMs = 200;

interface Props {
  person: RemotePerson;
  name: string;
  /** Is there a window with the links at all? */
  hasPage: boolean;
  /** Whoever looks here is not to see the picture. */
  isVeiled?: boolean;
  /** Among many on a wall: the shortest words, which have to be large. */
  isSmall?: boolean;
  /** On a display for everybody in the room: of what is measured only that a picture is none. */
  isForPublic?: boolean;
  className?: string | undefined;
}

/** A window that the one with the links has not opened, or on another computer, cannot show them; said after this. */
const unfoundAfterMs = 3000;

/** Somebody elsewhere, as the window with the links sees them: the same stream, not decoded again. Never a frozen picture without a word. */
export function RemotePicture({ person, name, hasPage, isVeiled = false, isSmall = false, isForPublic = false, className }: Props) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const { stream, isUnfound } = useRemoteStream(person.participantId, hasPage, !isVeiled);
  const isApart = person.talksWith.length > 0;
  const isLive = person.link === 'connected' && stream !== null && !isApart;
  useEffect(() => {
    if (!video.current) return;
    video.current.srcObject = stream && pictureOf(stream);
    if (stream) video.current.play().catch(() => undefined); // muted pictures always play; a stream that ended just now is replaced
  }, [stream]);
  return (
    <figure className={cx(picture.figure, className)} data-link={person.link}>
      <video ref={video} className={picture.video} data-live={isLive} muted playsInline disablePictureInPicture tabIndex={-1} aria-hidden="true" />
      {isApart && <p className={picture.off}><Icon name="lock" className={picture.sign} /><span>{t('conference.talk.not_shown')}</span></p>}
      {!isLive && !isApart && <NoPicture why={person.link === 'connected' ? (isVeiled ? 'veiled' : isUnfound ? 'elsewhere' : 'connecting') : person.link} isSmall={isSmall} />}
      {isLive && person.quality && <PictureBadge verdicts={isForPublic ? person.quality.verdicts.filter(isNoPicture) : person.quality.verdicts} />}
      <figcaption className={picture.label}>{name}</figcaption>
    </figure>
  );
}

type WhyNone = Exclude<RemotePerson['link'], 'connected'> | 'veiled' | 'elsewhere';

function NoPicture({ why, isSmall }: { why: WhyNone; isSmall: boolean }) {
  const { t } = useTranslation();
  const word = t(`conference.${isSmall ? 'link_short' : 'link'}.${why}`);
  if (why !== 'reconnecting') return <p className={picture.off}>{word}</p>;
  return <p className={picture.lost} role="status"><Icon name="warning" className={picture.sign} /><span>{word}</span></p>;
}

/** What everybody sees for themselves, and may take for the person. */
const isNoPicture = ({ part, grade }: PartVerdict): boolean => part === 'picture' && grade === 'unfit';

/** What is wrong with what comes from them, the gravest of it in two words. */
function PictureBadge({ verdicts }: { verdicts: readonly PartVerdict[] }) {
  const say = useWords();
  const bad = verdicts.filter(({ way, grade }) => way === 'from' && grade !== 'good').toSorted((a, b) => grades.indexOf(b.grade) - grades.indexOf(a.grade))[0];
  if (!bad?.reason) return null;
  return <p className={styles.badge} data-grade={bad.grade}><Icon name="warning" />{say(words.linkReason[bad.reason])}</p>;
}

/**
 * Without the sound, even a muted one: the first element of a browser that is given sound from elsewhere carries the sound of all
 * others, and a reload of its window would silence the hall. That element belongs to the window with the links.
 */
const pictureOf = (stream: MediaStream): MediaStream => new MediaStream(stream.getVideoTracks());

/** Looked for again and again: the window with the links may be opened later than this one, and its streams change with every new connection. */
function useRemoteStream(participantId: string, hasPage: boolean, isWanted: boolean): { stream: MediaStream | null; isUnfound: boolean } {
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [isUnfound, setUnfound] = useState(false);
  useEffect(() => {
    if (!hasPage) return linksAreGone();
    if (!isWanted) return undefined;
    const sinceMs = performance.now();
    const look = (): void => {
      const links = findLinks();
      setStream(links?.streamOf(participantId) ?? null);
      setUnfound(links === null && performance.now() - sinceMs > unfoundAfterMs);
    };
    look();
    const timer = setInterval(look, lookEveryMs);
    return () => {
      clearInterval(timer);
      setStream(null);
    };
  }, [participantId, hasPage, isWanted]);
  return { stream, isUnfound };
}
