import type { User } from '#shared/contract/schemas.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { phases } from '#shared/rules/schema/parts.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOfficial } from '../../i18n/useOfficial.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { ClashNote } from './ClashNote.tsx';
import { FindingNote } from './FindingNote.tsx';
import { beforeTheDay, idOf, nextStep } from './lines.ts';
import styles from './Prepare.module.css';
import { PaperView } from './PaperView.tsx';
import { StepList } from './StepList.tsx';
import { StepPanel } from './StepPanel.tsx';
import type { ProcedureQuery } from './useProcedure.ts';

/** What the orders demand before the day: one list, each line with its clause, deadline and state, and what to do next already open. */
export function Prepare({ hearing, user, procedure }: { hearing: Hearing; user: User; procedure: ProcedureQuery }) {
  const { t } = useTranslation();
  const say = useOfficial();
  const [chosen, setChosen] = useState<string | null>(null);
  /** The line whose paper is being written. */
  const [writing, setWriting] = useState<string | null>(null);
  const { data, error } = procedure;
  if (error && !data) return <ErrorNote error={error} />;
  if (!data) return <p role="status">{t('common.starting')}</p>;
  const before = beforeTheDay(data.steps);
  const line = before.find((each) => idOf(each) === chosen) ?? nextStep(before, data.nowMs) ?? before[0];
  const people = hearing.schedule.participants;
  if (writing && line && idOf(line) === writing) {
    return <PaperView key={writing} hearing={hearing} step={line.key} title={say(line.text)} onBack={() => setWriting(null)} />;
  }
  return (
    <div className={styles.columns}>
      <div className={styles.lists}>
        {data.findings.map((finding) => (
          <FindingNote key={idOf(finding)} hearingId={hearing.hearingId} finding={finding} who={people.find(({ id }) => id === finding.participantId)?.name ?? null} acts={user.role !== 'judge'} />
        ))}
        {data.clashes.map((clash) => <ClashNote key={clash.hearingId} clash={clash} />)}
        {phases.filter((phase) => before.some((each) => each.phase === phase)).map((phase) => (
          <StepList key={phase} phase={phase} lines={before.filter((each) => each.phase === phase)} participants={people} chosen={line ? idOf(line) : null} onChoose={setChosen} />
        ))}
      </div>
      <div className={styles.side}>
        {line && <StepPanel hearing={hearing} onWrite={() => { setChosen(idOf(line)); setWriting(idOf(line)); }} line={line} who={people.find(({ id }) => id === line.participantId)?.name ?? null} acts={user.role !== 'judge'} />}
      </div>
    </div>
  );
}
