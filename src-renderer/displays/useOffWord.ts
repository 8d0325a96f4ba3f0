import type { Hearing } from '#shared/domain/hearing/state.ts';
import { isClosedToPublic } from '#shared/domain/hearing/transitions.ts';
import { useTranslation } from 'react-i18next';
import { useSession, useStatus } from '../stores/live.ts';

/** Why there is nothing to be seen: cameras are not captured, or this is not for whoever looks (K7-6); null while there is. */
export function useOffWord(hearing: Hearing | null): string | null {
  const { t } = useTranslation();
  const mode = useStatus((s) => s.status?.recorder.mode ?? 'off');
  const seesClosed = useSession((s) => s.user?.role === 'secretary' || s.user?.role === 'judge');
  const name = hearing?.phase.name;
  const hallOff = name === 'recess' || name === 'deliberation';
  const isClosed = hearing !== null && isClosedToPublic(hearing.phase);
  if (isClosed && !seesClosed) return t('insession.picture.off_closed');
  if (hearing?.starting) return hallOff || mode === 'off' ? t('insession.picture.starting') : null;
  if (hallOff) return t(`insession.picture.off_${name}`);
  return mode === 'off' ? t('insession.picture.off') : null;
}
