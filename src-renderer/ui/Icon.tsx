import styles from './Icon.module.css';
import { cx } from './cx.ts';
import { iconPaths, type IconName } from './icons.ts';

/** A sign beside words; it never stands for them, so it is hidden from screen readers. */
export const Icon = ({ name, className }: { name: IconName; className?: string | undefined }) => (
  <svg className={cx(styles.icon, className)} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={iconPaths[name]} fillRule="evenodd" />
  </svg>
);
