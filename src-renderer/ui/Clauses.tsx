import styles from './Clauses.module.css';

/** Clauses of orders, one after the other: a line ends between them, never within one. */
export const Clauses = ({ of }: { of: readonly string[] }) =>
  of.map((clause, i) => <span key={clause}>{i > 0 && ' '}<span className={styles.clause}>{clause}{i < of.length - 1 && ','}</span></span>);
