import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeysBeneath } from '../keys/useKeys.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import styles from './AlarmLine.module.css';
import { soundDanger } from './dangerSound.ts';
import { isReadBy, type Notice } from './notices.ts';
import { repeatSignal } from './repeat.ts';
import { useNotices } from './useNotices.ts';
import { useNoticeWords } from './useNoticeWords.ts';

/** One line under the state bar, while something is not acknowledged: the gravest first, one at a time. Danger is also heard. */
export function AlarmLine({ hearing }: { hearing: Hearing | null }) {
  const { open, acknowledge } = useNotices(hearing);
  const [first, ...others] = open;
  const dangerId = first?.level === 'danger' && !first.over ? first.id : null;
  useEffect(() => (dangerId === null ? undefined : repeatSignal(soundDanger)), [dangerId]);
  return first ? <Line key={first.id} notice={first} more={others.length} onAcknowledge={() => acknowledge(first.id)} /> : null;
}

function Line({ notice, more, onAcknowledge }: { notice: Notice; more: number; onAcknowledge: () => void }) {
  const { t } = useTranslation();
  const words = useNoticeWords()(notice);
  const level = notice.over ? 'loss' : notice.level;
  const [shownAtMs] = useState(() => performance.now());
  // A strip's Esc is the strip's; and one on its way when the line appeared was not meant for it.
  useKeysBeneath({ dismiss: (atMs) => { if (isReadBy(atMs, shownAtMs)) onAcknowledge(); } });
  return (
    <div className={styles.line} data-level={level} role={notice.level === 'note' ? 'status' : 'alert'}>
      <Icon name={notice.level === 'note' ? 'warning' : 'triangle'} className={styles.sign} />
      <strong className={styles.level}>{t(`alarms.level.${level}`)}</strong>
      <span className={styles.words} title={words}>{words}</span>
      {more > 0 && <span className={styles.more}>{t('alarms.more', { number: more })}</span>}
      <Button className={styles.button} keyCap="Esc" keyShortcut="Escape" onClick={onAcknowledge}>{t('alarms.acknowledge')}</Button>
    </div>
  );
}
