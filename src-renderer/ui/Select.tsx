import { useId } from 'react';
import { cx } from './cx.ts';
import styles from './Field.module.css';

export interface SelectProps<V extends string> {
  label: string;
  value: V;
  options: readonly { value: V; label: string }[];
  onChange: (value: V) => void;
  className?: string | undefined;
}

/** The system's own list: every keyboard habit works in it, and it is never cut by the panel it stands in. */
export function Select<V extends string>({ label, value, options, onChange, className }: SelectProps<V>) {
  const id = useId();
  const choose = (chosen: string) => {
    const option = options.find((o) => o.value === chosen);
    if (option) onChange(option.value);
  };
  return (
    <div className={cx(styles.field, className)}>
      <label htmlFor={id} className={styles.label}>{label}</label>
      <select id={id} className={styles.input} value={value} onChange={(event) => choose(event.currentTarget.value)}>
        {options.map((o) => <option key={o.value} value={o.value}>{o.label}</option>)}
      </select>
    </div>
  );
}
