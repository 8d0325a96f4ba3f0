import type { Hearing, Outcome } from '#shared/domain/hearing/state.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { Icon } from '../../ui/Icon.tsx';
import styles from './After.module.css';

/** How it ended, and whether everything is where it belongs. */
export function OutcomeNote({ hearing }: { hearing: Hearing }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { phase } = hearing;
  return (
    <>
      {phase.name === 'handed_over' && (
        <p className={styles.handedOver} role="status">
          <Icon name="check" />
          <span>{t('after.handed_over', { time: format.dateTime(phase.atMs) })}</span>
        </p>
      )}
      {'outcome' in phase && <Postponed outcome={phase.outcome} />}
      {phase.name === 'postponed' && <Postponed outcome={{ kind: 'postponed', reason: phase.reason, nextAtMs: phase.nextAtMs }} />}
      {phase.name === 'cancelled' && <p className={styles.note}>{t('after.cancelled', { reason: phase.reason })}</p>}
    </>
  );
}

function Postponed({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (outcome.kind !== 'postponed') return null;
  const next = outcome.nextAtMs === null ? t('after.no_next_date') : t('after.next_date', { time: format.dateTime(outcome.nextAtMs) });
  return <p className={styles.note}>{t('after.postponed', { reason: outcome.reason })} {next}</p>;
}
