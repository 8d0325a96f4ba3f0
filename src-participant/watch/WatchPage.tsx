import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { WatchAnswer } from '#shared/conference/watching.ts';
import { Languages, useMoment } from '../App.tsx';
import { play } from './player.ts';
import type { Standing, Watching } from './watching.ts';

/** An open hearing, watched: nothing to press but the language, nothing to say. */
export function WatchPage({ watching }: { watching: Watching }) {
  const { t } = useTranslation();
  const { known, trouble, stretch } = useStore(watching.store);
  useEffect(() => { document.title = t('watch.title'); }, [t]);
  const [isHeard, setHeard] = useState(false);
  const isLive = known?.state === 'live' && trouble === null;
  return (
    <div className="page" data-watch={trouble ?? known?.state ?? 'asking'}>
      <header>
        <h1>{known ? t('hearing.case', { number: known.caseNumber }) : t('watch.title')}</h1>
        {known && <Line known={known} />}
        <Languages />
      </header>
      <main className="room">
        <div className="state" role="status">
          <h2>{headline({ known, trouble }, t)}</h2>
          {known?.state !== 'ended' && <p>{t('watch.rules')}</p>}
          {known?.state !== 'ended' && <p>{t('watch.witnesses')}</p>}
        </div>
        {isLive && <Picture key={stretch} watching={watching} isHeard={isHeard} onHear={() => setHeard(true)} />}
      </main>
    </div>
  );
}

function Line({ known: { court, hall, startsAtMs } }: { known: WatchAnswer }) {
  const { t } = useTranslation();
  return <p className="hearing">{[court, hall, t('hearing.starts', { at: useMoment(startsAtMs) })].join(' · ')}</p>;
}

function headline({ known, trouble }: Pick<Standing, 'known' | 'trouble'>, t: (key: string) => string): string {
  if (trouble) return t(`watch.trouble.${trouble}`);
  if (!known) return t('watch.asking');
  return known.state === 'ended' ? t(`watch.ended.${known.why ?? 'over'}`) : t(`watch.${known.state}`);
}

/** Browsers play no sound before somebody has touched the page; then it stays on. */
function Picture({ watching, isHeard, onHear }: { watching: Watching; isHeard: boolean; onHear: () => void }) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    return element ? play(element, watching.streamUrl, (isFull) => watching.ended(isFull)) : undefined;
  }, [watching]);
  return (
    <div className="pictures">
      <figure className="hall">
        <video ref={video} muted={!isHeard} autoPlay playsInline disablePictureInPicture aria-label={t('room.hall')} />
        <figcaption>{t('room.hall')}</figcaption>
        {!isHeard && <button type="button" className="main hear" onClick={onHear}>{t('room.hear')}</button>}
      </figure>
    </div>
  );
}
