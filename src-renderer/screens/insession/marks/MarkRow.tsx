import type { Mark } from '#shared/domain/hearing/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { elapsed } from '../../../format/format.ts';
import { useFormat } from '../../../format/useFormat.ts';
import { useWords } from '../../../i18n/useWords.ts';
import { cx } from '../../../ui/cx.ts';
import { Icon } from '../../../ui/Icon.tsx';
import type { IconName } from '../../../ui/icons.ts';
import styles from './MarkRow.module.css';
import { wordOfMark } from './markWord.ts';

export interface MarkRowActions {
  onListen: (mark: Mark) => void;
  /** Absent where nothing may be changed. */
  onEdit?: ((mark: Mark) => void) | undefined;
  onWithdraw?: ((mark: Mark) => void) | undefined;
}

/** One mark that is on disk: place on the timeline, clock, word, text; what it was before is one click away. */
export function MarkRow({ mark, zeroUtcMs, actions, current }: { mark: Mark; zeroUtcMs: number | null; actions: MarkRowActions; current: boolean }) {
  const { t } = useTranslation();
  const say = useWords();
  const format = useFormat();
  const [original, setOriginal] = useState(false);
  const gone = mark.withdrawn !== null;
  const place = zeroUtcMs === null ? '–' : elapsed(mark.atMs - zeroUtcMs);
  return (
    <>
      <p className={styles.time}>
        <span className={styles.place}>{place}</span>
        <span className={styles.clock}>{format.seconds(mark.atMs)}</span>
      </p>
      <div className={styles.words}>
        <p className={cx(styles.word, gone && styles.gone)}>{wordOfMark(mark.template, say)}</p>
        {mark.text !== '' && <p className={cx(styles.text, gone && styles.gone)}>{mark.text}</p>}
        {(gone || mark.earlier.length > 0) && (
          <p className={styles.signs}>
            {gone && <span className={styles.sign}>{t('insession.mark.withdrawn')}</span>}
            {mark.earlier.length > 0 && (
              <button type="button" className={styles.original} aria-expanded={original} tabIndex={current ? 0 : -1} onClick={() => setOriginal(!original)}>
                {t('insession.mark.edited', { count: mark.earlier.length })}
              </button>
            )}
          </p>
        )}
        {original && (
          <ol className={styles.earlier} aria-label={t('insession.mark.earlier')}>
            {mark.earlier.map((e) => <li key={e.editedAtMs}>{wordOfMark(e.template, say)}{e.text === '' ? '' : `: ${e.text}`}</li>)}
          </ol>
        )}
      </div>
      <div className={styles.actions}>
        <RowButton icon="play" label={t('insession.mark.listen', { time: place })} focusable={current} onClick={() => actions.onListen(mark)} />
        {!gone && actions.onEdit && <RowButton icon="pencil" label={t('insession.mark.edit', { time: place })} focusable={current} onClick={() => actions.onEdit?.(mark)} />}
        {!gone && actions.onWithdraw && <RowButton icon="cross" label={t('insession.mark.withdraw', { time: place })} focusable={current} onClick={() => actions.onWithdraw?.(mark)} />}
        <span className={styles.dot} role="img" aria-label={t('insession.mark.durable')} title={t('insession.mark.durable')} />
      </div>
    </>
  );
}

interface RowButtonProps {
  icon: IconName;
  label: string;
  /** Tab stops only in the row the arrow keys stand on: otherwise there would be fifty of them. */
  focusable: boolean;
  onClick: () => void;
}

const RowButton = ({ icon, label, focusable, onClick }: RowButtonProps) => (
  <button type="button" className={styles.button} aria-label={label} title={label} tabIndex={focusable ? 0 : -1} onClick={onClick}>
    <Icon name={icon} />
  </button>
);
