import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { session } from '../../stores/live.ts';
import { useCommand } from '../../stores/useCall.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { CourtServerFields, courtServerProblems, type CourtServerDraft } from '../settings/CourtServerFields.tsx';
import { HallEditor } from '../settings/HallEditor.tsx';
import { emptyHall, hallOf, type HallDraft, type HallProblem } from '../settings/hallDraft.ts';
import { emptyPerson, personProblem, type PersonProblem } from '../settings/person.ts';
import { PersonFields } from '../settings/PersonFields.tsx';
import { Steps } from './Steps.tsx';
import styles from './Wizard.module.css';

const steps = ['hall', 'administrator', 'server'] as const;

/** Three steps, nothing saved before the last; going back loses nothing. */
export function SetupSteps({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation();
  const complete = useCommand('setup.complete');
  const [at, setAt] = useState(0);
  const [hall, setHall] = useState<HallDraft>(emptyHall);
  const [hallProblem, setHallProblem] = useState<HallProblem | null>(null);
  const [person, setPerson] = useState(emptyPerson);
  const [badPerson, setBadPerson] = useState<PersonProblem | null>(null);
  const [server, setServer] = useState<CourtServerDraft>({ url: '', deviceToken: '' });
  const [asked, setAsked] = useState(false);

  const checkHall = () => {
    const made = hallOf(hall);
    setHallProblem(made.ok ? null : made.problem);
    if (made.ok) setAt(1);
  };
  const checkPerson = () => {
    const found = personProblem(person);
    setBadPerson(found);
    if (!found) setAt(2);
  };
  const finish = async (courtServer: CourtServerDraft | null) => {
    const made = hallOf(hall);
    if (!made.ok) return setAt(0);
    const { name, login, password } = person;
    const result = await complete.run({ hall: made.hall, administrator: { name, login, password }, courtServer });
    if (!result.ok) return;
    await session.prepare();
    await session.login(login.trim(), password);
  };
  const checkServer = () => {
    setAsked(true);
    const problems = courtServerProblems(server);
    if (!problems.url && !problems.deviceToken) void finish(server);
  };
  const next = [checkHall, checkPerson, checkServer][at] ?? checkServer;
  const step = steps[at] ?? 'server';
  return (
    <form className={styles.stack} onSubmit={(event) => { event.preventDefault(); next(); }}>
      <Steps names={steps.map((name) => t(`wizard.step.${name}`))} at={at} />
      <h1>{t(`wizard.title.${step}`)}</h1>
      {step === 'hall' && <HallEditor draft={hall} onChange={setHall} problem={hallProblem} />}
      {step === 'administrator' && <div className={styles.narrow}><PersonFields draft={person} onChange={setPerson} problem={badPerson} /></div>}
      {step === 'server' && <div className={styles.narrow}><CourtServerFields draft={server} onChange={setServer} asked={asked} /></div>}
      {complete.error && <ErrorNote error={complete.error} />}
      <div className={styles.buttons}>
        <Button onClick={() => (at === 0 ? onLeave() : setAt(at - 1))}>{t('common.back')}</Button>
        <Button submit variant="primary" busy={complete.busy}>{t(step === 'server' ? 'wizard.finish' : 'common.next')}</Button>
        {step === 'server' && <Button busy={complete.busy} onClick={() => void finish(null)}>{t('wizard.without_server')}</Button>}
      </div>
    </form>
  );
}
