import type { ReactNode } from 'react';
import { useId } from 'react';
import { cx } from './cx.ts';
import styles from './Panel.module.css';

export interface PanelProps {
  title: ReactNode;
  /** Beside the title, at the end of the line. */
  aside?: ReactNode;
  children: ReactNode;
  className?: string | undefined;
}

/** A part of the screen with its name. Never modal: keys stay live and nothing covers the state bar. */
export function Panel({ title, aside, children, className }: PanelProps) {
  const titleId = useId();
  return (
    <section className={cx(styles.panel, className)} aria-labelledby={titleId}>
      <header className={styles.header}>
        <h2 id={titleId} className={styles.title}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
