import type { ConferenceRoom } from '#shared/contract/conference.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { testedIn, testReport, type Tested } from '#shared/domain/remote/testReport.ts';
import { useTranslation } from 'react-i18next';
import { useConferenceRoom } from '../stores/conference.ts';
import { useHearing } from '../stores/live.ts';
import { Button } from '../ui/Button.tsx';
import styles from './RemoteCard.module.css';

/** What the links show while people are connected, or else what the last test session showed, for the record of the step. Nobody copies figures by hand. */
export function TestReport({ hearingId, onTake }: { hearingId: string; onTake: (report: string) => void }) {
  const { t } = useTranslation();
  const room = useConferenceRoom();
  const { hearing } = useHearing(hearingId);
  if (!hearing) return null;
  const isLive = room?.hearingId === hearingId && room.people.length > 0;
  const held = hearing.tests.at(-1);
  if (!isLive && !held) return <p className={styles.hints}>{t('conference.test.nobody')}</p>;
  const people = isLive ? connected(hearing, room) : (held?.people ?? []).map((person) => testedIn(person, hearing.schedule.participants));
  const text = testReport(people, hearing.schedule.language);
  return (
    <div className={isLive ? styles.issued : undefined}>
      {isLive && <p className={styles.report}>{text}</p>}
      <div className={styles.buttons}><Button icon="copy" onClick={() => onTake(text)}>{t(isLive ? 'conference.test.take' : 'conference.test.take_held')}</Button></div>
    </div>
  );
}

const connected = ({ schedule }: Hearing, room: ConferenceRoom): Tested[] => schedule.participants.filter(({ attendance }) => attendance !== 'hall').map(({ id, name }) => {
  const { link = 'away' as const, report = null, quality = null } = room.people.find(({ participantId }) => participantId === id) ?? {};
  return { name, link, report, quality };
});
