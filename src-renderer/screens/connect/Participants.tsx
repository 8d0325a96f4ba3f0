import type { Participant } from '#shared/domain/schedule.ts';
import { words } from '#shared/domain/words.ts';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../i18n/useWords.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Panel } from '../../ui/Panel.tsx';
import styles from './Connect.module.css';

/** Who takes part and how; those who are not in the courtroom stand out. */
export function Participants({ participants }: { participants: readonly Participant[] }) {
  const { t } = useTranslation();
  const say = useWords();
  return (
    <Panel title={t('connect.participants', { number: participants.length })} className={styles.people}>
      {participants.length === 0 && <p className={styles.role}>{t('connect.nobody')}</p>}
      <ul className={styles.list}>
        {participants.map((p) => (
          <li key={p.id} className={styles.person}>
            <Icon name={p.attendance === 'hall' ? 'person' : 'screen'} />
            <span>
              <span className={styles.name}>{p.name}</span>
              <span className={styles.role}>{say(words.participantRole[p.role])} · {say(words.attendance[p.attendance])}</span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
