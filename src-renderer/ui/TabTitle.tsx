import { Icon } from './Icon.tsx';
import styles from './TabTitle.module.css';

/** What it is and how it stands, so that one look at the tabs tells what is left to do. */
export const TabTitle = ({ done, name, state }: { done: boolean; name: string; state: string }) => (
  <span className={styles.title}>
    <Icon name={done ? 'check' : 'clock'} className={done ? styles.done : undefined} />
    <span>
      <span className={styles.name}>{name}</span>
      <span className={styles.state}>{state}</span>
    </span>
  </span>
);
