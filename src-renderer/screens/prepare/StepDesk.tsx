import type { ChecklistLineView } from '#shared/contract/calls/procedure.ts';
import type { User } from '#shared/contract/schemas.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { phases } from '#shared/rules/schema/parts.ts';
import { useState, type ReactNode } from 'react';
import { useOfficial } from '../../i18n/useOfficial.ts';
import { useFirstAtOnce } from '../../ui/useFirstAtOnce.ts';
import { idOf, nextStep } from './lines.ts';
import { PaperView } from './PaperView.tsx';
import styles from './Prepare.module.css';
import { StepList } from './StepList.tsx';
import { StepPanel } from './StepPanel.tsx';

interface Props {
  hearing: Hearing;
  user: User;
  lines: readonly ChecklistLineView[];
  nowMs: number;
  /** What stands over the lists. */
  children?: ReactNode;
}

/** What a failure asks for does not wait until the rest is done. */
const shownPhases = [...phases].toSorted((a, b) => Number(b === 'failure') - Number(a === 'failure'));

const shownAtOnce = 15;

/** What the orders demand, by phase, each line with its clause, deadline and state; what to do next is already open. */
export function StepDesk({ hearing, user, lines, nowMs, children }: Props) {
  const say = useOfficial();
  const [chosen, setChosen] = useState<string | null>(null);
  /** The line whose paper is being written. */
  const [writing, setWriting] = useState<string | null>(null);
  const line = lines.find((each) => idOf(each) === chosen) ?? nextStep(lines, nowMs) ?? lines[0];
  const people = hearing.schedule.participants;
  const shown = useFirstAtOnce(lines, shownAtOnce);
  const write = (id: string) => {
    setChosen(id);
    setWriting(id);
  };
  if (writing && line && idOf(line) === writing) {
    return <PaperView key={writing} hearing={hearing} step={line.key} title={say(line.text)} onBack={() => setWriting(null)} />;
  }
  return (
    <div className={styles.columns}>
      <div className={styles.lists}>
        {children}
        {shownPhases.filter((phase) => shown.some((each) => each.phase === phase)).map((phase) => (
          <StepList key={phase} phase={phase} lines={lines.filter((each) => each.phase === phase)} shown={shown.filter((each) => each.phase === phase)} participants={people} chosen={line ? idOf(line) : null} onChoose={setChosen} />
        ))}
      </div>
      <div className={styles.side}>
        {line && <StepPanel hearing={hearing} onWrite={() => write(idOf(line))} line={line} who={people.find(({ id }) => id === line.participantId)?.name ?? null} acts={user.role !== 'judge'} operates={user.role === 'secretary'} />}
      </div>
    </div>
  );
}
