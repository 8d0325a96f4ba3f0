import type { AppError } from '#shared/domain/errors.ts';
import { useTranslation } from 'react-i18next';
import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';
import styles from './ErrorNote.module.css';

/** What is copied for the specialist: the code, the field and the technical words. */
export const technicalDetail = ({ code, field, detail }: AppError): string => [code, field, detail].filter(Boolean).join('\n');

interface NoteProps {
  what: string;
  record: string;
  todo: string;
  /** Technical, copyable. */
  detail: string;
  onRetry?: (() => void) | undefined;
}

/** An error of the console in its own words. */
export function ErrorNote({ error, onRetry }: { error: AppError; onRetry?: (() => void) | undefined }) {
  const { t } = useTranslation();
  const say = (sentence: 'what' | 'record' | 'todo') => t(`errors.${error.code}.${sentence}`, { field: error.field ?? '–', ...error.params });
  return <Note what={say('what')} record={say('record')} todo={say('todo')} detail={technicalDetail(error)} onRetry={onRetry} />;
}

/** What happened, what it means for the record, what to do. Stands in the page, never over it. */
export function Note({ what, record, todo, detail, onRetry }: NoteProps) {
  const { t } = useTranslation();
  return (
    <div role="alert" className={styles.note}>
      <Icon name="warning" className={styles.icon} />
      <div className={styles.words}>
        <p className={styles.what}>{what}</p>
        <p>{record}</p>
        <p>{todo}</p>
        <details>
          <summary>{t('common.technical_detail')}</summary>
          <pre className={styles.detail}>{detail}</pre>
          <Button icon="copy" onClick={() => void navigator.clipboard.writeText(detail)}>{t('common.copy')}</Button>
        </details>
      </div>
      {onRetry && <Button icon="refresh" onClick={onRetry}>{t('common.try_again')}</Button>}
    </div>
  );
}
