import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { InvitedTo } from '#shared/conference/messages.ts';
import { DeviceCheck } from './DeviceCheck.tsx';
import type { Refusal } from './join.ts';
import { Room } from './Room.tsx';
import type { ParticipantSession, Step } from './session.ts';
import { languageNames, languages, speak } from './words.ts';

export function App({ session }: { session: ParticipantSession }) {
  const step = useStore(session.store, (s) => s.step);
  const { t } = useTranslation();
  useEffect(() => { document.title = t('title'); }, [t]);
  return (
    <div className="page" data-step={step.name}>
      <header>
        <h1>{'to' in step ? t('hearing.case', { number: step.to.caseNumber }) : t('title')}</h1>
        {'to' in step && <HearingLine to={step.to} />}
        <Languages />
      </header>
      <main><StepView step={step} session={session} /></main>
    </div>
  );
}

function StepView({ step, session }: { step: Step; session: ParticipantSession }) {
  switch (step.name) {
    case 'join': return <Join busy={step.busy} refusal={step.refusal} onJoin={(login, password) => void session.join(login, password)} />;
    case 'devices': return <DeviceCheck step={step} session={session} />;
    case 'room': return <Room step={step} session={session} />;
    default: return <Ended refusal={step.refusal} onAgain={() => session.leave()} />;
  }
}

function HearingLine({ to }: { to: InvitedTo }) {
  const { t } = useTranslation();
  return <p className="hearing">{[to.court, to.hall, t('hearing.starts', { at: useMoment(to.startsAtMs) }), t('hearing.you', { name: to.name })].join(' · ')}</p>;
}

export function Languages() {
  const { t, i18n } = useTranslation();
  return (
    <nav aria-label={t('language')}>
      {languages.map((language) => (
        <button key={language} type="button" lang={language} aria-pressed={i18n.language === language} onClick={() => speak(language)}>{languageNames[language]}</button>
      ))}
    </nav>
  );
}

/** Day and time where the person is; browsers know no Kazakh months, so numbers it is. */
export function useMoment(atMs: number): string {
  return new Intl.DateTimeFormat('ru', { day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit' }).format(atMs);
}

function RefusalNote({ refusal }: { refusal: Refusal }) {
  const { t, i18n } = useTranslation();
  const key = `refused.${refusal.code}`;
  const at = useMoment(refusal.atMs ?? 0);
  const isCalm = refusal.code === 'closed'; // as it should be
  return <p className={isCalm ? 'note' : 'refusal'} role={isCalm ? 'status' : 'alert'}>{i18n.exists(key) ? t(key, { at }) : t('refused.other', { code: refusal.code })}</p>;
}

function Join({ busy, refusal, onJoin }: { busy: boolean; refusal: Refusal | null; onJoin: (login: string, password: string) => void }) {
  const { t } = useTranslation();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onJoin(login, password);
  };
  return (
    <form className="card" onSubmit={submit}>
      <p>{t('join.lead')}</p>
      <label>{t('join.login')}<input value={login} onChange={(e) => setLogin(e.target.value)} inputMode="numeric" autoComplete="off" required maxLength={20} /></label>
      <label>{t('join.password')}<input value={password} onChange={(e) => setPassword(e.target.value)} autoCapitalize="none" autoComplete="off" spellCheck={false} required maxLength={40} /></label>
      {refusal && <RefusalNote refusal={refusal} />}
      <button type="submit" className="main" disabled={busy}>{t(busy ? 'join.entering' : 'join.enter')}</button>
    </form>
  );
}

function Ended({ refusal, onAgain }: { refusal: Refusal; onAgain: () => void }) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="card">
      <h2 ref={heading} tabIndex={-1}>{t('ended.title')}</h2>
      <RefusalNote refusal={refusal} />
      <button type="button" onClick={onAgain}>{t('ended.enter_again')}</button>
    </section>
  );
}
