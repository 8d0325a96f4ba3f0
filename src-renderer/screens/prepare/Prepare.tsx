import type { User } from '#shared/contract/schemas.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { ClashNote } from './ClashNote.tsx';
import { FindingNote } from './FindingNote.tsx';
import { beforeTheDay, idOf } from './lines.ts';
import { StepDesk } from './StepDesk.tsx';
import type { ProcedureQuery } from './useProcedure.ts';

/** What the orders demand before the day and on it, and what stands in the way. */
export function Prepare({ hearing, user, procedure }: { hearing: Hearing; user: User; procedure: ProcedureQuery }) {
  const { t } = useTranslation();
  const { data, error } = procedure;
  if (error && !data) return <ErrorNote error={error} />;
  if (!data) return <p role="status">{t('common.starting')}</p>;
  const people = hearing.schedule.participants;
  return (
    <StepDesk hearing={hearing} user={user} lines={beforeTheDay(data.steps)} nowMs={data.nowMs}>
      {data.findings.map((finding) => (
        <FindingNote key={idOf(finding)} hearingId={hearing.hearingId} finding={finding} who={people.find(({ id }) => id === finding.participantId)?.name ?? null} acts={user.role !== 'judge'} />
      ))}
      {data.clashes.map((clash) => <ClashNote key={clash.hearingId} clash={clash} />)}
    </StepDesk>
  );
}
