import { IdentityPhoto } from '../conference/IdentityPhoto.tsx';
import styles from '../conference/IdentityPhoto.module.css';
import { RemotePicture } from '../conference/RemotePicture.tsx';
import type { OnStage } from './onStage.ts';

/** Wider, and neither could be compared from the bench. */
const mostAtOnce = 2;

/** Who waits to be let in, beside the photo of their petition: the presiding judge compares (K7-9). Gone once they are let in. */
export function WaitingPhotos({ hearingId, people, hasPage }: { hearingId: string; people: readonly OnStage[]; hasPage: boolean }) {
  if (people.length === 0) return null;
  return (
    <div className={styles.waiting}>
      {people.slice(0, mostAtOnce).map(({ participant, person }) => (
        <div key={participant.id} className={styles.pair}>
          <IdentityPhoto hearingId={hearingId} participant={participant} />
          <RemotePicture person={person} name={participant.name} hasPage={hasPage} className={styles.live} isSmall />
        </div>
      ))}
    </div>
  );
}
