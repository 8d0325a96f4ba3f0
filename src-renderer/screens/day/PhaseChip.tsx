import { words } from '#shared/domain/words.ts';
import { useWords } from '../../i18n/useWords.ts';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/Icon.tsx';
import { isPhaseName, phaseLook } from './phaseLook.ts';
import styles from './PhaseChip.module.css';

/** Where a hearing stands: sign, colour and word. */
export function PhaseChip({ phase }: { phase: string }) {
  const say = useWords();
  if (!isPhaseName(phase)) return null;
  const { icon, tone } = phaseLook[phase];
  return (
    <span className={cx(styles.chip, styles[tone])}>
      <Icon name={icon} />
      {say(words.phase[phase])}
    </span>
  );
}
