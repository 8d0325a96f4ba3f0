import type { Act, Language } from '#shared/domain/hearing/state.ts';
import { words, type Words } from '#shared/domain/words.ts';
import { useRef } from 'react';
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
import { useActEditor } from './useActEditor.ts';

/** Makes the act out of what the machine recorded; a person edits it afterwards. */
export function ComposeAct({ hearingId, incidentId, language }: { hearingId: string; incidentId: string; language: Language }) {
  const { t } = useTranslation();
  const compose = useCommand('act.compose');
  const other: Language = language === 'kk' ? 'ru' : 'kk';
  /** The act asked for and not answered yet: pressed again after a lost link, it is the same act. */
  const asked = useRef<Partial<Record<Language, string>>>({});
  const make = async (chosen: Language) => {
    const actId = (asked.current[chosen] ??= crypto.randomUUID());
    if ((await compose.run({ hearingId, actId, incidentId, language: chosen })).ok) delete asked.current[chosen];
  };
  return (
    <div className={styles.buttons}>
      {[language, other].map((one) => (
        <Button key={one} icon="document" busy={compose.busy} onClick={() => void make(one)}>{t(`incidents.act.compose_${one}`)}</Button>
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
      {act.final || !acts ? <FinalText hearingId={hearingId} act={act} /> : <ActDraft hearingId={hearingId} act={act} />}
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
          <a key={file.path} download={file.path.split('/').at(-1)} href={mediaUrl(`/media/document/${hearingId}/${file.path}`)}>{file.path.split('/').at(-1)}</a>
        ))}
      </p>
    </>
  );
}

/** An act that is not final: its text, and what makes it final. */
export function ActDraft({ hearingId, act }: { hearingId: string; act: Act }) {
  const { t } = useTranslation();
  const editor = useActEditor(hearingId, act);
  return (
    <>
      <Field className={styles.draft} type="multiline" label={t('incidents.act.text')} value={editor.text} onChange={editor.type} />
      <div className={styles.buttons}>
        <Button disabled={!editor.changed} busy={editor.saving} onClick={() => void editor.save()}>{t('incidents.act.save')}</Button>
        <Button variant="primary" icon="check" busy={editor.finishing} onClick={() => void editor.finish()}>{t('incidents.act.finalise')}</Button>
        <span className={styles.facts}>{t('incidents.act.finalise_hint')}</span>
      </div>
      {editor.error && <ErrorNote error={editor.error} />}
    </>
  );
}
