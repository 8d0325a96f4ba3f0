import type { ChecklistLineView } from '#shared/contract/calls/procedure.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { words } from '#shared/domain/words.ts';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { useOfficial } from '../../i18n/useOfficial.ts';
import { useWords } from '../../i18n/useWords.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Clauses } from '../../ui/Clauses.tsx';
import { intoView } from '../../ui/intoView.ts';
import { Panel } from '../../ui/Panel.tsx';
import { StateSign } from '../../ui/StateSign.tsx';
import { counts, idOf, toneOf } from './lines.ts';
import styles from './Prepare.module.css';

interface Props {
  phase: ChecklistLineView['phase'];
  lines: readonly ChecklistLineView[];
  /** Those of them that are on the screen already. */
  shown: readonly ChecklistLineView[];
  participants: readonly Participant[];
  chosen: string | null;
  onChoose: (id: string) => void;
}

/** The steps of one phase: what, whose, by when, how it stands, by which clause. */
export function StepList({ phase, lines, shown, participants, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const { open, all } = counts(lines);
  return (
    <Panel title={t(`prepare.phase.${phase}`)} aside={<span className={styles.count}>{t('prepare.done_of', { done: all - open, all })}</span>}>
      <ul className={styles.steps}>
        {shown.map((line) => (
          <li key={idOf(line)}>
            <button ref={idOf(line) === chosen ? intoView : undefined} type="button" className={styles.step} aria-pressed={idOf(line) === chosen} data-state={line.state} onClick={() => onChoose(idOf(line))}>
              <StepWords line={line} who={participants.find(({ id }) => id === line.participantId)?.name ?? null} />
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const StepWords = memo(function StepWords({ line, who }: { line: ChecklistLineView; who: string | null }) {
  const { t } = useTranslation();
  const say = useOfficial();
  const name = useWords();
  const format = useFormat();
  const due = line.deadline && (line.deadline.lastDay === null ? format.dateTime(line.deadline.dueMs) : format.date(line.deadline.dueMs - 1));
  return (
    <>
      <StateSign tone={toneOf[line.state]}>{t(`prepare.state.${line.state}`)}</StateSign>
      <span className={styles.what}>
        {say(line.text)}
        <span className={styles.who}>{[name(words.office[line.who]), ...(who === null ? [] : [who])].join(' · ')}</span>
      </span>
      <span className={styles.due}>{due && <><Icon name="clock" /> {t('prepare.by', { due })}</>}</span>
      <span className={styles.clause}><Clauses of={line.shown} /></span>
    </>
  );
});
