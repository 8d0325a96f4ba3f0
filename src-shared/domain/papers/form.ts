import { ifConfirmed, titleSlot, type Slot } from '../../rules/schema/parts.ts';
import type { RuleFile } from '../../rules/schema/ruleFile.ts';
import type { Language } from '../hearing/state.ts';
import { heading, oneLine, toFillIn } from '../officialText.ts';

export type FormRule = RuleFile['documents'][number];

/** What is written into a form; what is not there is left to be filled in by hand. */
export type Filled = Partial<Record<Slot, string>>;

export const answers = ['confirmed', 'refused'] as const;
export type Answer = (typeof answers)[number];

/** As the form has it: to be struck out by hand while nobody has decided. */
const answerWords: Record<Language, Record<Answer | 'open', string>> = {
  kk: { confirmed: 'расталады', refused: 'расталмайды', open: 'расталады/расталмайды' },
  ru: { confirmed: 'подтверждается', refused: 'не подтверждается', open: 'подтверждается/не подтверждается' },
};

/** Does somebody have to decide whether it confirms or refuses? */
export const needsAnswer = (form: FormRule, language: Language): boolean => form.lines[language].some((line) => line.includes('{confirmed}'));

/** Filled once: what somebody typed is never read as a slot. */
const filled = (line: string, values: Filled): string => line.replaceAll(/\{(\w+)\}/g, (_, slot: Slot) => oneLine(values[slot] ?? '') || toFillIn);

/**
 * A form as its order prescribes it (K7 annexes 1 and 2), with what is known written in. `answer`: of an answer, what it is;
 * what follows a confirmation is left out of a refusal.
 */
export function fillForm(form: FormRule, language: Language, values: Filled, answer: Answer | null = null): string {
  const words = answerWords[language][answer ?? 'open'];
  const lines = form.lines[language].filter((line) => !line.startsWith(ifConfirmed) || answer !== 'refused');
  const text = lines.map((line) => (line === titleSlot ? heading(form.title[language]) : filled(line.replace(ifConfirmed, ''), { ...values, confirmed: words })));
  return `${text.join('\n')}\n`;
}
