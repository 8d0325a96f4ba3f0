import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findCameras } from '../conference/linksWindow.ts';
import { shortElapsed } from '../format/format.ts';
import { livePictureUrl } from '../stores/live.ts';
import { useMonotonicTick } from '../stores/useConsoleClock.ts';
import { cx } from '../ui/cx.ts';
import { Icon } from '../ui/Icon.tsx';
import { playLive } from './livePlayer.ts';
import styles from './LivePicture.module.css';
import type { PictureState } from './pictureWatch.ts';

interface Props {
  cameraId: string;
  label: string;
  /** Is there a window with the links? It decodes the hall's cameras for all windows of its browser. */
  hasPage: boolean;
  /** Nothing is being captured (recess, before the opening): a calm word instead of a fault. */
  off?: string | null;
  className?: string | undefined;
}

/** A camera's live picture. Where no picture comes, it says so and since when; it never shows a frozen one. */
export function LivePicture({ cameraId, label, hasPage, off = null, className }: Props) {
  return (
    <figure className={cx(styles.figure, className)}>
      {off === null ? <Picture key={cameraId} cameraId={cameraId} hasPage={hasPage} /> : <p className={styles.off}>{off}</p>}
      <figcaption className={styles.label}>{label}</figcaption>
    </figure>
  );
}

function Picture({ cameraId, hasPage }: { cameraId: string; hasPage: boolean }) {
  const video = useRef<HTMLVideoElement>(null);
  const hasShared = useRef(hasPage);
  useEffect(() => { hasShared.current = hasPage; }, [hasPage]);
  const [state, setState] = useState<PictureState>(() => ({ kind: 'connecting', sinceMs: performance.now() }));
  useEffect(() => {
    if (!video.current) return undefined;
    return playLive(video.current, { url: () => livePictureUrl(cameraId), shared: () => (hasShared.current ? (findCameras()?.streamOf(cameraId) ?? null) : null) }, setState);
  }, [cameraId]);
  return (
    <>
      <video ref={video} className={styles.video} data-live={state.kind === 'live'} muted playsInline disablePictureInPicture tabIndex={-1} aria-hidden="true" />
      {state.kind !== 'live' && <NoPicture state={state} />}
    </>
  );
}

function NoPicture({ state }: { state: Exclude<PictureState, { kind: 'live' }> }) {
  const { t } = useTranslation();
  const nowMs = useMonotonicTick(1000);
  if (state.kind === 'connecting') return <p className={styles.off}>{t('insession.picture.connecting')}</p>;
  return (
    <p className={styles.lost} role="status">
      <Icon name="warning" className={styles.sign} />
      <span>{t('insession.picture.lost')}</span>
      <span aria-hidden="true">{shortElapsed(nowMs - state.sinceMs)}</span>
    </p>
  );
}
