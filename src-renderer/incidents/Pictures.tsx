import type { EvidencePicture, Hearing, Incident } from '#shared/domain/hearing/state.ts';
import { fileName, type Taken } from '#shared/domain/incident/pictures.ts';
import { words, type Words } from '#shared/domain/words.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/useFormat.ts';
import { useWords } from '../i18n/useWords.ts';
import { mediaUrl } from '../stores/live.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './Pictures.module.css';
import { useDeviceName } from './useDeviceName.ts';

/** The evidence that can be looked at: what the cameras recorded last, and what the console was showing; of what there is no picture, why. */
export function Pictures({ hearing, incident }: { hearing: Hearing; incident: Incident }) {
  const { t } = useTranslation();
  if (incident.pictures === null) return incident.resolved ? null : <p className={styles.why} role="status">{t('incidents.pictures.coming')}</p>;
  return (
    <ul className={styles.pictures} aria-label={t('incidents.pictures.title')}>
      {incident.pictures.map((picture) => <li key={`${picture.of} ${picture.name}`} data-state={picture.state}><Picture hearingId={hearing.hearingId} picture={picture} /></li>)}
    </ul>
  );
}

function Picture({ hearingId, picture }: { hearingId: string; picture: EvidencePicture }) {
  const say = useWords();
  const label = useLabel(picture);
  if (picture.state === 'taken') return <Shown hearingId={hearingId} picture={picture} label={label} />;
  return <p className={styles.why}><Icon name={picture.of === 'camera' ? 'camera' : 'screen'} /> {label}: {say(words.pictureProblem[picture.why])}</p>;
}

/** What shows a closed section is refused to those who were sent out. */
function Shown({ hearingId, picture, label }: { hearingId: string; picture: Taken; label: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [refused, setRefused] = useState(false);
  const url = mediaUrl(`/media/picture/${hearingId}/${picture.file.path}`);
  const caption = `${label} · ${format.seconds(picture.atMs)}`;
  return (
    <figure className={styles.figure}>
      {refused
        ? <p className={styles.why}>{t('incidents.pictures.refused')}</p>
        : <a href={url} download={fileName(picture.file)} title={`SHA-256 ${picture.file.sha256}`}><img src={url} alt={caption} loading="lazy" onError={() => setRefused(true)} /></a>}
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

const windows: Record<string, Words> = words.consoleWindow;

function useLabel({ of, name }: EvidencePicture): string {
  const say = useWords();
  const device = useDeviceName(of === 'camera' ? name : null);
  return device ?? say(windows[name] ?? words.consoleWindow.console);
}
