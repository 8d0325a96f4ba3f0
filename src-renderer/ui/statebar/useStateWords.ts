import { useTranslation } from 'react-i18next';
import { useSettings, useStatus } from '../../stores/live.ts';
import { lostDevices, overruledBy, type BarDanger, type BarState } from './barState.ts';

/** The state in words: large its own name, unless that is not so any more; and, in danger, why. */
export function useStateWords(state: BarState, danger: BarDanger | null): { headline: string; danger: string | null } {
  const { t } = useTranslation();
  const hall = useSettings((s) => s.settings?.hall ?? null);
  const status = useStatus((s) => s.status);
  const overruled = overruledBy(danger);
  const name = t(`statebar.state.${state.word}`);
  const headline = overruled ? t(`statebar.danger.${overruled}`) : name;
  if (!danger) return { headline, danger: null };
  if (danger.kind === 'console_silent') return { headline, danger: t('statebar.console_silent', { seconds: Math.floor(danger.silentMs / 1000) }) };
  const devices = status ? lostDevices(status, hall).join(', ') : '';
  const reasons = danger.reasons.map((reason) => t(`statebar.reason.${reason}`, { devices }));
  const first = overruled === null ? [t('statebar.danger.unsafe')] : state.word === 'recording' ? [] : [name];
  return { headline, danger: [...first, ...reasons].join(' · ') };
}
