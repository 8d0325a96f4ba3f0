import type { Tile } from '#shared/conference/stage.ts';
import type { CSSProperties } from 'react';
import { RemotePicture } from '../conference/RemotePicture.tsx';
import { cx } from '../ui/cx.ts';
import { LivePicture } from './LivePicture.tsx';
import styles from './Stage.module.css';
import type { StageState } from './useStage.ts';

interface Props {
  state: StageState;
  /** Why the hall's cameras show nothing now; null while they do. */
  off: string | null;
}

/** So many stand in one row, or one under the other. */
const few = 3;

/** Pictures in a row where they have room, in two where they are many. */
const columnsOf = (count: number): number => (count <= few ? count : Math.ceil(count / 2));
const columns = (count: number): CSSProperties => ({ '--columns': Math.max(1, count) }) as CSSProperties;

/** Hall and people elsewhere, as the layout has them: what is large, and beside it what is small. */
export function Stage({ state, off }: Props) {
  const { large, small } = state.stage;
  const show = (isSmall: boolean) => (tile: Tile) => <Picture key={`${tile.kind} ${tile.id}`} tile={tile} state={state} off={off} isSmall={isSmall} />;
  return (
    <div className={styles.stage} data-sides={small.length === 0 ? 'none' : small.length <= few ? 'few' : 'many'}>
      <div className={styles.large} style={columns(columnsOf(large.length))}>{large.map(show(large.length > few))}</div>
      {small.length > 0 && <div className={styles.small} style={columns(small.length <= few ? 1 : 2)}>{small.map(show(true))}</div>}
    </div>
  );
}

function Picture({ tile, state: { display, cameras, people, hasPage, speaker }, off, isSmall }: { tile: Tile; state: StageState; off: string | null; isSmall: boolean }) {
  const camera = tile.kind === 'camera' ? cameras.find(({ id }) => id === tile.id) : undefined;
  if (camera) return <LivePicture cameraId={camera.id} label={camera.label} hasPage={hasPage} off={off} className={styles.picture} />;
  const shown = people.find(({ participant }) => participant.id === tile.id);
  if (!shown) return null;
  const { participant, person } = shown;
  const isHall = display === 'hall';
  return (
    <RemotePicture
      person={person} name={participant.name} hasPage={hasPage} isForPublic={isHall}
      isVeiled={isHall && participant.isProtected === true} isSmall={isSmall}
      className={cx(styles.picture, styles.person, speaker?.kind === 'person' && speaker.id === tile.id && styles.speaks)}
    />
  );
}
