import type { OutboxItemView } from '#shared/contract/calls/machine.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { useStatus } from '../../stores/live.ts';
import { useCommand } from '../../stores/useCall.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { useFirstAtOnce } from '../../ui/useFirstAtOnce.ts';
import type { Sending } from './sending.ts';
import styles from './After.module.css';

/** Sent means: the court server gave a receipt over the same SHA-256. Everything else waits, for ever if need be. */
export function SendingTab({ sending }: { sending: Sending }) {
  return (
    <div className={styles.stack}>
      {sending.error && <ErrorNote error={sending.error} />}
      {sending.known && <Progress sending={sending} />}
      {(sending.known || sending.items.length > 0) && <Items items={sending.items} />}
    </div>
  );
}

function Progress({ sending }: { sending: Sending }) {
  const { t } = useTranslation();
  const format = useFormat();
  const retry = useCommand('queue.retryNow');
  const queue = useStatus((s) => s.status?.queue ?? null);
  const server = useStatus((s) => s.status?.courtServer.state ?? null);
  const etaMs = queue?.etaMs ?? null;
  const left = sending.waiting > 0;
  return (
    <Panel title={t(sending.more ? 'after.sending.progress_more' : 'after.sending.progress', { sent: format.number(sending.sent), waiting: format.number(sending.waiting) })}>
      <ProgressBar value={sending.bytesSent} max={sending.bytes} label={t('after.sending.name')} />
      <div className={styles.under}>
        <p>
          {t('after.sending.bytes', { sent: format.size(sending.bytesSent), all: format.size(sending.bytes) })}
          {left && etaMs !== null && ` · ${t('after.sending.eta', { length: format.length(etaMs) })}`}
        </p>
        {server && <p className={styles.quiet}>{t('statebar.court_server')}: {t(`statebar.server.${server}`)}</p>}
        {left && <Button icon="refresh" busy={retry.busy} onClick={() => void retry.run({})}>{t('after.sending.retry')}</Button>}
      </div>
      {retry.error && <ErrorNote error={retry.error} />}
    </Panel>
  );
}

/** Those in view first: the tab answers its click, and the rest follows. */
const shownAtOnce = 40;

function Items({ items }: { items: readonly OutboxItemView[] }) {
  const { t } = useTranslation();
  const shown = useFirstAtOnce(items, shownAtOnce);
  return (
    <Panel title={t('after.sending.items')}>
      {items.length === 0 && <p className={styles.quiet}>{t('after.sending.nothing')}</p>}
      <ul className={styles.items}>
        {shown.map((item) => <Item key={`${item.kind}-${item.itemId}`} item={item} />)}
      </ul>
    </Panel>
  );
}

function Item({ item }: { item: OutboxItemView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { receipt } = item;
  const sent = item.state === 'sent';
  return (
    <li className={styles.item}>
      <Icon name={sent ? 'check' : 'clock'} className={sent ? styles.done : undefined} />
      <span className={styles.itemKind}>{t(`after.sending.kind.${item.kind}`)}</span>
      <span className={styles.itemName} title={item.name}>{item.kind === 'fact' ? t([`after.event.${item.name}`, 'after.event.other'], { name: item.name }) : item.name}</span>
      <span>{format.size(item.bytes)}</span>
      {receipt
        ? <span className={styles.receipt} title={receipt.sha256}>{t('after.sending.receipt', { time: format.dateTime(receipt.receivedAtMs), sha256: receipt.sha256.slice(0, 12) })}</span>
        : <span className={styles.receipt} title={item.lastError ?? undefined}>{t('after.sending.attempts', { number: item.attempts })}{item.lastError && ` · ${item.lastError}`}</span>}
    </li>
  );
}
