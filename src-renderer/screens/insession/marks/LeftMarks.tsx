import { freeMark } from '#shared/domain/markTemplates.ts';
import { useTranslation } from 'react-i18next';
import { hasText } from '../../../keys/markDraft.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import styles from './LeftMarks.module.css';
import { PendingMarks } from './PendingMarks.tsx';
import { markDeskOf, useMarkDesk } from './useMarkDesk.ts';

/** What was written in the hearing and is not on disk yet, for as long as anything is: marks are taken until the recording is sealed. */
export function LeftMarks({ hearingId }: { hearingId: string }) {
  const { t } = useTranslation();
  const desk = markDeskOf(hearingId);
  const draft = useMarkDesk(desk, (s) => s.draft);
  return (
    <>
      <PendingMarks desk={desk} />
      {hasText(draft) && (
        <div className={styles.left}>
          <Field
            type="multiline" className={styles.text} label={t('insession.left.label')} hint={t('insession.left.hint')} value={draft.text}
            onChange={(text) => desk.type(text, performance.now())}
          />
          <Button variant="primary" onClick={() => desk.keep(freeMark, performance.now())}>{t('insession.left.keep')}</Button>
        </div>
      )}
    </>
  );
}
