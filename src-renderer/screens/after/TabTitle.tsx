import { Icon } from '../../ui/Icon.tsx';
import styles from './After.module.css';

/** What it is and how it stands, so that one look at the tabs tells what is left to do. */
export const TabTitle = ({ done, name, state }: { done: boolean; name: string; state: string }) => (
  <span className={styles.tab}>
    <Icon name={done ? 'check' : 'clock'} className={done ? styles.done : undefined} />
    <span>
      <span className={styles.tabName}>{name}</span>
      <span className={styles.tabState}>{state}</span>
    </span>
  </span>
);
