import { Tabs as Base } from '@base-ui/react/tabs';
import { useDeferredValue, useState, type ReactNode } from 'react';
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

/** Arrow keys move between tabs; hidden ones are not rendered. The tab answers its click, and its contents follow at once. */
export function Tabs({ label, tabs, first, fills = false }: TabsProps) {
  const [onTop, setOnTop] = useState<string | undefined>(first ?? tabs[0]?.id);
  const filled = useDeferredValue(onTop);
  return (
    <Base.Root className={styles.root} value={onTop} onValueChange={setOnTop}>
      <Base.List className={styles.list} aria-label={label} activateOnFocus>
        {tabs.map((tab) => <Base.Tab key={tab.id} value={tab.id} className={styles.tab}>{tab.title}</Base.Tab>)}
      </Base.List>
      {tabs.map((tab) => <Base.Panel key={tab.id} value={tab.id} className={cx(styles.panel, fills && styles.fills)}>{tab.id === filled && tab.content}</Base.Panel>)}
    </Base.Root>
  );
}
