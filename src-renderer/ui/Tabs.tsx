import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './Tabs.module.css';

export interface TabsProps {
  label: string;
  tabs: readonly { id: string; title: ReactNode; content: ReactNode }[];
  /** On top at first, instead of the first one. */
  first?: string;
  /** The contents take all the height there is, and scroll by themselves. */
  fills?: boolean;
}

/** Arrow keys move between tabs; hidden ones are not rendered. */
export function Tabs({ label, tabs, first, fills = false }: TabsProps) {
  return (
    <Base.Root className={styles.root} defaultValue={first ?? tabs[0]?.id}>
      <Base.List className={styles.list} aria-label={label} activateOnFocus>
        {tabs.map((tab) => <Base.Tab key={tab.id} value={tab.id} className={styles.tab}>{tab.title}</Base.Tab>)}
      </Base.List>
      {tabs.map((tab) => <Base.Panel key={tab.id} value={tab.id} className={cx(styles.panel, fills && styles.fills)}>{tab.content}</Base.Panel>)}
    </Base.Root>
  );
}
