import type { Output } from '#shared/contract/index.ts';
import type { User } from '#shared/contract/schemas.ts';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { useOfficial } from '../../i18n/useOfficial.ts';
import { useCommand, useQuery } from '../../stores/useCall.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { SavedNote } from './SavedNote.tsx';
import styles from './Settings.module.css';

type List = Output<'rules.list'>;
type Brought = List['orders'][number]['brought'];

/** The orders and holidays that this console goes by, and the place to bring in new ones without a new program. */
export function RuleSettings({ user }: { user: User }) {
  const { t } = useTranslation();
  const list = useQuery('rules.list', {});
  const mayChange = user.role === 'administrator';
  const { orders = [], years = [], unreadable = [] } = list.data ?? {};
  return (
    <div className={styles.stack}>
      {list.error && <ErrorNote error={list.error} onRetry={list.reload} />}
      {mayChange && <BringIn onChanged={list.reload} />}
      {unreadable.map((file) => (
        <p key={file.key} className={styles.problem}>{t('settings.rules.unreadable', { key: file.key })} <TakeOut fileKey={file.key} onChanged={list.reload} /></p>
      ))}
      <div className={styles.halves}>
        <Panel title={t('settings.rules.orders')}>
          <ul className={styles.devices}>
            {orders.map((order) => <OrderRow key={order.key} order={order} mayChange={mayChange} onChanged={list.reload} />)}
          </ul>
        </Panel>
        <Panel title={t('settings.rules.years')}>
          <ul className={styles.devices}>
            {years.map((year) => <YearRow key={year.year} year={year} mayChange={mayChange} onChanged={list.reload} />)}
          </ul>
        </Panel>
      </div>
    </div>
  );
}

interface RowProps {
  mayChange: boolean;
  onChanged: () => void;
}

function OrderRow({ order, mayChange, onChanged }: RowProps & { order: List['orders'][number] }) {
  const { t } = useTranslation();
  const say = useOfficial();
  const format = useFormat();
  return (
    <li>
      <p><strong>{say(order.name)}</strong></p>
      <p>{t('settings.rules.edition', { edition: format.dayText(order.edition), from: format.dayText(order.inForceFrom) })}</p>
      <p className={styles.quiet}>{order.source}</p>
      {!order.confirmed && <p className={styles.problem}>{t('settings.rules.unconfirmed')}</p>}
      <BroughtBy brought={order.brought} fileKey={order.key} mayChange={mayChange} onChanged={onChanged} />
    </li>
  );
}

function YearRow({ year, mayChange, onChanged }: RowProps & { year: List['years'][number] }) {
  const { t } = useTranslation();
  return (
    <li>
      <p><strong>{year.year}</strong> · {t('settings.rules.days', { holidays: year.holidays, moved: year.daysMoved })}</p>
      <p className={styles.quiet}>{year.source}</p>
      <BroughtBy brought={year.brought} fileKey={year.key} mayChange={mayChange} onChanged={onChanged} />
    </li>
  );
}

function BroughtBy({ brought, fileKey, mayChange, onChanged }: RowProps & { brought: Brought; fileKey: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!brought) return null;
  return (
    <p className={styles.row}>
      <span>{t('settings.rules.brought', { at: format.dateTime(brought.atMs), by: brought.by })}</span>
      {mayChange && <TakeOut fileKey={fileKey} onChanged={onChanged} />}
    </p>
  );
}

function TakeOut({ fileKey, onChanged }: { fileKey: string; onChanged: () => void }) {
  const { t } = useTranslation();
  const takeOut = useCommand('rules.takeOut');
  const take = async () => { if ((await takeOut.run({ key: fileKey })).ok) onChanged(); };
  return <Button busy={takeOut.busy} label={t('settings.rules.take_out_named', { key: fileKey })} onClick={() => void take()}>{t('settings.rules.take_out')}</Button>;
}

/** A file is read as a whole or not at all: what is wrong with it is told by its lines. */
function BringIn({ onChanged }: { onChanged: () => void }) {
  const { t } = useTranslation();
  const file = useRef<HTMLInputElement>(null);
  const bringIn = useCommand('rules.bringIn');
  const [saved, setSaved] = useState(false);
  const read = async (chosen: File) => {
    setSaved(false);
    const result = await bringIn.run({ name: chosen.name, text: await chosen.text() });
    if (file.current) file.current.value = '';
    if (!result.ok) return;
    setSaved(true);
    onChanged();
  };
  return (
    <Panel title={t('settings.rules.bring_in')}>
      <p className={styles.quiet}>{t('settings.rules.bring_in_means')}</p>
      <div className={styles.row}>
        <input ref={file} type="file" accept=".json,application/json" hidden aria-label={t('settings.rules.choose')} onChange={(event) => { const chosen = event.currentTarget.files?.[0]; if (chosen) void read(chosen); }} />
        <Button variant="primary" busy={bringIn.busy} onClick={() => file.current?.click()}>{t('settings.rules.choose')}</Button>
        {saved && <SavedNote />}
      </div>
      {bringIn.error && <ErrorNote error={bringIn.error} />}
    </Panel>
  );
}
