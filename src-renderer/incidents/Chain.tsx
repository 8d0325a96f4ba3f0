import type { LinkView } from '#shared/contract/calls/notices.ts';
import type { Hearing, Incident } from '#shared/domain/hearing/state.ts';
import { words } from '#shared/domain/words.ts';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/useFormat.ts';
import { useOfficial } from '../i18n/useOfficial.ts';
import { useWords } from '../i18n/useWords.ts';
import { useQuery } from '../stores/useCall.ts';
import { useConsoleClock } from '../stores/useConsoleClock.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { StateSign, type Tone } from '../ui/StateSign.tsx';
import styles from './Chain.module.css';
import { Acknowledge, Tell } from './ChainForms.tsx';

const lookAgainMs = 30_000;

/** Whom the orders want told of this failure, in their order; each line opens to write down that it was done. */
export function Chain({ hearing, incident, acts }: { hearing: Hearing; incident: Incident; acts: boolean }) {
  const { t } = useTranslation();
  const { acts: written } = hearing;
  const { data, error, reload } = useQuery('incident.chain', { hearingId: hearing.hearingId, incidentId: incident.incidentId });
  useEffect(() => {
    if (incident && written) reload(); // whatever was told or resolved since, and whatever act was finished; not every mark
    const timer = setInterval(reload, lookAgainMs);
    return () => clearInterval(timer);
  }, [incident, written, reload]);
  if (data?.links.length === 0) return null;
  return (
    <section className={styles.chain} aria-label={t('incidents.chain.title')}>
      <h5 className={styles.title}>{t('incidents.chain.title')}</h5>
      {error && <ErrorNote error={error} onRetry={reload} />}
      <ol className={styles.links}>
        {data?.links.map((link) => <ChainLink key={link.key} hearingId={hearing.hearingId} incidentId={incident.incidentId} link={link} acts={acts} />)}
      </ol>
    </section>
  );
}

interface LinkProps {
  hearingId: string;
  incidentId: string;
  link: LinkView;
  acts: boolean;
}

function ChainLink({ hearingId, incidentId, link, acts }: LinkProps) {
  const [open, setOpen] = useState(false);
  const say = useOfficial();
  const writable = acts && link.fulfilledBy === 'notice' && link.state !== 'waiting';
  const head = (
    <>
      <span className={styles.text}>{say(link.text)}</span>
      <State link={link} />
    </>
  );
  return (
    <li className={styles.link} data-state={link.state}>
      {writable ? <button type="button" className={styles.head} aria-expanded={open} onClick={() => setOpen(!open)}>{head}</button> : <p className={styles.head}>{head}</p>}
      <Said link={link} />
      {open && writable && <Tell hearingId={hearingId} incidentId={incidentId} link={link} onTold={() => setOpen(false)} />}
      {open && writable && link.record && !link.record.acknowledged && <Acknowledge hearingId={hearingId} incidentId={incidentId} notice={link.key} onSaved={() => setOpen(false)} />}
    </li>
  );
}

const toneOf: Record<LinkView['state'], Tone> = { waiting: 'plain', due: 'plain', overdue: 'bad', done: 'good', late: 'good' };

/** What of it is done; of what is due with a term, how long is left, to the minute. */
function State({ link }: { link: LinkView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { nowMs } = useConsoleClock(1000);
  const { deadline, state, doneAtMs } = link;
  const runs = deadline !== null && (state === 'due' || state === 'overdue');
  const over = runs && nowMs !== null && nowMs >= deadline.dueMs;
  return (
    <StateSign tone={over ? 'bad' : toneOf[state]}>
      {t(`incidents.chain.state.${over ? 'overdue' : state}`, { time: doneAtMs === null ? '' : format.time(doneAtMs) })}
      {runs && ` · ${t('incidents.chain.until', { time: format.dateTime(deadline.dueMs) })}`}
      {runs && !over && nowMs !== null && <strong role="timer"> · {format.shortElapsed(deadline.dueMs - nowMs)}</strong>}
    </StateSign>
  );
}

/** Who tells whom; and once it was told, who it was, how and when, and what they answered. */
function Said({ link }: { link: LinkView }) {
  const { t } = useTranslation();
  const say = useWords();
  const format = useFormat();
  const { record } = link;
  const offices = `${say(words.office[link.from])} → ${link.to.map((office) => say(words.office[office])).join(', ')}`;
  return (
    <p className={styles.said}>
      {[link.fulfilledBy === 'act' ? null : offices, link.shown.join(', ')].filter((word) => word !== null && word !== '').join(' · ')}
      {record && <span className={styles.record}>{record.to}, {say(words.noticeWay[record.way])}, {format.dateTime(record.toldAtMs)}{record.note === '' ? '' : `. ${record.note}`}</span>}
      {record?.acknowledged && <span className={styles.record}>{t('incidents.chain.acknowledged', { time: format.dateTime(record.acknowledged.atMs) })}{record.acknowledged.note === '' ? '' : `. ${record.acknowledged.note}`}</span>}
    </p>
  );
}
