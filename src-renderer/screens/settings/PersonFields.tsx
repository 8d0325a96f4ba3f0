import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/Field.tsx';
import type { PersonDraft, PersonProblem } from './person.ts';

interface PersonFieldsProps {
  draft: PersonDraft;
  onChange: (draft: PersonDraft) => void;
  problem: PersonProblem | null;
}

export function PersonFields({ draft, onChange, problem }: PersonFieldsProps) {
  const { t } = useTranslation();
  const field = (name: keyof PersonDraft) => ({
    label: t(`settings.person.${name}`),
    value: draft[name],
    onChange: (value: string) => onChange({ ...draft, [name]: value }),
    problem: problem === name ? t(`settings.person_problem.${name}`) : null,
  });
  return (
    <>
      <Field {...field('name')} />
      <Field {...field('login')} />
      <Field {...field('password')} type="password" autoComplete="new-password" hint={t('settings.password_hint')} />
      <Field {...field('again')} type="password" autoComplete="new-password" />
    </>
  );
}
