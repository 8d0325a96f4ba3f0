import type { HearingSummary } from '#shared/contract/schemas.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { useStatus } from '../../stores/live.ts';
import { Panel } from '../../ui/Panel.tsx';
import { CheckLine } from './CheckLine.tsx';
import styles from './Day.module.css';

const sum = (hearings: readonly HearingSummary[], of: (h: HearingSummary) => number) => hearings.reduce((total, h) => total + of(h), 0);

/** What is left undone: unsent, unfinished acts, unsealed recordings, open incidents. */
export function Unfinished({ hearings }: { hearings: readonly HearingSummary[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queue = useStatus((s) => s.status?.queue ?? null);
  const acts = sum(hearings, (h) => h.actsToFinish);
  const incidents = sum(hearings, (h) => h.openIncidents);
  const unsealed = hearings.filter((h) => h.phase === 'closed').length;
  const waiting = queue?.waitingTotal ?? 0;
  const unsent = waiting === 0 ? t('common.none') : `${format.number(waiting)} · ${format.size(queue?.bytesWaiting ?? 0)}`;
  const count = (n: number) => (n === 0 ? t('common.none') : format.number(n));
  return (
    <Panel title={t('day.unfinished')}>
      <ul className={styles.lines}>
        <CheckLine good={acts === 0} name={t('day.acts')} value={count(acts)} />
        <CheckLine good={incidents === 0} name={t('day.incidents')} value={count(incidents)} />
        <CheckLine good={unsealed === 0} name={t('day.unsealed')} value={count(unsealed)} />
        <CheckLine good={waiting === 0} name={t('day.unsent')} value={unsent} />
      </ul>
    </Panel>
  );
}
