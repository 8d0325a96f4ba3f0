import { useTranslation } from 'react-i18next';
import { capOf } from '../../../keys/combo.ts';
import { choiceCodes, type ChoiceCode } from '../../../keys/keymap.ts';
import { useKeys, type KeyHandlers } from '../../../keys/useKeys.ts';
import { Button } from '../../../ui/Button.tsx';
import { KeyCap } from '../../../ui/KeyCap.tsx';
import { softHyphens } from '../../../ui/softHyphens.ts';
import styles from './ChoiceStrip.module.css';

export interface Choice {
  id: string;
  code: ChoiceCode;
  label: string;
}

interface Props {
  title: string;
  choices: readonly Choice[];
  onChoose: (id: string) => void;
  onClose: () => void;
}

export const isChoiceCode = (code: string | null): code is ChoiceCode => choiceCodes.some((c) => c === code);

/** Numbered choices in the flow of the screen. The number row chooses by place, so the layout does not matter. */
export function ChoiceStrip({ title, choices, onChoose, onClose }: Props) {
  const { t } = useTranslation();
  const keys = Object.fromEntries(choices.map((c) => [`choice.${c.code}`, () => onChoose(c.id)])) as KeyHandlers;
  useKeys({ ...keys, dismiss: onClose });
  return (
    <section className={styles.strip} aria-label={title}>
      <header className={styles.header}>
        <h3 className={styles.title} role="status">{title}</h3>
        <button type="button" className={styles.close} aria-keyshortcuts="Escape" onMouseDown={(e) => e.preventDefault()} onClick={onClose}>
          <KeyCap>Esc</KeyCap> {t('insession.close_strip')}
        </button>
      </header>
      <div className={styles.choices} onMouseDown={(e) => e.preventDefault()}>
        {choices.map((choice) => (
          <Button key={choice.id} className={styles.choice} keyCap={capOf(choice.code)} onClick={() => onChoose(choice.id)}>{softHyphens(choice.label)}</Button>
        ))}
      </div>
    </section>
  );
}
