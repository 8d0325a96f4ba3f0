import type { FindingView } from '#shared/contract/calls/procedure.ts';
import { words } from '#shared/domain/words.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOfficial } from '../../i18n/useOfficial.ts';
import { useWords } from '../../i18n/useWords.ts';
import { useCommand } from '../../stores/useCall.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import styles from './Prepare.module.css';

interface Props {
  hearingId: string;
  finding: FindingView;
  /** Whose, where that is not told beside it. */
  who?: string | null;
  acts: boolean;
}

/** Something that must not be and is; where the order lets somebody go on all the same, with a reason, the place to write that down. */
export function FindingNote({ hearingId, finding, who = null, acts }: Props) {
  const { t } = useTranslation();
  const say = useOfficial();
  const [open, setOpen] = useState(false);
  const { override, overriddenBy } = finding;
  const told = [say(finding.text), who, finding.shown.join(', ')].filter((word) => word !== null).join(' · ');
  if (override) return <p className={styles.overridden}><Icon name="check" /> {told} · {t('prepare.finding.overridden', { by: override.doneBy, reason: override.note })}</p>;
  return (
    <div className={styles.finding}>
      <p><Icon name="warning" /> {told}</p>
      {acts && overriddenBy !== null && !open && <Button onClick={() => setOpen(true)}>{t('prepare.finding.override')}</Button>}
      {open && overriddenBy !== null && <Override hearingId={hearingId} finding={finding} office={overriddenBy} onDone={() => setOpen(false)} />}
    </div>
  );
}

function Override({ hearingId, finding, office, onDone }: Pick<Props, 'hearingId' | 'finding'> & { office: keyof typeof words.office; onDone: () => void }) {
  const { t } = useTranslation();
  const name = useWords();
  const [decidedBy, setDecidedBy] = useState('');
  const [reason, setReason] = useState('');
  const override = useCommand('procedure.override');
  const keep = async (): Promise<void> => {
    const result = await override.run({ hearingId, condition: finding.key, participantId: finding.participantId, decidedBy, reason });
    if (result.ok) onDone();
  };
  return (
    <form className={styles.override} onSubmit={(event) => { event.preventDefault(); void keep(); }}>
      <Field label={t('prepare.finding.decided_by', { office: name(words.office[office]) })} value={decidedBy} onChange={setDecidedBy} autoFocus />
      <Field label={t('prepare.finding.reason')} value={reason} onChange={setReason} type="multiline" />
      <div className={styles.buttons}>
        <Button submit variant="primary" disabled={decidedBy.trim() === '' || reason.trim() === ''} busy={override.busy}>{t('prepare.finding.keep')}</Button>
        <Button onClick={onDone}>{t('common.back')}</Button>
      </div>
      {override.error && <ErrorNote error={override.error} />}
    </form>
  );
}
