import { useTranslation } from 'react-i18next';
import { useWords } from '../../../i18n/useWords.ts';
import { Button } from '../../../ui/Button.tsx';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import type { MarkDesk } from './markDesk.ts';
import { wordOfMark } from './markWord.ts';
import type { PendingMark } from './pendingMarks.ts';
import styles from './PendingMarks.module.css';
import { useMarkDesk } from './useMarkDesk.ts';

/** Marks not yet known to be on disk. A refused one keeps its text and says why. */
export function PendingMarks({ desk }: { desk: MarkDesk }) {
  const pending = useMarkDesk(desk, (s) => s.pending);
  const refused = useMarkDesk(desk, (s) => s.refused);
  const { t } = useTranslation();
  if (pending.length === 0 && !refused) return null;
  return (
    <div className={styles.pending}>
      {pending.map((mark) => <Pending key={mark.markId} mark={mark} desk={desk} />)}
      {refused && (
        <div>
          <ErrorNote error={refused} />
          <Button onClick={desk.forgetRefusal}>{t('insession.understood')}</Button>
        </div>
      )}
    </div>
  );
}

/** A broken link is no refusal: the mark goes by itself when the link is back. */
const stateOf = ({ error }: PendingMark): 'sending' | 'waiting' | 'failed' => {
  if (error === null) return 'sending';
  return error.code === 'link.lost' ? 'waiting' : 'failed';
};

function Pending({ mark, desk }: { mark: PendingMark; desk: MarkDesk }) {
  const { t } = useTranslation();
  const say = useWords();
  return (
    <div className={styles.mark} data-state={stateOf(mark)}>
      <p className={styles.line}>
        <span className={styles.dot} aria-hidden="true" />
        <strong>{wordOfMark(mark.template, say)}</strong>
        <span className={styles.text}>{mark.text}</span>
        <span className={styles.state}>{t(`insession.pending.${stateOf(mark)}`)}</span>
      </p>
      {mark.error && stateOf(mark) === 'failed' && (
        <>
          <ErrorNote error={mark.error} onRetry={() => desk.sendAgain(mark.markId)} />
          <Button onClick={() => desk.takeBack(mark.markId)}>{t('insession.pending.take_back')}</Button>
        </>
      )}
    </div>
  );
}
