import { Icon } from '../../ui/Icon.tsx';
import styles from './Day.module.css';

/** A thing, its value, and whether it is in order; the sign differs, not only the colour. */
export const CheckLine = ({ good, name, value }: { good: boolean; name: string; value: string }) => (
  <li className={styles.line}>
    <Icon name={good ? 'check' : 'warning'} className={good ? styles.good : styles.attention} />
    <span className={styles.lineName}>{name}</span>
    <span className={styles.lineValue}>{value}</span>
  </li>
);
