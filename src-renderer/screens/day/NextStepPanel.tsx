import type { HearingSummary } from '#shared/contract/schemas.ts';
import { useTranslation } from 'react-i18next';
import { go } from '../../app/useRoute.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { nextStep } from './nextStep.ts';
import styles from './Day.module.css';

/** One big thing to do next. */
export function NextStepPanel({ hearings, nowMs, onFetch }: { hearings: readonly HearingSummary[]; nowMs: number; onFetch: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const step = nextStep(hearings, nowMs);
  const hearing = 'hearing' in step ? step.hearing : null;
  const act = () => (hearing ? go({ name: 'hearing', hearingId: hearing.hearingId }) : onFetch());
  return (
    <Panel title={t('day.next_step')} className={styles.step}>
      {hearing && <p className={styles.stepCase} title={hearing.schedule.caseNumber}>{format.time(hearing.schedule.startsAtMs)} · {hearing.schedule.caseNumber}</p>}
      <p>{t(`day.step.${step.kind}.why`)}</p>
      {step.kind !== 'done' && <Button variant="primary" size="large" className={styles.stepButton} onClick={act}>{t(`day.step.${step.kind}.do`)}</Button>}
    </Panel>
  );
}
