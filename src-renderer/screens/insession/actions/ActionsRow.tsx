import type { PhaseName } from '#shared/domain/hearing/state.ts';
import { useEffect, useRef, type FocusEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { capOf } from '../../../keys/combo.ts';
import { choiceCodes } from '../../../keys/keymap.ts';
import { useKeys, type KeyHandlers } from '../../../keys/useKeys.ts';
import { Button } from '../../../ui/Button.tsx';
import { softHyphens } from '../../../ui/softHyphens.ts';
import styles from './ActionsRow.module.css';
import { actionIcons, wordsOf, type HearingAction } from './hearingActions.ts';

interface Props {
  actions: readonly HearingAction[];
  phase: PhaseName;
  open: HearingAction | null;
  /** By key: the buttons have numbers, and the next key of the number row opens one's panel. */
  numbered: boolean;
  onOpen: (action: HearingAction) => void;
  onToggle: () => void;
  /** The focus went elsewhere: on the Kazakh layout the keys of the number row are letters there. */
  onDisarm: () => void;
}

/** The few large actions. A press opens what the rules demand; nothing here is done by one key. */
export function ActionsRow({ actions, phase, open, numbered, onOpen, onToggle, onDisarm }: Props) {
  const { t } = useTranslation();
  const row = useRef<HTMLDivElement>(null);
  const choices = actions.map((action, place) => ({ action, code: choiceCodes[place] }));
  const keys = Object.fromEntries(choices.map(({ action, code }) => [`choice.${code}`, () => onOpen(action)])) as KeyHandlers;
  useKeys({ actions: onToggle });
  useKeys({ ...keys, dismiss: onToggle }, numbered);
  // An action that is no longer offered takes the focus with it, and no event says so: hence also at every change of them.
  const armed = numbered ? actions.join(' ') : null;
  useEffect(() => {
    if (armed !== null) row.current?.querySelector('button')?.focus();
  }, [armed]);
  const onBlur = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) onDisarm();
  };
  return (
    <div ref={row} className={styles.row} role="group" aria-label={t('insession.actions')} aria-keyshortcuts="Pause Control+E" data-numbered={numbered} onBlur={onBlur}>
      {choices.map(({ action, code }) => (
        <Button
          key={action} className={styles.action} icon={actionIcons[action]} pressed={open === action}
          variant={action === 'resume' ? 'primary' : 'plain'} keyCap={numbered && code ? capOf(code) : undefined} onClick={() => onOpen(action)}
        >
          {softHyphens(t(`insession.action.${wordsOf(action, phase)}.button`))}
        </Button>
      ))}
    </div>
  );
}
