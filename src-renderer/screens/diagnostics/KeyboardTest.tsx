import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { capOf, comboOf } from '../../keys/combo.ts';
import { keymap } from '../../keys/keymap.ts';
import { windowKeys } from '../../keys/useKeys.ts';
import { cx } from '../../ui/cx.ts';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { Panel } from '../../ui/Panel.tsx';
import styles from './Diagnostics.module.css';

interface Seen {
  code: string;
  combo: string;
}

/** Does every key of this keyboard, and the pedal, arrive? Keys light up when they were seen; nothing is carried out. */
export function KeyboardTest() {
  const { t } = useTranslation();
  const [seen, setSeen] = useState<readonly Seen[]>([]);
  useEffect(() => windowKeys.tap((event) => {
    setSeen((before) => [...before, { code: event.code, combo: comboOf(event) }].slice(-200));
  }), []);
  const came = new Set(seen.map((s) => s.combo));
  const last = seen.at(-1);
  return (
    <Panel title={t('diagnostics.keyboard')}>
      <p>{t('diagnostics.keyboard_hint')}</p>
      <p className={styles.lastKey} role="status">{last ? capOf(last.combo) : '–'}</p>
      <ul className={styles.keys}>
        {keymap.flatMap((b) => b.combos).map((combo) => (
          <li key={combo} className={cx(styles.key, came.has(combo) && styles.seen)}>
            <KeyCap>{capOf(combo)}</KeyCap> {came.has(combo) && t('diagnostics.key_seen')}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
