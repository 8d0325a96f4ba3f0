import type { RemotePerson } from '#shared/contract/conference.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { photoIn } from '#shared/domain/identityPhoto.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { useProcedure } from '../screens/prepare/useProcedure.ts';
import { Comparison } from './Comparison.tsx';
import { photoRecorded } from './photoRecorded.ts';

interface Props {
  hearing: Hearing;
  participant: Participant;
  person: RemotePerson | null;
  hasPage: boolean;
}

/** While the hearing is on: somebody who comes late is compared as before it; of who was let in the photo can be brought back. */
export function SessionComparison(props: Props) {
  const { hearing, person, participant } = props;
  if (!photoIn(participant)) return null;
  const isWaiting = person !== null && person.hereSinceMs !== null && !person.admitted;
  return isWaiting ? <Late {...props} /> : <Comparison {...props} hearingId={hearing.hearingId} isRecorded isSeenElsewhere />;
}

function Late({ hearing, participant, ...shown }: Props) {
  const { data } = useProcedure(hearing);
  return <Comparison {...shown} hearingId={hearing.hearingId} participant={participant} isRecorded={photoRecorded(data?.steps, participant.id)} isSeenElsewhere />;
}
