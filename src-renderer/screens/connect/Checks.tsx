import type { ChecklistLineView, FindingView } from '#shared/contract/calls/procedure.ts';
import type { StepValues } from '#shared/domain/hearing/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOfficial } from '../../i18n/useOfficial.ts';
import { Clauses } from '../../ui/Clauses.tsx';
import { StateSign } from '../../ui/StateSign.tsx';
import { FindingNote } from '../prepare/FindingNote.tsx';
import { idOf, toneOf } from '../prepare/lines.ts';
import { RecordStep } from '../prepare/RecordStep.tsx';
import styles from './Connect.module.css';

interface Props {
  hearingId: string;
  /** Of one participant, or of the hearing as a whole. */
  lines: readonly ChecklistLineView[];
  findings: readonly FindingView[];
  /** What the console has measured itself. */
  measured?: StepValues;
  /** This person may write; others read. */
  acts: boolean;
}

/** What has to be checked of somebody who takes part, each line a button under which it is written down; and what must not be and is. */
export function Checks({ hearingId, lines, findings, measured = {}, acts }: Props) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <>
      {findings.map((finding) => <FindingNote key={finding.key} hearingId={hearingId} finding={finding} acts={acts} />)}
      <ul className={styles.checks}>
        {lines.map((line) => (
          <li key={idOf(line)}>
            <CheckButton line={line} open={open === line.key} onToggle={() => setOpen(open === line.key ? null : line.key)} />
            {acts && open === line.key && <RecordStep hearingId={hearingId} line={line} measured={measuredOf(line, measured)} onRecorded={() => setOpen(null)} />}
          </li>
        ))}
      </ul>
    </>
  );
}

const measuredOf = ({ finds }: ChecklistLineView, measured: StepValues): StepValues =>
  Object.fromEntries(Object.entries(measured).filter(([fact]) => finds.some((name) => name === fact)));

function CheckButton({ line, open, onToggle }: { line: ChecklistLineView; open: boolean; onToggle: () => void }) {
  const { t } = useTranslation();
  const say = useOfficial();
  return (
    <button type="button" className={styles.check} aria-expanded={open} onClick={onToggle}>
      <span className={styles.checkText}>{say(line.text)}</span>
      <span className={styles.role}><Clauses of={line.shown} /></span>
      <StateSign tone={toneOf[line.state]}>{t(`prepare.state.${line.state}`)}</StateSign>
    </button>
  );
}
