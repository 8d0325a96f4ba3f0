import type { Participant } from '#shared/domain/schedule.ts';
import { words } from '#shared/domain/words.ts';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../i18n/useWords.ts';
import styles from './People.module.css';

interface Props {
  participants: readonly Participant[];
  /** Puts a name into the text of the mark being written; absent where none is written. */
  onName?: ((name: string) => void) | undefined;
}

/** Who takes part: names are spelled once, in the schedule, and never typed again. */
export function People({ participants, onName }: Props) {
  const { t } = useTranslation();
  const say = useWords();
  return (
    <section className={styles.people} aria-label={t('insession.people.title')}>
      <h2 className={styles.title}>{t('insession.people.title')} <span className={styles.count}>{participants.length}</span></h2>
      <ul className={styles.list}>
        {participants.map((p) => (
          <li key={p.id} className={styles.person}>
            <button
              type="button" className={styles.name} disabled={!onName} title={onName ? t('insession.people.insert', { name: p.name }) : p.name}
              onMouseDown={(event) => event.preventDefault()} onClick={() => onName?.(p.name)}
            >
              {p.name}
            </button>
            <span className={styles.role}>{say(words.participantRole[p.role])}{p.attendance === 'hall' ? '' : ` · ${t(`insession.people.${p.attendance}`)}`}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
