import { cx } from '../cx.ts';
import styles from './StateBar.module.css';

/** A small label over its value. One that shrinks gives way to the others; its whole text is in the tooltip. */
export const Metric = ({ label, value, large = false, shrinks = false }: { label: string; value: string; large?: boolean; shrinks?: boolean }) => (
  <p className={cx(styles.metric, large && styles.large, shrinks && styles.shrinks)} title={shrinks ? value : undefined}>
    <span className={styles.label}>{label}</span>
    <span className={styles.value}>{value}</span>
  </p>
);
