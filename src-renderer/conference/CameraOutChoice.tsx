import type { ConferenceRoom } from '#shared/contract/conference.ts';
import { cameraIn } from '#shared/conference/stage.ts';
import type { Camera } from '#shared/domain/hall.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../stores/useCall.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { Select } from '../ui/Select.tsx';
import styles from './LayoutChoice.module.css';

interface Props {
  hearing: Hearing;
  room: ConferenceRoom | null;
  cameras: readonly Camera[];
}

/** No name of a camera in the list is this one. */
const automatic = '';

/** Which camera those elsewhere see: as it comes, or this one; and which one it is just now. */
export function CameraOutChoice({ hearing, room, cameras }: Props) {
  const { t } = useTranslation();
  const { run, error } = useCommand('conference.camera');
  const chosen = cameraIn(room?.arrangement, hearing.hearingId);
  const chosenId = chosen.mode === 'camera' && cameras.some(({ id }) => id === chosen.cameraId) ? chosen.cameraId : automatic;
  const choose = (cameraId: string): void =>
    void run({ hearingId: hearing.hearingId, camera: cameraId === automatic ? { mode: 'automatic' } : { mode: 'camera', cameraId } });
  return (
    <>
      <div className={styles.out}>
        <Select
          className={styles.select} label={t('conference.camera_out.title')} value={chosenId} onChange={choose}
          options={[{ value: automatic, label: t('conference.camera_out.automatic') }, ...cameras.map(({ id, label }) => ({ value: id, label }))]}
        />
        {room?.hearingId === hearing.hearingId && room.hasPage && !room.isStopped && <Now camera={cameras.find(({ id }) => id === room.cameraOut)} />}
      </div>
      {error && <ErrorNote error={error} />}
    </>
  );
}

function Now({ camera }: { camera: Camera | undefined }) {
  const { t } = useTranslation();
  const text = camera ? t('conference.camera_out.now', { camera: camera.label }) : t('conference.camera_out.none');
  return <p className={styles.now} title={text}>{text}</p>;
}
