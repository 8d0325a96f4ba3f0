import type { RemotePerson } from '#shared/contract/conference.ts';
import { photoIn } from '#shared/domain/identityPhoto.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { Comparison, PetitionLine } from './Comparison.tsx';

interface Props {
  hearingId: string;
  participant: Participant;
  person: RemotePerson | null;
  hasPage: boolean;
}

/** While the hearing is on: of somebody who came late and waits the photo stands among the pictures, here what they petitioned with; of everybody else it can be brought back. */
export function SessionComparison(props: Props) {
  const { participant, person } = props;
  if (!photoIn(participant)) return null;
  const isWaiting = person !== null && person.hereSinceMs !== null && !person.admitted;
  return isWaiting ? <PetitionLine participant={participant} /> : <Comparison {...props} isRecorded isSeenElsewhere />;
}
