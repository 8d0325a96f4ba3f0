import type { ErrorCode } from '#shared/domain/errors.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { elapsed } from '../../../format/format.ts';
import { Button } from '../../../ui/Button.tsx';
import styles from './Player.module.css';
import { whySilent } from './silence.ts';
import { longMs, shortMs, type ListenBack } from './useListenBack.ts';

interface Props {
  listen: ListenBack;
  channelName: (micId: string | null) => string;
}

/** Listening back, in a line of its own: it covers nothing, and recording goes on under it. */
export function Player({ listen, channelName }: Props) {
  const { t } = useTranslation();
  const { playing } = listen;
  return (
    <section className={styles.player} aria-label={t('insession.listen.title')}>
      <Button className={styles.button} icon="play" keyCap="F12" onClick={() => listen.toggle(shortMs)}>{t('insession.listen.seconds', { count: shortMs / 1000 })}</Button>
      <Button className={styles.button} icon="play" keyCap="⇧F12" keyShortcut="Shift+F12" onClick={() => listen.toggle(longMs)}>{t('insession.listen.seconds', { count: longMs / 1000 })}</Button>
      <p className={styles.channel}>{channelName(playing?.micId ?? listen.soloId)}</p>
      {playing && (
        <>
          <Sound key={playing.url} url={playing.url} fromMs={playing.fromMs} lengthMs={playing.toMs - playing.fromMs} onEnd={listen.stop} />
          <Button className={styles.button} icon="stop" keyCap="F15" onClick={listen.stop}>{t('insession.listen.stop')}</Button>
        </>
      )}
    </section>
  );
}

interface SoundProps {
  url: string;
  fromMs: number;
  lengthMs: number;
  onEnd: () => void;
}

function Sound({ url, fromMs, lengthMs, onEnd }: SoundProps) {
  const { t } = useTranslation();
  const audio = useRef<HTMLAudioElement>(null);
  const [atMs, setAtMs] = useState(0);
  const [cause, setCause] = useState<ErrorCode | null>(null);
  const failed = useCallback(() => void whySilent(url).then(setCause), [url]);
  useEffect(() => {
    const element = audio.current;
    element?.play().catch((reason: unknown) => {
      // Stopping before the sound has come is no fault.
      if (!(reason instanceof DOMException && reason.name === 'AbortError')) failed();
    });
    return () => element?.pause();
  }, [failed]);
  if (cause) return <p className={styles.failed} role="alert">{t(`errors.${cause}.what`)}</p>;
  return (
    <>
      <audio ref={audio} src={url} onEnded={onEnd} onError={failed} onTimeUpdate={(e) => setAtMs(e.currentTarget.currentTime * 1000)} />
      <progress className={styles.progress} max={lengthMs} value={atMs} aria-label={t('insession.listen.title')} />
      <p className={styles.time}>{elapsed(fromMs + atMs)}</p>
    </>
  );
}
