import type { Hearing } from '#shared/domain/hearing/state.ts';
import { words } from '#shared/domain/words.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { useWords } from '../../i18n/useWords.ts';
import { Button } from '../../ui/Button.tsx';
import { DocumentLinks } from '../DocumentLinks.tsx';
import styles from './Prepare.module.css';

/** Papers of a step that have gone out, and the way to the next one. */
export function SentPapers({ hearing, step, acts, onWrite }: { hearing: Hearing; step: string; acts: boolean; onWrite: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useWords();
  return (
    <div className={styles.form}>
      {hearing.papers.filter((paper) => paper.step === step).map(({ paperId, final }) => (
        <div key={paperId}>
          <p className={styles.record}>{final ? [t('prepare.paper.sent', { number: final.number, at: format.dateTime(final.atMs), by: final.signedBy }), ...(final.way ? [name(words.paperWay[final.way])] : [])].join(' · ') : t('prepare.paper.draft')}</p>
          {final && <DocumentLinks hearingId={hearing.hearingId} files={final.files} />}
        </div>
      ))}
      {acts && <Button variant="primary" icon="document" onClick={onWrite}>{t('prepare.paper.write')}</Button>}
    </div>
  );
}
