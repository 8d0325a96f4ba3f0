import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import styles from './StateSign.module.css';

export type Tone = 'good' | 'plain' | 'bad';
const icons = { good: 'check', plain: 'circle', bad: 'warning' } as const;

/** A state as sign and word; colour only says it once more. */
export const StateSign = ({ tone, children }: { tone: Tone; children: ReactNode }) => (
  <span className={styles.state} data-tone={tone}><Icon name={icons[tone]} /> {children}</span>
);
