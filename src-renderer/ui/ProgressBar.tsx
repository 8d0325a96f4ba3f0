import styles from './ProgressBar.module.css';

/** How far something has come. The figures stand beside it in words. */
export const ProgressBar = ({ value, max, label }: { value: number; max: number; label: string }) => (
  <progress className={styles.bar} value={Math.min(value, max)} max={Math.max(max, 1)} aria-label={label} />
);
