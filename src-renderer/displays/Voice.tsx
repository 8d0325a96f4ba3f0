import { useTranslation } from 'react-i18next';
import { useSettings } from '../stores/live.ts';
import { cx } from '../ui/cx.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './JudgeDisplay.module.css';
import { useSpeaker } from './useSpeaker.ts';

/** The name of who speaks, always in the same place, so that nothing jumps. */
export function Voice({ recorded }: { recorded: boolean }) {
  const { t } = useTranslation();
  const microphones = useSettings((s) => s.settings?.hall.microphones) ?? [];
  const speakerId = useSpeaker();
  const speaker = recorded ? microphones.find((m) => m.id === speakerId) : undefined;
  return (
    <p className={cx(styles.voice, speaker && styles.speaks)}>
      <Icon name="microphone" />
      <span className={styles.voiceName}>{speaker ? t('judge.speaks', { name: speaker.label }) : ''}</span>
    </p>
  );
}
