import type { Output } from '#shared/contract/index.ts';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { useOfficial } from '../../i18n/useOfficial.ts';
import { useQuery } from '../../stores/useCall.ts';
import { hashOf } from '../../app/route.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { StateSign } from '../../ui/StateSign.tsx';
import styles from './Day.module.css';

const lookAgainMs = 60_000;

/** Of all hearings to come, not only of this day's: what an order demands by now, or by tomorrow. */
export function Deadlines() {
  const { t } = useTranslation();
  const { data, error, reload } = useQuery('procedure.due', {});
  useEffect(() => {
    const timer = setInterval(reload, lookAgainMs);
    return () => clearInterval(timer);
  }, [reload]);
  return (
    <Panel title={t('day.deadlines.title')}>
      {error && <ErrorNote error={error} onRetry={reload} />}
      {data?.due.length === 0 && <p className={styles.fetched}>{t('day.deadlines.none')}</p>}
      <ul className={styles.lines}>
        {data?.due.map((line) => <DueLine key={`${line.hearingId} ${line.key} ${line.participant ?? ''}`} line={line} />)}
      </ul>
    </Panel>
  );
}

function DueLine({ line }: { line: Output<'procedure.due'>['due'][number] }) {
  const { t } = useTranslation();
  const say = useOfficial();
  const format = useFormat();
  const due = format.dateTime(line.dueMs);
  return (
    <li className={styles.due}>
      <StateSign tone={line.overdue ? 'bad' : 'plain'}>{t(line.overdue ? 'day.deadlines.overdue' : 'day.deadlines.soon', { due })}</StateSign>
      <a href={hashOf({ name: 'hearing', hearingId: line.hearingId })}>{say(line.text)}</a>
      <span className={styles.fetched}>{[line.caseNumber, line.participant, line.shown.join(', ')].filter((word) => word !== null).join(' · ')}</span>
    </li>
  );
}
