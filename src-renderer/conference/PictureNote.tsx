import { useTranslation } from 'react-i18next';
import type { RemotePerson } from '#shared/contract/conference.ts';
import { useConsoleClock } from '../stores/useConsoleClock.ts';
import { StateSign } from '../ui/StateSign.tsx';

/** It comes every second, and is told of every other one. */
const missingFromMs = 10_000;

/** Is somebody's picture in the record just now? Only where the orders want it there. */
export function PictureNote({ picture }: { picture: RemotePerson['picture'] }) {
  const { t } = useTranslation();
  const { nowMs } = useConsoleClock(1000);
  if (!picture?.isAsked || nowMs === null) return null;
  const isComing = picture.untilMs !== null && nowMs - picture.untilMs < missingFromMs;
  return <StateSign tone={isComing ? 'good' : 'bad'}>{t(isComing ? 'conference.picture_kept.recorded' : 'conference.picture_kept.missing')}</StateSign>;
}
