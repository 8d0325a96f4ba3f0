import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useTranslation } from 'react-i18next';
import { go } from '../../app/useRoute.ts';
import { useFormat } from '../../format/useFormat.ts';
import { useCommand, useQuery } from '../../stores/useCall.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';

/** The hearing that a postponed one goes on as: its own terms run only once it stands in the schedule. The court server's own row is taken for it later. */
export function NextHearing({ hearing, atMs, adds }: { hearing: Hearing; atMs: number; adds: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { schedule } = hearing;
  const day = useQuery('schedule.day', { date: format.dayOf(atMs) });
  const add = useCommand('schedule.add');
  const next = day.data?.hearings.find((other) => other.hearingId !== hearing.hearingId && other.schedule.caseNumber === schedule.caseNumber);
  const save = async () => {
    const added = await add.run({ schedule: { ...schedule, startsAtMs: atMs } });
    if (added.ok) go({ name: 'hearing', hearingId: added.value.hearingId });
  };
  if (next) return <Button icon="calendar" onClick={() => go({ name: 'hearing', hearingId: next.hearingId })}>{t('after.next_hearing.show')}</Button>;
  return (
    <>
      {adds && day.data && <Button variant="primary" icon="calendar" busy={add.busy} onClick={() => void save()}>{t('after.next_hearing.add')}</Button>}
      {add.error && <ErrorNote error={add.error} />}
    </>
  );
}
