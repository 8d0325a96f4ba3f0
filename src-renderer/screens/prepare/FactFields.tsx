import { choiceWords, factUnits, factWords, yesNo } from '#shared/domain/procedure/factWords.ts';
import type { Words } from '#shared/domain/words.ts';
import { factKinds, type FactName } from '#shared/rules/schema/facts.ts';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../i18n/useWords.ts';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';

/** As typed or chosen; empty: not found out. */
export type TypedFacts = Partial<Record<FactName, string>>;

/** What is sent: only what was found out, each as its kind. */
export function foundOf(typed: TypedFacts): Record<string, string | number | boolean> {
  const found = Object.entries(typed).flatMap(([name, text]): [string, string | number | boolean][] => {
    const kind = factKinds[name as FactName];
    if (text === '') return [];
    if (kind === 'boolean') return [[name, text === 'yes']];
    if (kind !== 'number') return [[name, text]];
    const number = Number(text.replace(',', '.'));
    return Number.isFinite(number) ? [[name, number]] : [];
  });
  return Object.fromEntries(found);
}

export const typedOf = (values: Readonly<Record<string, unknown>>): TypedFacts =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)]));

interface Props {
  facts: readonly FactName[];
  typed: TypedFacts;
  onType: (typed: TypedFacts) => void;
}

/** A field for each thing that a step finds out. */
export function FactFields({ facts, typed, onType }: Props) {
  return facts.map((name) => <FactField key={name} name={name} value={typed[name] ?? ''} onChange={(value) => onType({ ...typed, [name]: value })} />);
}

function FactField({ name, value, onChange }: { name: FactName; value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  const say = useWords();
  const kind = factKinds[name];
  const unit = factUnits[name];
  const label = [factWords[name], ...(unit ? [unit] : [])].map(say).join(', ');
  if (kind === 'number') return <Field label={label} value={value} onChange={onChange} numeric="number" />;
  const choices = kind === 'boolean' ? Object.entries(yesNo) : kind.map((choice): [string, Words] => [choice, choiceWords(choice)]);
  const options = [{ value: '', label: t('prepare.found.unknown') }, ...choices.map(([value, word]) => ({ value, label: say(word) }))];
  return <Select label={label} value={value} options={options} onChange={onChange} />;
}
