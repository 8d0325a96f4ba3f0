import type { Output } from '#shared/contract/index.ts';
import { isReady } from '#shared/domain/readiness/report.ts';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { useCommand, useQuery } from '../../stores/useCall.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { StateSign } from '../../ui/StateSign.tsx';
import styles from './Readiness.module.css';
import { NotHeard } from './NotHeard.tsx';
import { ReadinessItems } from './ReadinessItems.tsx';
import { TestPictureButton } from './TestPictureButton.tsx';

type Last = NonNullable<Output<'readiness.get'>['last']>;

/** Before somebody signs that the hall works: what the last check found, and the button that makes one in earnest. */
export function HallCheckPanel({ hearingId, acts }: { hearingId: string; acts: boolean }) {
  const { t } = useTranslation();
  const known = useQuery('readiness.get', {});
  const check = useCommand('readiness.check');
  const [seen, setSeen] = useState(false);
  const run = async () => {
    await check.run({ hearingId, monitorsSeen: seen ? true : null });
    known.reload();
  };
  const { busy } = check;
  const { reload } = known;
  useEffect(() => {
    if (!busy) return undefined;
    const timer = setInterval(reload, 500);
    return () => clearInterval(timer);
  }, [busy, reload]);
  const last = known.data?.last ?? null;
  return (
    <section className={styles.check} aria-label={t('readiness.title')}>
      {known.error && <ErrorNote error={known.error} onRetry={known.reload} />}
      {last ? <LastCheck last={last} isToday={known.data?.isToday ?? false} /> : known.data && <p>{t('readiness.never')}</p>}
      {acts && (
        <>
          <p className={styles.quiet}>{t('readiness.means')}</p>
          <div className={styles.row}>
            <TestPictureButton />
            <label className={styles.tick}><input type="checkbox" checked={seen} onChange={() => setSeen(!seen)} /> {t('readiness.seen')}</label>
          </div>
          <div className={styles.row}>
            <Button variant="primary" icon="refresh" busy={busy} onClick={() => void run()}>{t(busy ? 'readiness.running' : 'readiness.run')}</Button>
          </div>
          {busy && known.data?.notHeard && <NotHeard ids={known.data.notHeard} />}
          {check.error && <ErrorNote error={check.error} />}
        </>
      )}
      {last && <ReadinessItems items={last.items} />}
    </section>
  );
}

function LastCheck({ last, isToday }: { last: Last; isToday: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const failed = last.items.filter(({ outcome }) => outcome === 'failed').length;
  const tone = !isToday ? 'plain' : isReady(last.items) ? 'good' : 'bad';
  return (
    <p className={styles.row}>
      <StateSign tone={tone}>{t(!isToday ? 'readiness.old' : failed > 0 ? 'readiness.failed' : 'readiness.ready', { number: failed })}</StateSign>
      <span className={styles.quiet}>{t('readiness.checked', { at: format.dateTime(last.atMs), by: last.by })}</span>
    </p>
  );
}
