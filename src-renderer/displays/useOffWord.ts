import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useTranslation } from 'react-i18next';
import { useStatus } from '../stores/live.ts';

/** Why there is nothing to be seen while cameras are not captured; null while they are. */
export function useOffWord(hearing: Hearing | null): string | null {
  const { t } = useTranslation();
  const mode = useStatus((s) => s.status?.recorder.mode ?? 'off');
  const name = hearing?.phase.name;
  const hallOff = name === 'recess' || name === 'deliberation';
  if (hearing?.starting) return hallOff || mode === 'off' ? t('insession.picture.starting') : null;
  if (hallOff) return t(`insession.picture.off_${name}`);
  return mode === 'off' ? t('insession.picture.off') : null;
}
