import type { Camera } from '#shared/domain/hall.ts';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LivePicture } from '../../../displays/LivePicture.tsx';
import styles from './Pictures.module.css';
import { columnsFor } from './tiling.ts';

interface Props {
  cameras: readonly Camera[];
  /** Why nothing is to be seen now; null while cameras are captured. */
  off: string | null;
}

/** The hall's cameras, as large as the place allows. */
export function Pictures({ cameras, off }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLElement>(null);
  const columns = useColumns(box, cameras.length);
  return (
    <section ref={box} className={styles.pictures} style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }} aria-label={t('insession.pictures')}>
      {cameras.map((camera) => <LivePicture key={camera.id} cameraId={camera.id} label={camera.label} off={off} />)}
    </section>
  );
}

function useColumns(box: { current: HTMLElement | null }, count: number): number {
  const [columns, setColumns] = useState(Math.min(2, Math.max(1, count)));
  useEffect(() => {
    if (!box.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setColumns(columnsFor(count, entry.contentRect.width, entry.contentRect.height));
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [box, count]);
  return columns;
}
