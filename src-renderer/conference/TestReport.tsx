import { testReport } from '#shared/domain/remote/testReport.ts';
import { useTranslation } from 'react-i18next';
import { useConferenceRoom } from '../stores/conference.ts';
import { useHearing } from '../stores/live.ts';
import { Button } from '../ui/Button.tsx';
import styles from './RemoteCard.module.css';

/** While people are connected: what the links show just now, for the record of the test session. Nobody copies figures by hand. */
export function TestReport({ hearingId, onTake }: { hearingId: string; onTake: (report: string) => void }) {
  const { t } = useTranslation();
  const room = useConferenceRoom();
  const { hearing } = useHearing(hearingId);
  if (!hearing || room?.hearingId !== hearingId || room.people.length === 0) return <p className={styles.hints}>{t('conference.test.nobody')}</p>;
  const people = hearing.schedule.participants.filter(({ attendance }) => attendance !== 'hall').map(({ id, name }) => {
    const { link = 'away' as const, report = null, quality = null } = room.people.find(({ participantId }) => participantId === id) ?? {};
    return { name, link, report, quality };
  });
  const text = testReport(people, hearing.schedule.language);
  return (
    <div className={styles.issued}>
      <p className={styles.report}>{text}</p>
      <div className={styles.buttons}><Button icon="copy" onClick={() => onTake(text)}>{t('conference.test.take')}</Button></div>
    </div>
  );
}
