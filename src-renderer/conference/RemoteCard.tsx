import { isFastEnough, type Speed } from '#shared/conference/quality/speed.ts';
import type { ConferenceRoom, RemotePerson } from '#shared/contract/conference.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { remoteOf } from '#shared/domain/remote/remote.ts';
import { isEarlyForWitness } from '#shared/domain/remote/witnesses.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/useFormat.ts';
import { useCommand } from '../stores/useCall.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { Icon } from '../ui/Icon.tsx';
import { intoView } from '../ui/intoView.ts';
import { StateSign } from '../ui/StateSign.tsx';
import { Channels } from './Channels.tsx';
import { Comparison } from './Comparison.tsx';
import { CredentialsForm } from './CredentialsForm.tsx';
import { QualityNote } from './QualityNote.tsx';
import { problemWord, standing, toneOfStanding } from './standing.ts';
import styles from './RemoteCard.module.css';
import { PictureNote } from './PictureNote.tsx';
import { SoundNote } from './SoundNote.tsx';

interface Props {
  hearing: Hearing;
  participant: Participant;
  /** Null while no room is open for this hearing: then only the credentials can be seen to. */
  room: ConferenceRoom | null;
  acts: boolean;
  /** That photo and face were compared; null: no order asks for it. */
  isPhotoRecorded: boolean | null;
}

/** One of those elsewhere: are they there, does the connection carry, are they let in; and what the secretary does about it. */
export function RemoteCard({ hearing, participant, room, acts, isPhotoRecorded }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const person = room?.people.find(({ participantId }) => participantId === participant.id) ?? null;
  const isTest = room !== null && room.test !== null;
  const now = standing(remoteOf(hearing, participant.id), person, isTest);
  const whom = { hearingId: hearing.hearingId, participantId: participant.id };
  return (
    <div className={styles.card}>
      <p className={styles.state}>
        <StateSign tone={toneOfStanding[now]}>{t(`conference.standing.${now}`)}</StateSign>
        {person && <SoundNote sound={person.sound} hearing={hearing} />}
        {person && <PictureNote picture={person.picture} />}
        {person?.report && <Hints luminance={person.report.luminance} noiseDb={person.report.noiseDb} />}
      </p>
      {person?.report?.speed && <SpeedNote speed={person.report.speed} />}
      {person?.quality && <QualityNote quality={person.quality} />}
      <Comparison hearingId={hearing.hearingId} participant={participant} person={person} hasPage={room?.hasPage ?? false} isRecorded={isPhotoRecorded} />
      {person?.problem && <ProblemNote whom={whom} problem={person.problem} acts={acts} />}
      {person && room && !isTest && <Channels hearing={hearing} participant={participant} room={room} acts={acts} />}
      {acts && person && <Admission whom={whom} name={participant.name} person={person} isTest={isTest} isEarly={!isTest && isEarlyForWitness(hearing, participant)} />}
      {acts && <Button variant="quiet" icon="lock" expanded={isOpen} onClick={() => setOpen(!isOpen)}>{t('conference.credentials.title')}</Button>}
      {acts && isOpen && <CredentialsForm hearing={hearing} participant={participant} />}
    </div>
  );
}

interface Whom {
  hearingId: string;
  participantId: string;
}

function ProblemNote({ whom, problem, acts }: { whom: Whom; problem: NonNullable<RemotePerson['problem']>; acts: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { run, error } = useCommand('conference.answerProblem');
  return (
    <div className={styles.problem} role="alert">
      <span>{t('conference.problem', { at: format.time(problem.atMs), problem: t(`conference.problems.${problemWord(problem.text)}`) })}</span>
      {acts && <Button onClick={() => void run(whom)}>{t('conference.problem_seen')}</Button>}
      {error && <ErrorNote error={error} />}
    </div>
  );
}

/** On the court's word: in, out, silent, the link anew. Of who is neither there nor let in nothing can be ordered. */
export function Admission(props: AdmissionProps) {
  return props.person.hereSinceMs === null && !props.person.admitted ? null : <Orders {...props} />;
}

interface AdmissionProps {
  whom: Whom;
  name: string;
  person: RemotePerson;
  /** A witness, and none are called yet: letting in is asked about first, and not refused. */
  isEarly: boolean;
  isTest?: boolean;
}

function Orders({ whom, name, person: { admitted, muted, hereSinceMs }, isEarly, isTest = false }: AdmissionProps) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const admit = useCommand('conference.admit');
  const mute = useCommand('conference.mute');
  const renew = useCommand('conference.renew');
  const error = admit.error ?? mute.error ?? renew.error;
  const words = isTest ? 'conference.test.admit' : 'conference.admit';
  const letIn = (wanted: boolean): void => {
    setAsking(false);
    void admit.run({ ...whom, admitted: wanted });
  };
  return (
    <>
      <div className={styles.buttons}>
        <Button variant={admitted ? 'plain' : 'primary'} icon="door" busy={admit.busy} label={t(admitted ? 'conference.send_out_name' : `${words}_name`, { name })} onClick={() => (isEarly && !admitted ? setAsking(true) : letIn(!admitted))}>
          {t(admitted ? 'conference.send_out' : words)}
        </Button>
        {admitted && (
          <Button icon={muted ? 'microphone' : 'microphone_off'} pressed={muted} busy={mute.busy} onClick={() => void mute.run({ ...whom, muted: !muted })}>
            {t(muted ? 'conference.unmute' : 'conference.mute')}
          </Button>
        )}
        {hereSinceMs !== null && <Button variant="quiet" icon="refresh" busy={renew.busy} onClick={() => void renew.run(whom)}>{t('conference.renew')}</Button>}
      </div>
      {isAsking && isEarly && !admitted && (
        <div ref={intoView} className={styles.problem} role="alert">
          <Icon name="warning" /><span>{t('conference.early.why')}</span>
          <Button onClick={() => letIn(true)}>{t('conference.early.let_in')}</Button>
          <Button variant="quiet" onClick={() => setAsking(false)}>{t('conference.early.wait')}</Button>
        </div>
      )}
      {error && <ErrorNote error={error} />}
    </>
  );
}

/** What was measured before the hearing, against what the order demands (K7-38). */
function SpeedNote({ speed }: { speed: Speed }) {
  const { t } = useTranslation();
  const format = useFormat();
  const verdict = isFastEnough(speed) ? 'enough' : 'too_slow';
  return (
    <p>
      <StateSign tone={verdict === 'enough' ? 'good' : 'bad'}>
        {t('conference.speed.measured', { up: format.number(speed.upMbit, 1), down: format.number(speed.downMbit, 1), verdict: t(`conference.speed.${verdict}`) })}
      </StateSign>
    </p>
  );
}

function Hints({ luminance, noiseDb }: { luminance: number | null; noiseDb: number | null }) {
  const { t } = useTranslation();
  const said = [
    ...(luminance === null ? [] : [t('conference.luminance', { value: Math.round(luminance) })]),
    ...(noiseDb === null ? [] : [t('conference.noise', { value: Math.round(noiseDb) })]),
  ];
  return <span className={styles.hints}>{said.join(' · ')}</span>;
}
