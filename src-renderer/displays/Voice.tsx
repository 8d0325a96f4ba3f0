import { useTranslation } from 'react-i18next';
import { useSettings } from '../stores/live.ts';
import { cx } from '../ui/cx.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './JudgeDisplay.module.css';
import type { StageState } from './useStage.ts';

/** The name of who speaks, in the hall or elsewhere, always in the same place, so that nothing jumps. */
export function Voice({ recorded, state: { speaker, people } }: { recorded: boolean; state: Pick<StageState, 'speaker' | 'people'> }) {
  const { t } = useTranslation();
  const microphones = useSettings((s) => s.settings?.hall.microphones) ?? [];
  const nameOf = { microphone: (id: string) => microphones.find((m) => m.id === id)?.label, person: (id: string) => people.find(({ participant }) => participant.id === id)?.participant.name };
  const name = recorded && speaker ? nameOf[speaker.kind](speaker.id) : undefined;
  return (
    <p className={cx(styles.voice, name !== undefined && styles.speaks)}>
      <Icon name="microphone" />
      <span className={styles.voiceName}>{name === undefined ? '' : t('judge.speaks', { name })}</span>
    </p>
  );
}
