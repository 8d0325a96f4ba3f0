import type { ReadinessItem } from '#shared/domain/readiness/report.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { useSettings } from '../../stores/live.ts';
import { StateSign, type Tone } from '../../ui/StateSign.tsx';
import styles from './Readiness.module.css';

const toneOf: Record<ReadinessItem['outcome'], Tone> = { passed: 'good', failed: 'bad', not_checked: 'plain' };

/** Every item of a check: what, how it came out, what was measured. Failures first: they are what somebody has to act on. */
export function ReadinessItems({ items }: { items: readonly ReadinessItem[] }) {
  const order = { failed: 0, not_checked: 1, passed: 2 };
  return (
    <ul className={styles.items}>
      {items.toSorted((a, b) => order[a.outcome] - order[b.outcome]).map((item) => <Item key={`${item.check} ${item.deviceId ?? ''}`} item={item} />)}
    </ul>
  );
}

function Item({ item }: { item: ReadinessItem }) {
  const { t } = useTranslation();
  const format = useFormat();
  const hall = useSettings((s) => s.settings?.hall ?? null);
  const device = [...(hall?.cameras ?? []), ...(hall?.microphones ?? [])].find(({ id }) => id === item.deviceId);
  const measured = Object.entries(item.measured).map(([name, value]) => t(`readiness.measured.${name}`, { value: format.number(value) })).join(' · ');
  return (
    <li className={styles.item}>
      <span>
        {device?.label ?? t(`readiness.check.${item.check}`)}
        {measured !== '' && <span className={styles.measured}>{measured}</span>}
      </span>
      <StateSign tone={toneOf[item.outcome]}>{t(item.problem ? `readiness.problem.${item.problem}` : 'readiness.passed')}</StateSign>
    </li>
  );
}
