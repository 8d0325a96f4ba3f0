import type { RemotePerson } from '#shared/contract/conference.ts';
import { isToCompare, photoIn } from '#shared/domain/identityPhoto.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/useFormat.ts';
import { useSession } from '../stores/live.ts';
import { Button } from '../ui/Button.tsx';
import { IdentityPhoto } from './IdentityPhoto.tsx';
import styles from './IdentityPhoto.module.css';
import { RemotePicture } from './RemotePicture.tsx';

interface Props {
  hearingId: string;
  participant: Participant;
  person: RemotePerson | null;
  hasPage: boolean;
  /** Has the comparison been written down? Null: no order asks for it. */
  isRecorded: boolean | null;
  /** Their live picture stands somewhere else on this screen, when it is not to be compared. */
  isSeenElsewhere?: boolean;
}

/**
 * Somebody elsewhere: the photo of their petition and their live picture at one height, with the petition's date and the code word,
 * while the presiding judge has to compare them (K7-9, K7-26); afterwards on a quiet button. Without a photo the live picture alone.
 */
export function Comparison({ hearingId, participant, person, hasPage, isRecorded, isSeenElsewhere = false }: Props) {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  const maySee = useSession((s) => s.user?.role === 'secretary' || s.user?.role === 'judge');
  const hasPhoto = maySee && photoIn(participant) !== null;
  const isHere = person !== null && person.hereSinceMs !== null;
  const isDue = hasPhoto && isToCompare({ isHere, isAdmitted: person?.admitted ?? false, isRecorded });
  const isShown = isDue || (hasPhoto && isAsked);
  const live = (className: string | undefined) => person && isHere && <RemotePicture person={person} name={participant.name} hasPage={hasPage} className={className} />;
  return (
    <>
      {isShown ? (
        <div className={styles.compare} data-comparing role="group" aria-label={t('conference.photo.group', { name: participant.name })}>
          <div className={styles.beside}>
            <IdentityPhoto hearingId={hearingId} participant={participant} />
            {live(styles.live)}
          </div>
          <PetitionLine participant={participant} />
        </div>
      ) : !isSeenElsewhere && (
        <>
          {live(styles.alone)}
          {isHere && <PetitionLine participant={participant} />}
        </>
      )}
      {hasPhoto && !isDue && <Button variant="quiet" icon="person" pressed={isAsked} onClick={() => setAsked(!isAsked)}>{t(`conference.photo.${isAsked ? 'hide' : 'show'}`)}</Button>}
    </>
  );
}

/** When they petitioned, and the word they are to say again. */
export function PetitionLine({ participant: { petition } }: { participant: Participant }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!petition) return null;
  return (
    <p className={styles.under}>
      <span className={styles.when}>{t('conference.photo.petition', { when: format.date(petition.submittedAtMs) })}</span>
      {petition.codeWord !== undefined && <span className={styles.word}>{t('conference.code_word', { word: petition.codeWord })}</span>}
    </p>
  );
}
