import type { RemotePerson } from '#shared/contract/conference.ts';
import type { Camera } from '#shared/domain/hall.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { IdentityPhoto } from '../../../conference/IdentityPhoto.tsx';
import { RemotePicture } from '../../../conference/RemotePicture.tsx';
import { LivePicture } from '../../../displays/LivePicture.tsx';
import styles from './Pictures.module.css';
import { gridFor, type PictureGrid } from './tiling.ts';

interface Props {
  cameras: readonly Camera[];
  hasPage: boolean;
  /** Those elsewhere who are connected, be it in the waiting room. */
  remotes: readonly ShownRemote[];
  /** Why nothing is to be seen now; null while cameras are captured. */
  off: string | null;
  /** The demonstration hall's pictures are marked as such. */
  demo: boolean;
  /** Rows of controls and notes that stand in the column besides participants and levels. */
  rowsBeside: number;
}

export interface ShownRemote {
  person: RemotePerson;
  name: string;
  hasPage: boolean;
  /** Of somebody who waits: the photo they are compared with (K7-9). */
  photo: { hearingId: string; participant: Participant } | null;
}

/** The hall's cameras and those elsewhere, as large as the place allows. */
export function Pictures({ cameras, hasPage, remotes, off, demo, rowsBeside }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLElement>(null);
  const { columns, widthPx } = useGrid(box, cameras.length + remotes.length, { rowsBeside, hasRemotes: remotes.length > 0 });
  return (
    <section ref={box} className={styles.place} aria-label={t('insession.pictures')}>
      <div className={styles.pictures} style={{ gridTemplateColumns: `repeat(${columns}, ${widthPx}px)` }}>
        {cameras.map((camera) => <LivePicture key={camera.id} cameraId={camera.id} label={camera.label} hasPage={hasPage} off={off} className={styles.picture} />)}
        {remotes.map((remote) => <Remote key={remote.person.participantId} {...remote} />)}
      </div>
      {demo && off === null && <p className={styles.watermark} aria-hidden="true">{t('judge.demo')}</p>}
    </section>
  );
}

function Remote({ photo, ...remote }: ShownRemote) {
  if (!photo) return <RemotePicture {...remote} className={styles.picture} />;
  return (
    <div className={styles.pair}>
      <IdentityPhoto {...photo} className={styles.photo} />
      <RemotePicture {...remote} className={styles.live} />
    </div>
  );
}

/** Beside an open panel participants and levels stand one under the other, and the column is this narrow. */
const narrowPx = 480;
/** The share of the left column pictures may take; participants and levels need the rest. */
const largestShare = { narrow: 0.57, wide: 0.62 };
/** However little place is left, faces are to be told from each other. */
const leastShare = 0.3;
/** A row of controls with its gap. */
const oneRowPx = 44;
/** Whoever is elsewhere is let in, muted and helped in the list of participants: where it has the width it needs so much more. */
const remoteRows = 2;

interface Beside {
  rowsBeside: number;
  hasRemotes: boolean;
}

function heightFor({ rowsBeside, hasRemotes }: Beside, { clientWidth, clientHeight }: HTMLElement): number {
  const isNarrow = clientWidth < narrowPx;
  const rows = rowsBeside + (hasRemotes && !isNarrow ? remoteRows : 0);
  return Math.max(leastShare * clientHeight, largestShare[isNarrow ? 'narrow' : 'wide'] * clientHeight - rows * oneRowPx);
}

function useGrid(box: RefObject<HTMLElement | null>, count: number, { rowsBeside, hasRemotes }: Beside): PictureGrid {
  const [grid, setGrid] = useState<PictureGrid>({ columns: 1, widthPx: 320 });
  useEffect(() => {
    const column = box.current?.parentElement;
    if (!column) return undefined;
    const observer = new ResizeObserver(() => setGrid(gridFor(count, column.clientWidth, heightFor({ rowsBeside, hasRemotes }, column))));
    observer.observe(column);
    return () => observer.disconnect();
  }, [box, count, rowsBeside, hasRemotes]);
  return grid;
}
