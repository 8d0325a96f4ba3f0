import type { User } from '#shared/contract/schemas.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useTranslation } from 'react-i18next';
import { LivePicture } from '../../displays/LivePicture.tsx';
import { useConferenceRoom } from '../../stores/conference.ts';
import { levels, useSettings } from '../../stores/live.ts';
import { LevelMeters } from '../../ui/meters/LevelMeters.tsx';
import { useCaptureOf } from '../../ui/meters/useCaptureOf.ts';
import type { ProcedureQuery } from '../prepare/useProcedure.ts';
import { OpenHearing } from './OpenHearing.tsx';
import { Participants } from './Participants.tsx';
import styles from './Connect.module.css';

/** Before the opening: every camera shows, every microphone is heard, who takes part and how. Nothing is recorded. */
export function Connect({ hearing, user, procedure }: { hearing: Hearing; user: User; procedure: ProcedureQuery }) {
  const operates = user.role === 'secretary';
  return (
    <div className={styles.columns}>
      <HallCheck off={hearing.phase.name === 'scheduled' && !hearing.starting} />
      <div className={styles.side}>
        <Participants hearing={hearing} procedure={procedure} acts={user.role !== 'judge'} operates={operates} />
        {operates && <OpenHearing hearing={hearing} />}
      </div>
    </div>
  );
}

function HallCheck({ off }: { off: boolean }) {
  const { t } = useTranslation();
  const hall = useSettings((s) => s.settings?.hall ?? null);
  const captureOf = useCaptureOf();
  const hasPage = useConferenceRoom()?.hasPage ?? false;
  if (!hall) return null;
  return (
    <div className={styles.hall}>
      <div className={styles.pictures}>
        {hall.cameras.map((camera) => (
          <LivePicture key={camera.id} cameraId={camera.id} label={camera.label} hasPage={hasPage} off={off ? t('connect.camera_off') : null} className={styles.picture} />
        ))}
      </div>
      <LevelMeters channels={hall.microphones} feed={levels} captureOf={captureOf} />
    </div>
  );
}
