import type { User } from '#shared/contract/schemas.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { TabTitle } from '../../ui/TabTitle.tsx';
import { afterwards, counts } from '../prepare/lines.ts';
import { StepDesk } from '../prepare/StepDesk.tsx';
import type { ProcedureQuery } from '../prepare/useProcedure.ts';

interface Props {
  hearing: Hearing;
  user: User;
  procedure: ProcedureQuery;
}

/** What the orders still demand when it is over: disc, custody, replication, what a failure left to do. */
export function DutiesTab({ hearing, user, procedure: { data, error } }: Props) {
  const { t } = useTranslation();
  if (error && !data) return <ErrorNote error={error} />;
  if (!data) return <p role="status">{t('common.starting')}</p>;
  return <StepDesk hearing={hearing} user={user} lines={afterwards(data.steps)} nowMs={data.nowMs} />;
}

export function DutiesTitle({ procedure: { data } }: Pick<Props, 'procedure'>) {
  const { t } = useTranslation();
  const { open, all } = counts(afterwards(data?.steps ?? []));
  return <TabTitle done={data !== null && open === 0} name={t('after.duties')} state={data ? t('prepare.done_of', { done: all - open, all }) : '–'} />;
}
