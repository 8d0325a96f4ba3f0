import type { Act, Language } from '#shared/domain/hearing/state.ts';
import { words, type Words } from '#shared/domain/words.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/useFormat.ts';
import { useWords } from '../i18n/useWords.ts';
import { mediaUrl } from '../stores/live.ts';
import { useCommand } from '../stores/useCall.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { Field } from '../ui/Field.tsx';
import { Icon } from '../ui/Icon.tsx';
import styles from './Incident.module.css';

/** Makes the act out of what the machine recorded; a person edits it afterwards. */
export function ComposeAct({ hearingId, incidentId, language }: { hearingId: string; incidentId: string; language: Language }) {
  const { t } = useTranslation();
  const compose = useCommand('act.compose');
  const other: Language = language === 'kk' ? 'ru' : 'kk';
  const make = (chosen: Language) => void compose.run({ hearingId, actId: crypto.randomUUID(), incidentId, language: chosen });
  return (
    <div className={styles.buttons}>
      {[language, other].map((one) => (
        <Button key={one} icon="document" busy={compose.busy} onClick={() => make(one)}>{t(`incidents.act.compose_${one}`)}</Button>
      ))}
      {compose.error && <ErrorNote error={compose.error} />}
    </div>
  );
}

interface Props {
  hearingId: string;
  act: Act;
  acts: boolean;
}

/** An act: edited in place while it is a draft, read and opened when it is final. */
export function ActCard({ hearingId, act, acts }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section className={styles.act} lang={act.language} aria-label={t('incidents.act.title')}>
      <header className={styles.head}>
        <Icon name={act.final ? 'check' : 'document'} />
        <h4 className={styles.subject}>{t('incidents.act.title')} · {act.language === 'kk' ? t('incidents.act.in_kk') : t('incidents.act.in_ru')}</h4>
        <p className={styles.state}>{act.final ? t('incidents.act.final_at', { time: format.dateTime(act.final.atMs) }) : t('incidents.act.draft')}</p>
      </header>
      <Signatories act={act} />
      {act.final || !acts ? <FinalText hearingId={hearingId} act={act} /> : <Draft hearingId={hearingId} act={act} />}
    </section>
  );
}

const offices: Record<string, Words> = words.office;

function Signatories({ act }: { act: Act }) {
  const { t } = useTranslation();
  const say = useWords();
  const names = act.signatories.map((office) => (offices[office] ? say(offices[office]) : office));
  return (
    <p className={styles.facts}>
      {t('incidents.act.signed_by')}: {names.join(', ')} · {act.clause}
    </p>
  );
}

function FinalText({ hearingId, act }: { hearingId: string; act: Act }) {
  return (
    <>
      <pre className={styles.text}>{act.text}</pre>
      <p className={styles.buttons}>
        {act.final?.files.map((file) => (
          <a key={file.path} href={mediaUrl(`/media/document/${hearingId}/${file.path}`)} target="_blank" rel="noreferrer">{file.path.split('/').at(-1)}</a>
        ))}
      </p>
    </>
  );
}

function Draft({ hearingId, act }: { hearingId: string; act: Act }) {
  const { t } = useTranslation();
  /** What was typed and is not kept yet; null shows what is kept. */
  const [typed, setTyped] = useState<string | null>(null);
  const edit = useCommand('act.edit');
  const finalise = useCommand('act.finalise');
  const text = typed ?? act.text;
  const changed = text !== act.text;
  const save = async () => {
    const result = await edit.run({ hearingId, actId: act.actId, text });
    if (result.ok) setTyped((now) => (now === text ? null : now));
    return result;
  };
  const finish = async () => {
    if (changed && !(await save()).ok) return;
    await finalise.run({ hearingId, actId: act.actId });
  };
  const error = edit.error ?? finalise.error;
  return (
    <>
      <Field className={styles.draft} type="multiline" label={t('incidents.act.text')} value={text} onChange={setTyped} />
      <div className={styles.buttons}>
        <Button disabled={!changed} busy={edit.busy} onClick={() => void save()}>{t('incidents.act.save')}</Button>
        <Button variant="primary" icon="check" busy={finalise.busy} onClick={() => void finish()}>{t('incidents.act.finalise')}</Button>
        <span className={styles.facts}>{t('incidents.act.finalise_hint')}</span>
      </div>
      {error && <ErrorNote error={error} />}
    </>
  );
}
