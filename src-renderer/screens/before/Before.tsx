import type { User } from '#shared/contract/schemas.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { IncidentsButton } from '../../incidents/IncidentsButton.tsx';
import { useConsoleClock } from '../../stores/useConsoleClock.ts';
import { Tabs } from '../../ui/Tabs.tsx';
import { TabTitle } from '../../ui/TabTitle.tsx';
import { Connect } from '../connect/Connect.tsx';
import { HearingHeader } from '../HearingHeader.tsx';
import { beforeTheDay, counts } from '../prepare/lines.ts';
import { Prepare } from '../prepare/Prepare.tsx';
import { useProcedure } from '../prepare/useProcedure.ts';
import { BeforeActions } from './BeforeActions.tsx';
import styles from './Before.module.css';
import { partToBeginWith } from './part.ts';

/** Before the opening: what the orders demand, and the hall with those who take part. What is needed now lies on top. */
export function Before({ hearing, user }: { hearing: Hearing; user: User }) {
  const { t } = useTranslation();
  const format = useFormat();
  const procedure = useProcedure(hearing);
  const { nowMs } = useConsoleClock(30_000);
  const lines = beforeTheDay(procedure.data?.steps ?? []);
  const { open, overdue, all } = counts(lines);
  const told = overdue > 0 ? t('prepare.overdue_count', { number: overdue }) : t('prepare.done_of', { done: all - open, all });
  const tabs = {
    prepare: {
      id: 'prepare',
      title: <TabTitle done={procedure.data !== null && open === 0} name={t('prepare.tab')} state={procedure.data ? told : '–'} />,
      content: <Prepare hearing={hearing} user={user} procedure={procedure} />,
    },
    connect: {
      id: 'connect',
      title: <TabTitle done={false} name={t('prepare.connect_tab')} state={format.dateTime(hearing.schedule.startsAtMs)} />,
      content: <Connect hearing={hearing} user={user} procedure={procedure} />,
    },
  };
  if (nowMs === null) return null;
  return (
    <div className={styles.screen}>
      <HearingHeader hearing={hearing}>
        <IncidentsButton />
        {user.role === 'secretary' && <BeforeActions hearing={hearing} />}
      </HearingHeader>
      <Tabs key={hearing.phase.name} label={t('prepare.parts')} tabs={[tabs.prepare, tabs.connect]} first={partToBeginWith(hearing, nowMs)} fills />
    </div>
  );
}
