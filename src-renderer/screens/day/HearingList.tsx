import type { HearingSummary } from '#shared/contract/schemas.ts';
import { words } from '#shared/domain/words.ts';
import { useTranslation } from 'react-i18next';
import { hashOf } from '../../app/route.ts';
import { useFormat } from '../../format/useFormat.ts';
import { useWords } from '../../i18n/useWords.ts';
import { Icon } from '../../ui/Icon.tsx';
import { PhaseChip } from './PhaseChip.tsx';
import { People } from './People.tsx';
import styles from './HearingList.module.css';

/** The day's hearings in order of time. A row is a link: Enter opens the hearing. */
export function HearingList({ hearings, loading }: { hearings: readonly HearingSummary[]; loading: boolean }) {
  const { t } = useTranslation();
  if (loading) return <p className={styles.empty} role="status">{t('common.starting')}</p>;
  if (hearings.length === 0) return <p className={styles.empty}>{t('day.no_hearings')}</p>;
  return (
    <ul className={styles.list} aria-label={t('day.hearings')}>
      {hearings.map((hearing) => <HearingRow key={hearing.hearingId} hearing={hearing} />)}
    </ul>
  );
}

function HearingRow({ hearing }: { hearing: HearingSummary }) {
  const format = useFormat();
  const say = useWords();
  const { schedule } = hearing;
  return (
    <li>
      <a className={styles.row} href={hashOf({ name: 'hearing', hearingId: hearing.hearingId })}>
        <span className={styles.time}>{format.time(schedule.startsAtMs)}</span>
        <span className={styles.case}>
          <span className={styles.number} title={schedule.caseNumber}>{schedule.caseNumber}</span>
          <span className={styles.kind}>{say(words.proceedings[schedule.proceedings])} · {say(words.instance[schedule.instance])}</span>
          <Notes hearing={hearing} />
        </span>
        <People judge={schedule.judge} participants={schedule.participants} />
        <span className={styles.state}><PhaseChip phase={hearing.phase} /></span>
      </a>
    </li>
  );
}

function Notes({ hearing }: { hearing: HearingSummary }) {
  const { t } = useTranslation();
  return (
    <span className={styles.notes}>
      {hearing.openIncidents > 0 && <span className={styles.note}><Icon name="warning" />{t('day.open_incidents', { count: hearing.openIncidents })}</span>}
      {hearing.actsToFinish > 0 && <span className={styles.note}><Icon name="document" />{t('day.acts_to_finish', { count: hearing.actsToFinish })}</span>}
      {hearing.origin === 'manual' && hearing.serverHearingId === null && <span className={styles.note}><Icon name="person" />{t('day.typed_in')}</span>}
    </span>
  );
}
