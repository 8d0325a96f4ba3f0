import type { RemotePerson } from '#shared/contract/conference.ts';
import { words } from '#shared/domain/words.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/useFormat.ts';
import { useWords } from '../i18n/useWords.ts';
import { StateSign } from '../ui/StateSign.tsx';
import { bandwidthOf } from './quality.ts';
import styles from './RemoteCard.module.css';

type Quality = NonNullable<RemotePerson['quality']>;

/** What is wrong with picture and sound, each with its reason; nothing while both are good. */
export function QualityFaults({ quality: { verdicts } }: { quality: Quality }) {
  const { t } = useTranslation();
  const say = useWords();
  return verdicts.filter(({ grade }) => grade !== 'good').map(({ way, part, grade, reason }) => (
    <StateSign key={`${way} ${part}`} tone={grade === 'unfit' ? 'bad' : 'plain'}>
      {t('conference.quality.fault', { part: say(words.linkPart[`${way}_${part}`]), grade: say(words.linkGrade[grade]), reason: reason ? say(words.linkReason[reason]) : '' })}
    </StateSign>
  ));
}

/** The same with a word for what is good, and the few figures that people know. */
export function QualityNote({ quality }: { quality: Quality }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { figures: { from, to, roundTripMs }, verdicts } = quality;
  const show = (value: number | null, decimals = 0): string => (value === null ? '–' : format.number(value, decimals));
  return (
    <div className={styles.quality} role="status">
      {verdicts.every(({ grade }) => grade === 'good') && <StateSign tone="good">{t('conference.quality.good')}</StateSign>}
      <QualityFaults quality={quality} />
      <span className={styles.hints}>
        {t('conference.quality.figures', { from: show(bandwidthOf(from), 1), to: show(bandwidthOf(to), 1), loss: show(from.lossPercent), delay: show(roundTripMs) })}
      </span>
    </div>
  );
}
