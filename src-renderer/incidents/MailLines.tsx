import type { LinkView } from '#shared/contract/calls/notices.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/useFormat.ts';
import { StateSign } from '../ui/StateSign.tsx';
import styles from './Chain.module.css';

type Mail = LinkView['mails'][number];

/** Messages that nobody has taken: waiting, with why and when next, or refused. Who was told stands with the others who were. */
export function MailLines({ mails }: { mails: readonly Mail[] }) {
  const open = mails.filter(({ mail }) => mail.outcome?.kind !== 'accepted');
  if (open.length === 0) return null;
  return <ul className={styles.mails}>{open.map((each) => <MailLine key={each.mail.mailId} {...each} />)}</ul>;
}

function MailLine({ mail: { name, address, queuedAtMs, unsureAtMs, outcome }, tries }: Mail) {
  const { t } = useTranslation();
  const format = useFormat();
  const error = tries?.lastError ?? null;
  const became = outcome
    ? t('incidents.chain.mail.refused', { time: format.seconds(outcome.atMs), answer: outcome.answer })
    : t(`incidents.chain.mail.${error ? 'not_gone' : 'queued'}`, { time: format.seconds(queuedAtMs) });
  return (
    <li className={styles.record}>
      <StateSign tone={outcome || error ? 'bad' : 'plain'}>{name}, {address}: {became}</StateSign>
      {error && tries && <span className={styles.why}>{t(`errors.${error.code}.what`, { ...error.params })} {t(`errors.${error.code}.todo`)} {t('incidents.chain.mail.again', { time: format.seconds(tries.nextAttemptAtMs) })}</span>}
      {unsureAtMs !== null && <span className={styles.why}>{t('incidents.chain.mail.unsure', { time: format.seconds(unsureAtMs) })}</span>}
    </li>
  );
}
