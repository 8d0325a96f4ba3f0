import { templatesFor, type MarkTemplate } from '#shared/domain/markTemplates.ts';
import type { Participant, ScheduleEntry } from '#shared/domain/schedule.ts';
import { useState, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../../i18n/useWords.ts';
import { Button } from '../../../ui/Button.tsx';
import { softHyphens } from '../../../ui/softHyphens.ts';
import { isStripCode, wordOfMark, wordOfStrip, type StripCode } from './markWord.ts';
import styles from './MarkKeys.module.css';

interface Props {
  schedule: ScheduleEntry;
  openStrip: StripCode | null;
  onTemplate: (templateId: string, atMs: number) => void;
  onStrip: (code: StripCode, atMs: number) => void;
  onIncident: () => void;
  incidentOpen: boolean;
}

/** Buttons that do what the F-keys do, with the same caps. Clicking one leaves the focus in the text field. */
export function MarkKeys({ schedule, openStrip, onTemplate, onStrip, onIncident, incidentOpen }: Props) {
  const { t } = useTranslation();
  const say = useWords();
  const [second, setSecond] = useState(false);
  const templates = templatesFor(schedule.proceedings).filter((m) => m.key?.code.startsWith('F'));
  const keepFocus = (event: MouseEvent) => event.preventDefault();
  return (
    <div className={styles.keys} role="group" aria-label={t('insession.keys.group')} onMouseDown={keepFocus}>
      {second
        ? templates.filter((m) => m.key?.shift).map((m) => (
          <Button key={m.id} className={styles.key} keyCap={`⇧F${codeNumber(m)}`} keyShortcut={`Shift+${m.key?.code ?? ''}`} onClick={() => onTemplate(m.id, performance.now())}>
            {softHyphens(wordOfMark(m.id, say))}
          </Button>
        ))
        : firstBank(templates).map((entry) =>
          entry.strip ? (
            <Button key={entry.strip} className={styles.key} keyCap={entry.strip} pressed={openStrip === entry.strip} onClick={() => onStrip(entry.strip, performance.now())}>
              {say(wordOfStrip(entry.strip))}…
            </Button>
          ) : (
            <Button key={entry.template.id} className={styles.key} keyCap={entry.template.key?.code} onClick={() => onTemplate(entry.template.id, performance.now())}>
              {softHyphens(wordOfMark(entry.template.id, say))}
              <Who participants={schedule.participants} role={entry.template.id} />
            </Button>
          ))}
      <Button className={styles.key} keyCap="⇧" keyShortcut="Shift" pressed={second} onClick={() => setSecond(!second)}>{t('insession.keys.second')}</Button>
      <Button className={styles.key} keyCap="F11" keyShortcut="F11 Control+I" icon="warning" pressed={incidentOpen} onClick={onIncident}>{softHyphens(t('incidents.open_short'))}</Button>
    </div>
  );
}

const codeNumber = (template: MarkTemplate): string => template.key?.code.slice(1) ?? '';

type Entry = { template: MarkTemplate; strip: null } | { template: null; strip: StripCode };

/** F1…F10 in order; a key that opens a strip appears once. */
function firstBank(templates: readonly MarkTemplate[]): Entry[] {
  const byCode = new Map(templates.filter((m) => m.key && !m.key.shift).map((m) => [m.key?.code ?? '', m]));
  return [...byCode].map(([code, template]): Entry => (isStripCode(code) ? { template: null, strip: code } : { template, strip: null }));
}

/** Who that is in this case: nothing is asked for, or looked up, that is already known. */
function Who({ participants, role }: { participants: readonly Participant[]; role: string }) {
  const [first, ...others] = participants.filter((p) => p.role === role);
  if (!first) return null;
  return <span className={styles.who}>{first.name}{others.length > 0 ? ` +${others.length}` : ''}</span>;
}
