import type { User } from '#shared/contract/schemas.ts';
import type { Hearing, Outcome } from '#shared/domain/hearing/state.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { Icon } from '../../ui/Icon.tsx';
import styles from './After.module.css';
import { NextHearing } from './NextHearing.tsx';

interface Props {
  hearing: Hearing;
  user: User;
}

/** How it ended, and whether everything is where it belongs. */
export function OutcomeNote({ hearing, user }: Props) {
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
      {'outcome' in phase && <Postponed hearing={hearing} user={user} outcome={phase.outcome} />}
      {phase.name === 'postponed' && <Postponed hearing={hearing} user={user} outcome={{ kind: 'postponed', reason: phase.reason, nextAtMs: phase.nextAtMs }} />}
      {phase.name === 'cancelled' && <p className={styles.note}>{t('after.cancelled', { reason: phase.reason })}</p>}
    </>
  );
}

function Postponed({ hearing, user, outcome }: Props & { outcome: Outcome }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (outcome.kind !== 'postponed') return null;
  const next = outcome.nextAtMs === null ? t('after.no_next_date') : t('after.next_date', { time: format.dateTime(outcome.nextAtMs) });
  return (
    <div className={styles.note}>
      <p>{t('after.postponed', { reason: outcome.reason })} {next}</p>
      {outcome.nextAtMs !== null && <NextHearing hearing={hearing} atMs={outcome.nextAtMs} adds={user.role === 'secretary'} />}
    </div>
  );
}
