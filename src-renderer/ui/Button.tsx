import type { ReactNode, Ref } from 'react';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import { KeyCap } from './KeyCap.tsx';
import styles from './Button.module.css';

export interface ButtonProps {
  children: ReactNode;
  onClick?: () => void;
  variant?: 'plain' | 'primary' | 'quiet';
  size?: 'normal' | 'large';
  icon?: IconName | undefined;
  /** As printed: `F6`. */
  keyCap?: string | undefined;
  /** As `aria-keyshortcuts` wants it, where it differs from the cap: `Control+E`. */
  keyShortcut?: string | undefined;
  /** Under way: stays focusable, does nothing. */
  busy?: boolean;
  disabled?: boolean;
  pressed?: boolean | undefined;
  /** It opens and closes something. */
  expanded?: boolean | undefined;
  submit?: boolean;
  label?: string | undefined;
  className?: string | undefined;
  ref?: Ref<HTMLButtonElement>;
}

/** A button that says what it does, with its key on it. Unavailable ones keep the focus, so that nobody gets lost. */
export function Button({ children, onClick, variant = 'plain', size = 'normal', icon, keyCap, keyShortcut, busy = false, disabled = false, pressed, expanded, submit = false, label, className, ref }: ButtonProps) {
  const unavailable = busy || disabled;
  return (
    <button
      ref={ref}
      type={submit ? 'submit' : 'button'}
      className={cx(styles.button, styles[variant], styles[size], className)}
      aria-disabled={unavailable || undefined}
      aria-busy={busy || undefined}
      aria-pressed={pressed}
      aria-expanded={expanded}
      aria-keyshortcuts={keyShortcut ?? keyCap}
      aria-label={label}
      onClick={(event) => {
        if (unavailable) return event.preventDefault();
        onClick?.();
      }}
    >
      {keyCap && <KeyCap>{keyCap}</KeyCap>}
      {icon && <Icon name={icon} />}
      <span className={styles.text}>{children}</span>
    </button>
  );
}
