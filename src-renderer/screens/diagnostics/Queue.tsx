import type { QueueStatus } from '#shared/contract/status.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { useCommand, useQuery } from '../../stores/useCall.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { StateSign } from '../../ui/StateSign.tsx';
import styles from './Diagnostics.module.css';

/** What waits for the court server, why, and when it is tried again. Sent means: receipted over the same SHA-256. */
export function Queue({ queue }: { queue: QueueStatus }) {
  const { t } = useTranslation();
  const format = useFormat();
  const list = useQuery('queue.list', { limit: 100 });
  const retry = useCommand('queue.retryNow');
  const error = list.error ?? retry.error;
  const retryNow = async () => {
    await retry.run({});
    list.reload();
  };
  return (
    <Panel
      title={t('diagnostics.queue')}
      aside={(
        <div className={styles.buttons}>
          <Button icon="refresh" onClick={list.reload} busy={list.busy}>{t('diagnostics.reload')}</Button>
          <Button icon="upload" variant="primary" onClick={() => void retryNow()} busy={retry.busy}>{t('diagnostics.retry_now')}</Button>
        </div>
      )}
    >
      <p>
        {t('diagnostics.waiting', { count: queue.waitingTotal })} · {format.size(queue.bytesWaiting)}
        {queue.etaMs !== null && ` · ${t('diagnostics.eta', { length: format.length(queue.etaMs) })}`}
        {queue.nextAttemptAtMs !== null && ` · ${t('diagnostics.next_attempt', { time: format.seconds(queue.nextAttemptAtMs) })}`}
      </p>
      {queue.sending && (
        <p className={styles.sending}>
          {t('diagnostics.sending', { name: queue.sending.name })}
          <progress className={styles.bar} max={Math.max(1, queue.sending.bytesTotal)} value={queue.sending.bytesSent} aria-label={queue.sending.name} />
        </p>
      )}
      {queue.lastError && <p className={styles.cause}>{queue.lastError}</p>}
      {error && <ErrorNote error={error} onRetry={list.reload} />}
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead><tr>{(['kind', 'name', 'size', 'state', 'attempts', 'error'] as const).map((c) => <th key={c} scope="col">{t(`diagnostics.item.${c}`)}</th>)}</tr></thead>
          <tbody>
            {list.data?.items.map((i) => (
              <tr key={i.itemId}>
                <td>{t(`diagnostics.kind.${i.kind}`)}</td>
                <td><code className={styles.path}>{i.name}</code></td>
                <td>{format.size(i.bytes)}</td>
                <td><StateSign tone={i.state === 'sent' ? 'good' : 'plain'}>{t(`diagnostics.item_state.${i.state}`)}</StateSign></td>
                <td>{format.number(i.attempts)}</td>
                <td className={styles.cause}>{i.lastError}{i.nextAttemptAtMs === null ? '' : ` · ${format.seconds(i.nextAttemptAtMs)}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
