import type { User } from '#shared/contract/schemas.ts';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { useStatus } from '../../stores/live.ts';
import { useCommand, useQuery } from '../../stores/useCall.ts';
import { useConsoleClock } from '../../stores/useConsoleClock.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { AddHearing } from './AddHearing.tsx';
import { DateSwitch } from './DateSwitch.tsx';
import { Deadlines } from './Deadlines.tsx';
import { HallReadiness } from './HallReadiness.tsx';
import { HearingList } from './HearingList.tsx';
import { NextStepPanel } from './NextStepPanel.tsx';
import { Unfinished } from './Unfinished.tsx';
import styles from './Day.module.css';

const lookAgainMs = 10_000;

/** The working day: its hearings, the hall, what is left undone, and one next step. */
export function Day({ date, user }: { date: string | null; user: User }) {
  const { t } = useTranslation();
  const format = useFormat();
  const clock = useConsoleClock(lookAgainMs);
  const [openedAtMs] = useState(Date.now);
  const nowMs = clock.nowMs ?? openedAtMs;
  const today = format.dayOf(nowMs);
  const shown = date ?? today;
  const day = useQuery('schedule.day', { date: shown });
  const refresh = useCommand('schedule.refresh');
  const [adding, setAdding] = useState(false);
  const currentHearingId = useStatus((s) => s.status?.currentHearingId ?? null);
  const { reload } = day;
  useEffect(() => {
    const timer = setInterval(reload, lookAgainMs);
    return () => clearInterval(timer);
  }, [reload]);
  useEffect(reload, [reload, currentHearingId]);

  const fetchDay = async () => {
    await refresh.run({ date: shown });
    reload();
  };
  const hearings = day.data?.hearings ?? [];
  const fetchedAtMs = day.data?.fetchedAtMs ?? null;
  return (
    <div className={styles.day}>
      <header className={styles.header}>
        <div>
          <h1>{format.longDate(shown)}</h1>
          <p className={styles.weekday}>{format.weekday(shown)}</p>
        </div>
        <DateSwitch key={shown} date={shown} today={today} />
        <div className={styles.actions}>
          {user.role !== 'judge' && <Button icon="refresh" busy={refresh.busy} onClick={() => void fetchDay()}>{t('day.refresh')}</Button>}
          {user.role === 'secretary' && <Button icon="plus" pressed={adding} onClick={() => setAdding(!adding)}>{t('day.add')}</Button>}
        </div>
      </header>
      <div className={styles.columns}>
        <div className={styles.list}>
          {refresh.error && <ErrorNote error={refresh.error} onRetry={() => void fetchDay()} />}
          {day.error && <ErrorNote error={day.error} onRetry={reload} />}
          {adding && <AddHearing date={shown} user={user} onDone={() => { setAdding(false); reload(); }} />}
          <HearingList hearings={hearings} loading={day.data === null} />
          <p className={styles.fetched}>
            {fetchedAtMs === null ? t('day.never_fetched') : t('day.fetched_at', { time: format.dateTime(fetchedAtMs) })}
          </p>
        </div>
        <aside className={styles.side} aria-label={t('day.overview')}>
          {user.role === 'secretary' && shown === today && <NextStepPanel hearings={hearings} nowMs={nowMs} onFetch={() => void fetchDay()} />}
          <Deadlines />
          <Unfinished hearings={hearings} />
          <HallReadiness />
        </aside>
      </div>
    </div>
  );
}
