import type { Hearing } from '#shared/domain/hearing/state.ts';
import { remoteOf } from '#shared/domain/remote/remote.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/useFormat.ts';
import { useCommand } from '../stores/useCall.ts';
import { Button } from '../ui/Button.tsx';
import { CopyText } from '../ui/CopyText.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import styles from './RemoteCard.module.css';

interface Issued {
  login: string;
  password: string;
  url: string;
}

/** Login and password for one person (K7-15(4)). The password is shown now and never again: who has lost it gets a new one. */
export function CredentialsForm({ hearing, participant }: { hearing: Hearing; participant: Participant }) {
  const { t } = useTranslation();
  const format = useFormat();
  const invite = useCommand('conference.invite');
  const revoke = useCommand('conference.revoke');
  const [issued, setIssued] = useState<Issued | null>(null);
  const { invitation } = remoteOf(hearing, participant.id);
  const target = { hearingId: hearing.hearingId, participantId: participant.id };
  const issue = async (): Promise<void> => {
    const result = await invite.run(target);
    if (result.ok) setIssued(result.value);
  };
  const end = async (): Promise<void> => {
    setIssued(null);
    await revoke.run({ ...target, why: 'revoked' });
  };
  const error = invite.error ?? revoke.error;
  return (
    <div className={styles.credentials}>
      {invitation && <p className={styles.hints}>{t('conference.credentials.valid', { login: invitation.login, until: format.dateTime(invitation.untilMs) })}</p>}
      {issued && invitation?.login === issued.login && (
        <div className={styles.issued}>
          <p>{t('conference.credentials.once')}</p>
          <CopyText text={issued.url} />
          <CopyText text={`${issued.login} ${issued.password}`} />
        </div>
      )}
      <div className={styles.buttons}>
        <Button icon="lock" busy={invite.busy} onClick={() => void issue()}>{t(invitation ? 'conference.credentials.again' : 'conference.credentials.issue')}</Button>
        {invitation && <Button variant="quiet" busy={revoke.busy} onClick={() => void end()}>{t('conference.credentials.revoke')}</Button>}
      </div>
      {error && <ErrorNote error={error} />}
    </div>
  );
}
