import type { AttendanceWay, Participant } from '#shared/domain/schedule.ts';
import { words } from '#shared/domain/words.ts';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../i18n/useWords.ts';
import { Icon } from '../../ui/Icon.tsx';
import styles from './HearingList.module.css';

const shownAtMost = 4;

/** Who takes part and how; those in the courtroom need no remark. */
export function People({ judge, participants }: { judge: string; participants: readonly Participant[] }) {
  const { t } = useTranslation();
  const say = useWords();
  const more = participants.length - shownAtMost;
  return (
    <span className={styles.people}>
      <span className={styles.personName}><span className={styles.role}>{say(words.marks.judge)}</span> {judge}</span>
      {participants.slice(0, shownAtMost).map((p) => (
        <span key={p.id} className={styles.person}>
          <span className={styles.personName}><span className={styles.role}>{say(words.participantRole[p.role])}</span> {p.name}</span>
          {p.attendance !== 'hall' && <Remote way={p.attendance} />}
        </span>
      ))}
      {more > 0 && <span className={styles.role}>{t('day.more_people', { count: more })}</span>}
    </span>
  );
}

function Remote({ way }: { way: Exclude<AttendanceWay, 'hall'> }) {
  const { t } = useTranslation();
  const say = useWords();
  return <span className={styles.remote} title={say(words.attendance[way])}><Icon name="screen" />{t(`day.way.${way}`)}</span>;
}
