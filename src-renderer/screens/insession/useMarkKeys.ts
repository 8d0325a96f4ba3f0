import { templatesFor } from '#shared/domain/markTemplates.ts';
import type { ProceedingsKind } from '#shared/domain/schedule.ts';
import { combosOf, keymap, type KeyAction } from '../../keys/keymap.ts';
import { useKeys, type KeyHandlers } from '../../keys/useKeys.ts';
import { isStripCode, type StripCode } from './marks/markWord.ts';

interface Uses {
  onTemplate: (templateId: string, atMs: number) => void;
  onStrip: (code: StripCode, atMs: number) => void;
  onPedal: (atMs: number) => void;
}

/** The two banks of mark keys, from the procedure's own templates. */
export function useMarkKeys(proceedings: ProceedingsKind, { onTemplate, onStrip, onPedal }: Uses, active: boolean): void {
  const handlers: KeyHandlers = { 'mark.pedal': onPedal };
  for (const template of templatesFor(proceedings)) {
    if (!template.key) continue;
    const { code, shift } = template.key;
    const action = actionOf(shift ? `Shift+${code}` : code);
    if (!action) continue;
    handlers[action] = !shift && isStripCode(code) ? (atMs) => onStrip(code, atMs) : (atMs) => onTemplate(template.id, atMs);
  }
  useKeys(handlers, active);
}

const markActions = keymap.map((b) => b.action).filter((action) => action.startsWith('mark.'));
const actionOf = (combo: string): KeyAction | undefined => markActions.find((action) => combosOf(action).includes(combo) && action !== 'mark.keep');
