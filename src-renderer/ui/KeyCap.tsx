import styles from './KeyCap.module.css';

/** The key that does the same, as it is printed on the keyboard. */
export const KeyCap = ({ children }: { children: string }) => <kbd className={styles.cap}>{children}</kbd>;
