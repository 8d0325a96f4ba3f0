import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { go } from '../../app/useRoute.ts';
import { addDays, parseDate } from '../../format/calendar.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import styles from './Day.module.css';

const show = (date: string, today: string) => go({ name: 'day', date: date === today ? null : date });

/** A day back, a day on, today, or any date typed as `dd.MM.yyyy`. */
export function DateSwitch({ date, today }: { date: string; today: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [typed, setTyped] = useState(() => format.dayText(date));
  const wanted = parseDate(typed);
  return (
    <form className={styles.dateSwitch} aria-label={t('day.choose_date')} onSubmit={(event) => { event.preventDefault(); if (wanted) show(wanted, today); }}>
      <Button label={t('day.day_before')} onClick={() => show(addDays(date, -1), today)}><Icon name="left" /></Button>
      <Field label={t('day.date')} value={typed} onChange={setTyped} numeric="date" problem={wanted ? null : t('day.no_such_date')} className={styles.dateField} />
      <Button label={t('day.day_after')} onClick={() => show(addDays(date, 1), today)}><Icon name="right" /></Button>
      <Button disabled={date === today} onClick={() => show(today, today)}>{t('day.today')}</Button>
    </form>
  );
}
