import type { LinkView } from '#shared/contract/calls/notices.ts';
import type { Hearing, Incident, NoticeRecord } from '#shared/domain/hearing/state.ts';
import { words } from '#shared/domain/words.ts';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/useFormat.ts';
import { useOfficial } from '../i18n/useOfficial.ts';
import { useWords } from '../i18n/useWords.ts';
import { useQuery } from '../stores/useCall.ts';
import { useConsoleClock } from '../stores/useConsoleClock.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { StateSign, type Tone } from '../ui/StateSign.tsx';
import styles from './Chain.module.css';
import { Acknowledge, Tell } from './ChainForms.tsx';
import { MailForm } from './MailForm.tsx';
import { MailLines } from './MailLines.tsx';

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

/** What a link is opened for: to write down that somebody was told, or to tell them by e-mail. */
type Opened = 'tell' | 'mail' | null;

function ChainLink({ hearingId, incidentId, link, acts }: LinkProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<Opened>(null);
  const say = useOfficial();
  const writable = acts && link.fulfilledBy === 'notice' && link.state !== 'waiting';
  const toggle = (what: Opened) => setOpened(opened === what ? null : what);
  const close = () => setOpened(null);
  const head = (
    <>
      <span className={styles.text}>{say(link.text)}</span>
      <State link={link} />
    </>
  );
  return (
    <li className={styles.link} data-state={link.state}>
      {writable ? <button type="button" className={styles.head} aria-expanded={opened === 'tell'} onClick={() => toggle('tell')}>{head}</button> : <p className={styles.head}>{head}</p>}
      <Said link={link} />
      <MailLines mails={link.mails} />
      {writable && canMail(link) && <Button className={styles.mail} icon="mail" pressed={opened === 'mail'} onClick={() => toggle('mail')}>{t('incidents.chain.mail.tell')}</Button>}
      {opened === 'mail' && writable && <MailForm hearingId={hearingId} incidentId={incidentId} link={link} onSent={close} />}
      {opened === 'tell' && writable && <Tell hearingId={hearingId} incidentId={incidentId} link={link} onTold={close} />}
      {opened === 'tell' && writable && link.records.filter(({ acknowledged }) => !acknowledged).map((record) => (
        <Acknowledge key={record.mail?.mailId ?? ''} hearingId={hearingId} incidentId={incidentId} record={record} onSaved={close} />
      ))}
    </li>
  );
}

/** While a message waits for the mail server, another would be the same once more. */
const canMail = ({ byMail, state, mails }: LinkView): boolean => byMail && (state === 'due' || state === 'overdue') && mails.every(({ mail }) => mail.outcome !== null);

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

/** Who tells whom; and once they were told, who it was, how and when, and what they answered. */
function Said({ link }: { link: LinkView }) {
  const say = useWords();
  const offices = `${say(words.office[link.from])} → ${link.to.map((office) => say(words.office[office])).join(', ')}`;
  return (
    <div className={styles.said}>
      <p>{[link.fulfilledBy === 'act' ? null : offices, link.shown.join(', ')].filter((word) => word !== null && word !== '').join(' · ')}</p>
      {link.records.map((record) => <Told key={record.mail?.mailId ?? ''} record={record} />)}
    </div>
  );
}

function Told({ record: { to, way, toldAtMs, note, mail, acknowledged } }: { record: NoticeRecord }) {
  const { t } = useTranslation();
  const say = useWords();
  const format = useFormat();
  const told = [to, mail?.address, say(words.noticeWay[way]), format.dateTime(toldAtMs), mail && t('incidents.chain.mail.accepted', { answer: mail.answer })];
  const withNote = (text: string, more: string) => (more === '' ? text : `${text}. ${more}`);
  return (
    <>
      <span className={styles.record}>{withNote(told.filter(Boolean).join(', '), note)}</span>
      {acknowledged && <span className={styles.record}>{withNote(t('incidents.chain.acknowledged', { time: format.dateTime(acknowledged.atMs) }), acknowledged.note)}</span>}
    </>
  );
}
