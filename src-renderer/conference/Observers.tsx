import type { ObserversStanding } from '#shared/contract/calls/observers.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { isOpenToObservers, observation } from '#shared/domain/observers/observers.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useObserversOf } from '../stores/observers.ts';
import { useCommand } from '../stores/useCall.ts';
import { Button } from '../ui/Button.tsx';
import { CopyText } from '../ui/CopyText.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { Icon } from '../ui/Icon.tsx';
import styles from './Observers.module.css';

/** Who watches the open hearing by the court's permission (K7-33, GP-5): one word with the number, and what can be done on pressing it. */
export function Observers({ hearing, acts }: { hearing: Hearing; acts: boolean }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const standing = useObserversOf(hearing.hearingId);
  const isAllowed = observation(hearing) !== null;
  if (!isAllowed && (!acts || !isOpenToObservers(hearing))) return null;
  return (
    <div className={styles.observers} data-observers={isAllowed ? (standing?.state ?? 'unknown') : 'none'} data-count={standing?.count ?? undefined}>
      <button type="button" className={styles.word} aria-expanded={acts ? isOpen : undefined} disabled={!acts} onClick={() => setOpen(!isOpen)}>
        <Icon name="eye" />{isAllowed ? <Standing standing={standing} /> : t('conference.observers.none')}
      </button>
      {acts && isOpen && <Permission hearingId={hearing.hearingId} isAllowed={isAllowed} url={standing?.url ?? null} />}
    </div>
  );
}

function Standing({ standing }: { standing: ObserversStanding | null }) {
  const { t } = useTranslation();
  if (!standing || standing.line === 'connecting') return t('conference.observers.unknown');
  if (standing.line !== 'open') return t(`conference.observers.line_${standing.line}`);
  return standing.state === 'live' ? t('conference.observers.watching', { count: standing.count ?? 0 }) : t(`conference.observers.${standing.state}`);
}

function Permission({ hearingId, isAllowed, url }: { hearingId: string; isAllowed: boolean; url: string | null }) {
  const { t } = useTranslation();
  const allow = useCommand('observers.allow');
  const end = useCommand('observers.end');
  const error = allow.error ?? end.error;
  return (
    <div className={styles.permission}>
      <p className={styles.hint}>{t(isAllowed ? 'conference.observers.publish' : 'conference.observers.on_the_word')}</p>
      {isAllowed && url !== null && <div className={styles.address}><CopyText text={url} /></div>}
      {isAllowed
        ? <Button icon="lock" busy={end.busy} onClick={() => void end.run({ hearingId })}>{t('conference.observers.end')}</Button>
        : <Button icon="eye" busy={allow.busy} onClick={() => void allow.run({ hearingId })}>{t('conference.observers.allow')}</Button>}
      {error && <ErrorNote error={error} />}
    </div>
  );
}
