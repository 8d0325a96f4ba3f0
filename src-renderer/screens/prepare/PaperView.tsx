import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useTranslation } from 'react-i18next';
import { PrintedText } from '../../ui/PrintedText.tsx';
import { PaperFields } from './PaperFields.tsx';
import styles from './Prepare.module.css';
import { usePaper } from './usePaper.ts';

/** A form being filled in: on the left how it will print, on the right what can be filled in. */
export function PaperView({ hearing, step, title, onBack }: { hearing: Hearing; step: string; title: string; onBack: () => void }) {
  const { t } = useTranslation();
  const desk = usePaper(hearing, step);
  return (
    <div className={styles.columns}>
      <div className={styles.lists}>{desk.shown && <PrintedText text={desk.shown.text} language={desk.written.language} label={t('prepare.paper.preview')} />}</div>
      <div className={styles.lists}><PaperFields desk={desk} title={title} onBack={onBack} /></div>
    </div>
  );
}
