import { freeMark } from '#shared/domain/markTemplates.ts';
import { useEffect, useRef, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { ariaOf, comboOf } from '../../../keys/combo.ts';
import { hasText } from '../../../keys/markDraft.ts';
import { combosOf } from '../../../keys/keymap.ts';
import type { MarkDesk } from './markDesk.ts';
import { useMarkDesk } from './useMarkDesk.ts';
import styles from './MarkField.module.css';

interface Props {
  desk: MarkDesk;
  fieldRef: RefObject<HTMLTextAreaElement | null>;
  onEditLast: () => void;
  onWithdrawLast: () => void;
}

const shortcuts = (['mark.keep', 'mark.newLine', 'mark.editLast', 'mark.withdrawLast'] as const).flatMap(combosOf).map(ariaOf).join(' ');

/** Free text of the next mark. The focus lives here; typing anywhere else on the screen comes here too. */
export function MarkField({ desk, fieldRef, onEditLast, onWithdrawLast }: Props) {
  const { t } = useTranslation();
  const draft = useMarkDesk(desk, (s) => s.draft);
  const keyAtMs = useRef<number | null>(null);
  useStrayTyping(fieldRef);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (types(event)) keyAtMs.current = event.timeStamp;
    if (event.nativeEvent.isComposing) return;
    const take = (run: () => void) => {
      event.preventDefault();
      if (!event.repeat) run();
    };
    const combo = comboOf(event);
    if (combo === 'Enter') take(() => { if (hasText(draft)) desk.keep(freeMark, event.timeStamp); });
    else if (draft.text === '' && combo === 'ArrowUp') take(onEditLast);
    else if (draft.text === '' && combo === 'Ctrl+KeyZ') take(onWithdrawLast);
  };

  return (
    <div className={styles.field}>
      <label htmlFor="mark-text" className={styles.label}>{t('insession.field.label')}</label>
      <textarea
        ref={fieldRef} id="mark-text" className={styles.input} rows={1} autoFocus spellCheck={false} maxLength={20_000}
        aria-keyshortcuts={shortcuts} value={draft.text} onKeyDown={onKeyDown}
        onChange={(event) => {
          desk.type(event.currentTarget.value, keyAtMs.current ?? event.timeStamp);
          keyAtMs.current = null;
        }}
      />
      <p className={styles.hint}>{t('insession.field.hint')}</p>
    </div>
  );
}

/** The press that brings a letter is its moment; what is pasted or dictated has no press and counts when it arrives. */
const types = ({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean => key.length === 1 && !ctrlKey && !altKey && !metaKey;

/** A letter typed where no text can go – after a click on a button, say – belongs into the field. */
function useStrayTyping(fieldRef: RefObject<HTMLTextAreaElement | null>): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const printable = event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey;
      if (printable && isStray(event.key, document.activeElement)) fieldRef.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [fieldRef]);
}

/** Space presses a button that has the focus; letters do nothing there. */
const isStray = (key: string, focused: Element | null): boolean =>
  focused === null || focused === document.body || (key !== ' ' && !focused.matches('input, textarea, select'));
