import { cameraViews, speakersPlaces, type Camera, type Microphone } from '#shared/domain/hall.ts';
import { words } from '#shared/domain/words.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../i18n/useWords.ts';
import { useQuery } from '../../stores/useCall.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { DeviceList } from './DeviceList.tsx';
import { foundCameras, foundMicrophones, withCamera, withMicrophone, withPlace, withView, type HallDraft, type HallProblem } from './hallDraft.ts';
import styles from './Settings.module.css';

/** Who usually sits at the first microphones of a hall: offered as names, to be changed. */
const usualSeats = [words.marks.judge, words.participantRole.claimant, words.participantRole.defendant, words.participantRole.witness];

interface HallEditorProps {
  draft: HallDraft;
  onChange: (draft: HallDraft) => void;
  problem: HallProblem | null;
}

/** What the hall is called, and which cameras and microphones stand in it. */
export function HallEditor({ draft, onChange, problem }: HallEditorProps) {
  const { t } = useTranslation();
  const say = useWords();
  const devices = useQuery('setup.devices', {});
  const problemOf = (field: HallProblem) => (problem === field ? t(`settings.problem.${field}`) : null);
  const seat = () => {
    const usual = usualSeats[draft.microphones.length];
    return usual ? say(usual) : t('settings.microphone_number', { number: draft.microphones.length + 1 });
  };
  return (
    <div className={styles.stack}>
      <div className={styles.halves}>
        <Field label={t('settings.court')} value={draft.court} onChange={(court) => onChange({ ...draft, court })} problem={problemOf('court')} />
        <Field label={t('settings.hall_name')} hint={t('settings.hall_name_hint')} value={draft.name} onChange={(name) => onChange({ ...draft, name })} problem={problemOf('name')} />
      </div>
      {devices.error && <ErrorNote error={devices.error} onRetry={devices.reload} />}
      <div className={styles.halves}>
        <DeviceList
          kind="camera" devices={draft.cameras} found={foundCameras(devices.data?.cameras ?? [])}
          onChange={(cameras) => onChange({ ...draft, cameras })}
          renderMore={(camera) => <CameraView camera={camera} onChange={(shows) => onChange(withView(draft, camera.id, shows))} />}
          onAdd={(source) => onChange(withCamera(draft, t('settings.camera_number', { number: draft.cameras.length + 1 }), source))}
        />
        <DeviceList
          kind="microphone" devices={draft.microphones} found={foundMicrophones(devices.data?.microphones ?? [])}
          onChange={(microphones) => onChange({ ...draft, microphones })}
          renderMore={(microphone) => <MicrophonePlace microphone={microphone} onChange={(hears) => onChange(withPlace(draft, microphone.id, hears))} />}
          onAdd={(source) => onChange(withMicrophone(draft, seat(), source))}
        />
      </div>
      {(problem === 'devices' || problem === 'labels') && <p className={styles.problem} role="alert">{problemOf(problem)}</p>}
      <Search problems={devices.data?.problems ?? []} busy={devices.busy} onSearch={devices.reload} />
    </div>
  );
}

/** What a camera is turned to, by which the displays lay out their pictures. */
function CameraView({ camera, onChange }: { camera: Camera; onChange: (shows: Camera['shows']) => void }) {
  const { t } = useTranslation();
  const options = (['hall', ...cameraViews] as const).map((value) => ({ value, label: t(`settings.camera_view.${value}`) }));
  return <Select label={t('settings.camera_shows')} value={camera.shows ?? 'hall'} options={options} onChange={(view) => onChange(view === 'hall' ? undefined : view)} />;
}

/** Who speaks before a microphone, by which the camera is chosen that those elsewhere see. */
function MicrophonePlace({ microphone, onChange }: { microphone: Microphone; onChange: (hears: Microphone['hears']) => void }) {
  const { t } = useTranslation();
  const options = (['anybody', ...speakersPlaces] as const).map((value) => ({ value, label: t(`settings.microphone_place.${value}`) }));
  return <Select label={t('settings.microphone_hears')} value={microphone.hears ?? 'anybody'} options={options} onChange={(place) => onChange(place === 'anybody' ? undefined : place)} />;
}

function Search({ problems, busy, onSearch }: { problems: readonly string[]; busy: boolean; onSearch: () => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.row}>
      <Button icon="refresh" busy={busy} onClick={onSearch}>{t('settings.search_again')}</Button>
      {problems.length > 0 && <Button variant="quiet" icon="warning" pressed={open} onClick={() => setOpen(!open)}>{t('settings.search_problems', { number: problems.length })}</Button>}
      {open && <ul className={styles.quiet}>{problems.map((p) => <li key={p}>{p}</li>)}</ul>}
    </div>
  );
}
