import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isFastEnough } from '#shared/conference/quality/speed.ts';
import type { ParticipantSession, Step } from './session.ts';
import { Video } from './Video.tsx';

type InRoom = Extract<Step, { name: 'room' }>;

const lockSign = 'M7 10V7a5 5 0 0 1 10 0v3h2v11H5V10zm2 0h6V7a3 3 0 0 0-6 0z';

const problems = ['no_sound', 'no_picture', 'bad_sound', 'other'] as const;

/** What is the matter just now, in one sentence; null when everything is as it should be. */
function trouble({ hallHere, link, isStopped, isClosed, isOver, testOver }: InRoom): 'stopped_closed' | 'stopped' | 'hall_away' | 'connecting' | 'reconnecting' | 'failed' | null {
  if (testOver || isOver) return null;
  if (isStopped) return isClosed ? 'stopped_closed' : 'stopped';
  if (link.name === 'reconnecting' || link.name === 'failed') return link.name;
  if (link.name === 'connected') return null;
  return hallHere ? 'connecting' : 'hall_away';
}

/** Where they are, and what that means. */
function place({ admitted, isRecorded, isTest, isOver, testOver, isForTalk }: InRoom): [string, string] {
  if (testOver) return ['test_over', 'test_over_more'];
  if (isOver) return ['over', 'over_more'];
  if (isTest) return admitted ? ['in_test', 'in_test_more'] : ['test_waiting', 'test_waiting_more'];
  if (isForTalk) return ['for_talk', 'for_talk_more'];
  return admitted ? ['in_session', isRecorded ? 'recorded' : 'not_recorded'] : ['waiting', 'waiting_more'];
}

/** Waiting room and hearing are one place: who is let in keeps the connection that was there. */
export function Room({ step, session }: { step: InRoom; session: ParticipantSession }) {
  const { t } = useTranslation();
  const wrong = trouble(step);
  const isTalk = step.channels.talksWith.length > 0;
  const isEnded = step.isStopped || step.isOver;
  return (
    <section className="room" data-admitted={step.admitted} data-link={step.link.name} data-talk={isTalk}>
      {isTalk ? <TalkState names={step.channels.talksWith} /> : <State step={step} isEnded={isEnded} />}
      {step.isBack && <p className="trouble" role="alert">{t(step.isForTalk ? 'room.talk_over_only' : 'room.talk_over')}</p>}
      {wrong && <p className="trouble" role="alert">{t(`room.${wrong}`)}</p>}
      {step.muted && !isTalk && !isEnded && <p className="trouble" role="status">{t('room.muted')}</p>}
      {!isTalk && <InterpretingNote channels={step.channels} />}
      {(!step.admitted || step.isTest) && !step.testOver && !isTalk && !isEnded && <SpeedNote step={step} onAgain={() => void session.measureSpeed()} />}
      <div className="pictures">
        <Video stream={step.hall} label={isTalk ? step.channels.talksWith.join(', ') : step.isForTalk ? '' : t('room.hall')} className="hall" muted={!step.admitted && !isTalk} />
        {!step.admitted && !step.isTest && !isTalk && !isEnded && <p className="later">{t(step.isForTalk ? 'room.talk_later' : 'room.hall_later')}</p>}
        <Video stream={step.devices.stream} label={t('room.self')} muted mirrored className="self" />
      </div>
      <ProblemButton onTell={(text) => session.tellProblem(text)} />
    </section>
  );
}

function State({ step, isEnded }: { step: InRoom; isEnded: boolean }) {
  const { t } = useTranslation();
  const [title, more] = place(step);
  return (
    <div className="state" data-recorded={step.admitted && step.isRecorded && !isEnded}>
      <h2 role="status">{t(`room.${title}`)}</h2>
      {(!isEnded || step.isOver) && <p>{t(`room.${more}`)}</p>}
    </div>
  );
}

/** Sign, frame and words: whoever talks here has to be sure of it. */
function TalkState({ names }: { names: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <div className="state talk">
      <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d={lockSign} fillRule="evenodd" /></svg>
      <div>
        <h2 role="status">{t('room.talk')}</h2>
        <p>{t('room.talk_more', { names: names.join(', ') })}</p>
      </div>
    </div>
  );
}

function InterpretingNote({ channels: { interpretsFor, interpretedBy } }: Pick<InRoom, 'channels'>) {
  const { t } = useTranslation();
  if (interpretsFor.length > 0) return <p className="note" role="status">{t('room.interprets', { names: interpretsFor.join(', ') })}</p>;
  return interpretedBy.length > 0 && <p className="note" role="status">{t('room.interpreted', { names: interpretedBy.join(', ') })}</p>;
}

/** What the connection carries, said in time for another one to be found. */
function SpeedNote({ step: { speed, link }, onAgain }: { step: InRoom; onAgain: () => void }) {
  const { t, i18n } = useTranslation();
  if (speed === 'not_yet' || link.name !== 'connected') return null;
  if (speed === 'measuring') return <p role="status">{t('room.speed.measuring')}</p>;
  const show = (mbit: number): string => mbit.toFixed(1).replace('.', i18n.language === 'en' ? '.' : ',');
  const verdict = speed === 'failed' ? 'failed' : isFastEnough(speed) ? 'enough' : 'too_slow';
  return (
    <div className={verdict === 'enough' ? 'speed' : 'speed trouble'} role="status" data-speed={verdict}>
      <span>{t(`room.speed.${verdict}`, speed === 'failed' ? {} : { down: show(speed.downMbit), up: show(speed.upMbit) })}</span>
      <button type="button" onClick={onAgain}>{t('room.speed.again')}</button>
    </div>
  );
}

function ProblemButton({ onTell }: { onTell: (text: string) => boolean }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [answer, setAnswer] = useState<'problem_sent' | 'not_sent' | null>(null);
  const tell = (problem: string) => {
    setAnswer(onTell(problem) ? 'problem_sent' : 'not_sent');
    setOpen(false);
  };
  return (
    <div className="problem">
      <button type="button" aria-expanded={isOpen} onClick={() => { setOpen(!isOpen); setAnswer(null); }}>{t('room.problem')}</button>
      {isOpen && problems.map((problem) => <button key={problem} type="button" onClick={() => tell(problem)}>{t(`room.problems.${problem}`)}</button>)}
      {answer && <p role="status">{t(`room.${answer}`)}</p>}
    </div>
  );
}
