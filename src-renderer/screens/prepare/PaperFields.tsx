import { words } from '#shared/domain/words.ts';
import type { Answer } from '#shared/domain/papers/form.ts';
import { paperWays, type PaperWay } from '#shared/domain/papers/paper.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../i18n/useWords.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { Panel } from '../../ui/Panel.tsx';
import styles from './Prepare.module.css';
import type { PaperDesk } from './usePaper.ts';

/** What a person fills into a form; beside it stands how it will print. */
export function PaperFields({ desk, title, onBack }: { desk: PaperDesk; title: string; onBack: () => void }) {
  const { t } = useTranslation();
  const { written, values, shown } = desk;
  if (!shown) return desk.error ? <ErrorNote error={desk.error} /> : null;
  return (
    <Panel title={title} aside={<Button variant="quiet" onClick={onBack}>{t('prepare.paper.back')}</Button>}>
      <div className={styles.form}>
        <div className={styles.buttons}>
          {(['kk', 'ru'] as const).map((language) => (
            <Button key={language} pressed={written.language === language} onClick={() => desk.write({ language, values: null })}>{t(`prepare.paper.in_${language}`)}</Button>
          ))}
        </div>
        {shown.needsAnswer && <AnswerChoice chosen={written.answer} onChoose={(answer) => desk.write({ answer })} />}
        {shown.slots.map((slot) => (
          <Field key={slot} label={t(`prepare.paper.slot.${slot}`)} value={values[slot] ?? ''} onChange={(value) => desk.write({ values: { ...values, [slot]: value } })} />
        ))}
        <Button disabled={!desk.changed} busy={desk.saving} onClick={() => void desk.save()}>{t('prepare.paper.save')}</Button>
        <Finish desk={desk} onSent={onBack} suggestedNumber={shown.suggestedNumber} signatories={shown.signatories} />
        {desk.error && <ErrorNote error={desk.error} />}
      </div>
    </Panel>
  );
}

function AnswerChoice({ chosen, onChoose }: { chosen: Answer | null; onChoose: (answer: Answer) => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.buttons} role="group" aria-label={t('prepare.paper.answer')}>
      {(['confirmed', 'refused'] as const).map((answer) => (
        <Button key={answer} pressed={chosen === answer} onClick={() => onChoose(answer)}>{t(`prepare.paper.${answer}`)}</Button>
      ))}
    </div>
  );
}

/** With its number and whoever signed it, it goes out; from then on it does not change. */
function Finish({ desk, onSent, suggestedNumber, signatories }: { desk: PaperDesk; onSent: () => void; suggestedNumber: string; signatories: readonly (keyof typeof words.office)[] }) {
  const { t } = useTranslation();
  const name = useWords();
  const [typedNumber, setNumber] = useState<string | null>(null);
  const [signedBy, setSignedBy] = useState('');
  const [way, setWay] = useState<PaperWay | ''>(''); // nobody is taken to have sent it in a way that he did not say
  const number = typedNumber ?? suggestedNumber;
  const send = async (): Promise<void> => { if (way !== '' && (await desk.finish(number, signedBy, way))) onSent(); };
  const complete = number.trim() !== '' && signedBy.trim() !== '' && way !== '';
  return (
    <>
      <Field label={t('prepare.paper.number')} value={number} onChange={setNumber} />
      <Field label={t('prepare.paper.signed_by', { office: signatories.map((office) => name(words.office[office])).join(', ') })} value={signedBy} onChange={setSignedBy} />
      <Select label={t('prepare.paper.way')} value={way} options={[{ value: '', label: '–' }, ...paperWays.map((value) => ({ value, label: name(words.paperWay[value]) }))]} onChange={setWay} />
      <Button variant="primary" icon="check" disabled={!complete} busy={desk.finishing} onClick={() => void send()}>{t('prepare.paper.finish')}</Button>
      <p className={styles.basis}>{t('prepare.paper.finish_means')}</p>
    </>
  );
}
