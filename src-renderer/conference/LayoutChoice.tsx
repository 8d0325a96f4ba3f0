import type { ConferenceRoom } from '#shared/contract/conference.ts';
import { layoutIn, stageDisplays, stageLayouts, type StageDisplay, type StageLayout } from '#shared/conference/stage.ts';
import type { Camera } from '#shared/domain/hall.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../stores/useCall.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { Select } from '../ui/Select.tsx';
import styles from './LayoutChoice.module.css';
import { CameraOutChoice } from './CameraOutChoice.tsx';
import { opensDisplay, openDisplay } from './displayWindows.ts';

interface Props {
  hearing: Hearing;
  room: ConferenceRoom | null;
  cameras: readonly Camera[];
}

const hasRemote = ({ schedule }: Hearing): boolean => schedule.participants.some(({ attendance }) => attendance !== 'hall');

/** Is there anything to choose? */
export const isLayoutChosen = (hearing: Hearing, cameras: readonly Camera[]): boolean =>
  cameras.some(({ shows }) => shows === 'document') || hasRemote(hearing);

/** Does somebody elsewhere see one of several? */
export const isCameraChosen = (hearing: Hearing, cameras: readonly Camera[]): boolean => cameras.length > 1 && hasRemote(hearing);

/** What stands on the judge's and on the hall's display, and what those elsewhere see, in one place. */
export function LayoutChoice({ hearing, room, cameras }: Props) {
  const { t } = useTranslation();
  const { run, error } = useCommand('conference.layout');
  const hasDocument = cameras.some(({ shows }) => shows === 'document');
  const chosen = (display: StageDisplay): StageLayout => layoutIn(room?.arrangement, hearing.hearingId, display);
  const offered = (display: StageDisplay) => stageLayouts.filter((layout) => layout !== 'document' || hasDocument || chosen(display) === layout);
  return (
    <section className={styles.choice} aria-label={t('conference.displays.title')}>
      <div className={styles.displays}>
        {stageDisplays.map((display) => (
          <div key={display} className={styles.display}>
            <Select
              className={styles.select} label={t(`conference.displays.${display}`)} value={chosen(display)}
              options={offered(display).map((layout) => ({ value: layout, label: t(`conference.displays.layout.${layout}`) }))}
              onChange={(layout) => void run({ hearingId: hearing.hearingId, display, layout })}
            />
            {opensDisplay(display) && <Button label={t(`conference.displays.open_${display}`)} onClick={() => openDisplay(display)}><Icon name="screen" /></Button>}
          </div>
        ))}
      </div>
      {error && <ErrorNote error={error} />}
      {isCameraChosen(hearing, cameras) && <CameraOutChoice hearing={hearing} room={room} cameras={cameras} />}
    </section>
  );
}
