import type { MailPerson } from '#shared/domain/mail.ts';
import { words } from '#shared/domain/words.ts';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../i18n/useWords.ts';
import { useCommand } from '../../stores/useCall.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { peopleIn, rowsOf, type PersonRow, type RowProblem } from './mailDraft.ts';
import { SavedNote } from './SavedNote.tsx';
import styles from './Settings.module.css';

type Office = MailPerson['office'];

interface Props {
  saved: readonly MailPerson[];
  atOnce: boolean;
  /** Whom orders in force want told. */
  offices: readonly Office[];
}

/** Who fills which office, with which addresses; and whether anybody is told without a person pressing for it. */
export function MailPeople({ saved, atOnce, offices }: Props) {
  const { t } = useTranslation();
  const save = useCommand('mail.savePeople');
  const [rows, setRows] = useState(() => rowsOf(saved));
  const [isAtOnce, setIsAtOnce] = useState(atOnce);
  const [problem, setProblem] = useState<RowProblem | null>(null);
  const [isStored, setIsStored] = useState(false);
  const change = (next: PersonRow[]) => {
    setRows(next);
    setProblem(null);
    setIsStored(false);
  };
  const store = async () => {
    const read = peopleIn(rows);
    if ('problem' in read) return setProblem(read.problem);
    if ((await save.run({ people: read.people, atOnce: isAtOnce })).ok) setIsStored(true);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.busy) void store();
  };
  const shown = [...new Set([...offices, ...rows.map(({ office }) => office)])];
  return (
    <Panel title={t('settings.mail.people')}>
      <form className={styles.stack} noValidate onSubmit={submit}>
        <p className={styles.quiet}>{t('settings.mail.people_means')}</p>
        {shown.map((office) => <OfficeRows key={office} office={office} rows={rows} problem={problem} onChange={change} />)}
        <label className={styles.tick}>
          <input type="checkbox" checked={isAtOnce} onChange={() => { setIsAtOnce(!isAtOnce); setIsStored(false); }} /> {t('settings.mail.at_once')}
        </label>
        <p className={styles.quiet}>{t('settings.mail.at_once_means')}</p>
        {save.error && <ErrorNote error={save.error} />}
        <div className={styles.row}>
          <Button submit variant="primary" busy={save.busy}>{t('settings.mail.save_people')}</Button>
          {isStored && <SavedNote />}
        </div>
      </form>
    </Panel>
  );
}

interface OfficeProps {
  office: Office;
  rows: readonly PersonRow[];
  problem: RowProblem | null;
  onChange: (rows: PersonRow[]) => void;
}

function OfficeRows({ office, rows, problem, onChange }: OfficeProps) {
  const { t } = useTranslation();
  const title = useWords()(words.office[office]);
  const own = rows.flatMap((row, i) => (row.office === office ? [{ row, i }] : []));
  return (
    <section className={styles.office} aria-label={title}>
      <header className={styles.officeHead}>
        <h3>{title}</h3>
        {own.length === 0 && <span className={styles.quiet}>{t('settings.mail.nobody')}</span>}
        <Button icon="plus" label={t('settings.mail.add_for', { office: title })} onClick={() => onChange([...rows, { office, name: '', addresses: '' }])}>{t('settings.mail.add')}</Button>
      </header>
      {own.map(({ row, i }) => (
        <PersonFields key={i} row={row} problem={problem?.row === i ? problem.field : null} onChange={(changed) => onChange(rows.with(i, changed))} onRemove={() => onChange(rows.toSpliced(i, 1))} />
      ))}
    </section>
  );
}

function PersonFields({ row, problem, onChange, onRemove }: { row: PersonRow; problem: RowProblem['field'] | null; onChange: (row: PersonRow) => void; onRemove: () => void }) {
  const { t } = useTranslation();
  const problemOf = (field: RowProblem['field']) => (problem === field ? t(`settings.mail.problem.${field}`) : null);
  return (
    <div className={styles.mailPerson}>
      <Field label={t('settings.mail.name')} value={row.name} onChange={(name) => onChange({ ...row, name })} problem={problemOf('name')} />
      <Field label={t('settings.mail.addresses')} value={row.addresses} onChange={(addresses) => onChange({ ...row, addresses })} problem={problemOf('addresses')} />
      <Button label={t('settings.mail.remove', { name: row.name })} onClick={onRemove}><Icon name="cross" /></Button>
    </div>
  );
}
