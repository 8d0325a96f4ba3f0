import type { ConferenceRoom } from '#shared/contract/conference.ts';
import { systemActor } from '#shared/domain/actor.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { testedIn, testReport } from '#shared/domain/remote/testReport.ts';
import { testOutcome, type TestOutcome, type TestSession as Held } from '#shared/domain/remote/testSession.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/useFormat.ts';
import { useRoomOf } from '../stores/conference.ts';
import { useCommand } from '../stores/useCall.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { StateSign, type Tone } from '../ui/StateSign.tsx';
import { LinksNote } from './LinksNote.tsx';
import { RemoteCard } from './RemoteCard.tsx';
import styles from './TestSession.module.css';

interface Props {
  hearing: Hearing;
  acts: boolean;
}

/** Before the hearing: who was invited comes, sees, hears and is measured; what came of it stays with the hearing (K7-15(5), K185-13). */
export function TestSession({ hearing, acts }: Props) {
  const room = useRoomOf(hearing);
  const begin = useCommand('conference.beginTest');
  const { t } = useTranslation();
  const isBefore = hearing.phase.name === 'scheduled' && !hearing.starting;
  return (
    <div className={styles.test}>
      {room?.test && <Running hearing={hearing} room={room} test={room.test} acts={acts} />}
      {!room?.test && acts && isBefore && (
        <>
          <p className={styles.hint}>{t('conference.test.why')}</p>
          <Button icon="screen" busy={begin.busy} onClick={() => void begin.run({ hearingId: hearing.hearingId })}>{t('conference.test.begin')}</Button>
        </>
      )}
      {begin.error && <ErrorNote error={begin.error} />}
      {hearing.tests.toReversed().map((held) => <HeldNote key={held.fromMs} held={held} hearing={hearing} />)}
    </div>
  );
}

function Running({ hearing, room, test, acts }: Props & { room: ConferenceRoom; test: NonNullable<ConferenceRoom['test']> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const end = useCommand('conference.endTest');
  return (
    <>
      <p role="status">{t('conference.test.on', { since: format.time(test.sinceMs), by: test.begunBy })}</p>
      <LinksNote room={room} acts={acts} />
      <ul className={styles.people}>
        {hearing.schedule.participants.filter(({ attendance }) => attendance !== 'hall').map((participant) => (
          <li key={participant.id}>
            <span className={styles.name}>{participant.name}</span>
            <RemoteCard hearing={hearing} participant={participant} room={room} acts={acts} isPhotoRecorded />
          </li>
        ))}
      </ul>
      {acts && <Button variant="primary" icon="check" busy={end.busy} onClick={() => void end.run({ hearingId: hearing.hearingId })}>{t('conference.test.end')}</Button>}
      {end.error && <ErrorNote error={end.error} />}
    </>
  );
}

const toneOf: Record<TestOutcome, Tone> = { fit: 'good', not_measured: 'plain', one_way: 'plain', unfit: 'bad', no_link: 'bad', not_there: 'bad' };

function HeldNote({ held, hearing: { schedule: { participants, language } } }: { held: Held; hearing: Hearing }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { fromMs, untilMs, begunBy, by, people } = held;
  const said = [t('conference.test.held', { from: format.dateTime(fromMs), until: format.time(untilMs), by: begunBy }), ...(by.role === systemActor.role ? [t('conference.test.by_hearing')] : [])];
  return (
    <section className={styles.held} aria-label={said[0]}>
      <p className={styles.hint}>{said.join(' · ')}</p>
      {people.map((person) => {
        const outcome = testOutcome(person);
        return (
          <div key={person.participantId}>
            <StateSign tone={toneOf[outcome]}>{t(`conference.test.outcome.${outcome}`)}</StateSign>
            <p className={styles.hint}>{testReport([testedIn(person, participants)], language)}</p>
          </div>
        );
      })}
    </section>
  );
}
