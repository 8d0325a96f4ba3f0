import { useTranslation } from 'react-i18next';
import type { RemotePerson } from '#shared/contract/conference.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { shortElapsed } from '../format/format.ts';
import { useConsoleClock } from '../stores/useConsoleClock.ts';
import { StateSign } from '../ui/StateSign.tsx';

/** Packets come four times a second; what the secretary is told of every other second is not behind. */
const behindFromMs = 10_000;

type Sound = NonNullable<RemotePerson['sound']>;

/** Is somebody's own sound in the record, and how far behind is it? Also after the closing, while it is still coming. */
export function SoundNote({ sound, hearing: { phase } }: { sound: Sound | null; hearing: Pick<Hearing, 'phase'> }) {
  const { nowMs } = useConsoleClock(1000);
  const upToMs = phase.name === 'closed' ? phase.atMs : nowMs;
  if (!sound || upToMs === null || (!sound.isAsked && phase.name !== 'closed')) return null;
  return <Line sound={sound} behindMs={sound.untilMs === null ? null : upToMs - sound.untilMs} />;
}

function Line({ sound, behindMs }: { sound: Sound; behindMs: number | null }) {
  const { t } = useTranslation();
  if (sound.unable !== null) return <StateSign tone="bad">{t('conference.sound.unable')}</StateSign>;
  if (behindMs === null) return <StateSign tone="plain">{t('conference.sound.not_yet')}</StateSign>;
  if (sound.isUnsafe) return <StateSign tone="bad">{t('conference.sound.unsafe')}</StateSign>;
  if (behindMs < behindFromMs) return <StateSign tone="good">{t('conference.sound.recorded')}</StateSign>;
  return <StateSign tone="bad">{t('conference.sound.behind', { behind: shortElapsed(behindMs) })}</StateSign>;
}
