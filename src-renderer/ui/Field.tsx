import { useId, type HTMLInputAutoCompleteAttribute, type KeyboardEvent } from 'react';
import { cx } from './cx.ts';
import { numericOfKey, withDots, type NumericKind } from './digitKeys.ts';
import styles from './Field.module.css';

export interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string | undefined;
  /** What is wrong with it, in words. */
  problem?: string | null | undefined;
  type?: 'text' | 'password' | 'multiline';
  /** Times, case and id numbers (`digits`), dates and numbers: digits and signs come by the place of the key. */
  numeric?: NumericKind;
  required?: boolean;
  autoFocus?: boolean;
  autoComplete?: HTMLInputAutoCompleteAttribute;
  className?: string | undefined;
}

function typeDigit(event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>, kind: NumericKind, onChange: (value: string) => void): void {
  const digit = numericOfKey(event, kind);
  if (digit === null) return;
  event.preventDefault();
  const field = event.currentTarget;
  field.setRangeText(digit, field.selectionStart ?? field.value.length, field.selectionEnd ?? field.value.length, 'end');
  onChange(field.value);
}

/** A labelled field; hint and problem are read out with it. */
export function Field({ label, value, onChange, hint, problem, type = 'text', numeric, required = false, autoFocus = false, autoComplete = 'off', className }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  const change = (typed: string) => onChange(numeric === 'date' ? withDots(value, typed) : typed);
  const shared = {
    id, value, required, autoFocus, autoComplete, spellCheck: false,
    className: cx(styles.input, problem && styles.wrong),
    'aria-invalid': problem ? true : undefined,
    'aria-describedby': described || undefined,
    onChange: (event: { currentTarget: { value: string } }) => change(event.currentTarget.value),
    onKeyDown: numeric ? (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => typeDigit(event, numeric, change) : undefined,
  };
  return (
    <div className={cx(styles.field, className)}>
      <label htmlFor={id} className={styles.label}>{label}</label>
      {type === 'multiline' ? <textarea {...shared} rows={4} /> : <input {...shared} type={type} />}
      {hint && <p id={`${id}-hint`} className={styles.hint}>{hint}</p>}
      {problem && <p id={`${id}-problem`} className={styles.problem}>{problem}</p>}
    </div>
  );
}
