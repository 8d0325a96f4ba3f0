import type { Hearing, Mark } from '#shared/domain/hearing/state.ts';
import { freeMark, templatesFor } from '#shared/domain/markTemplates.ts';
import { useState, type RefObject } from 'react';
import { useWords } from '../../../i18n/useWords.ts';
import { toggleIncidents, useIncidentsOpen } from '../../../incidents/panelStore.ts';
import { useMarkKeys } from '../useMarkKeys.ts';
import { ChoiceStrip, isChoiceCode, type Choice } from './ChoiceStrip.tsx';
import { EditStrip } from './EditStrip.tsx';
import { MarkField } from './MarkField.tsx';
import { MarkKeys } from './MarkKeys.tsx';
import { MarksPanel } from './MarksPanel.tsx';
import { wordOfMark, wordOfStrip, type StripCode } from './markWord.ts';
import { PendingMarks } from './PendingMarks.tsx';
import { markDeskOf } from './useMarkDesk.ts';

interface Props {
  hearing: Hearing;
  operates: boolean;
  fieldRef: RefObject<HTMLTextAreaElement | null>;
  onListen: (mark: Mark) => void;
  /** A mark key was pressed: a strip that waits for a number elsewhere has been forgotten. */
  onMarking: () => void;
}

/** At most one strip is open. A strip remembers when its key was pressed: that is the mark's moment. */
type Strip = { kind: 'choice'; code: StripCode; pressedAtMs: number } | { kind: 'edit'; markId: string } | null;

/** Everything about marks: the timeline, and – for who operates – where they are made, changed and withdrawn. */
export function MarkDeskView({ hearing, operates, fieldRef, onListen, onMarking }: Props) {
  const desk = markDeskOf(hearing.hearingId);
  const say = useWords();
  const [strip, setStrip] = useState<Strip>(null);
  const incidentOpen = useIncidentsOpen();
  const { proceedings } = hearing.schedule;

  const close = () => {
    setStrip(null);
    fieldRef.current?.focus();
  };
  const keep = (templateId: string, atMs: number) => {
    desk.keep(templateId, atMs);
    onMarking();
    setStrip((s) => (s?.kind === 'choice' ? null : s));
  };
  const openStrip = (code: StripCode, atMs: number) => {
    onMarking();
    setStrip((s) => (s?.kind === 'choice' && s.code === code ? null : { kind: 'choice', code, pressedAtMs: atMs }));
  };
  const edit = (mark: Mark) => setStrip({ kind: 'edit', markId: mark.markId });
  const withdraw = (mark: Mark) => void desk.withdraw(mark.markId);
  const withLast = (run: (mark: Mark) => void) => {
    const last = hearing.marks.findLast((m) => m.withdrawn === null && m.by.role !== 'system');
    if (last) run(last);
  };
  useMarkKeys(proceedings, { onTemplate: keep, onStrip: openStrip, onPedal: (atMs) => keep(freeMark, atMs) }, operates);

  const edited = strip?.kind === 'edit' ? hearing.marks.find((m) => m.markId === strip.markId) : undefined;
  const choices = (code: StripCode): Choice[] => templatesFor(proceedings).flatMap((m) =>
    m.key?.code === code && isChoiceCode(m.stripCode) ? [{ id: m.id, code: m.stripCode, label: wordOfMark(m.id, say) }] : []);
  return (
    <MarksPanel hearing={hearing} actions={{ onListen, onEdit: operates ? edit : undefined, onWithdraw: operates ? withdraw : undefined }}>
      {operates && (
        <>
          <PendingMarks desk={desk} />
          {edited && <EditStrip key={edited.markId} mark={edited} zeroUtcMs={hearing.zeroUtcMs} proceedings={proceedings} desk={desk} onClose={close} />}
          {strip?.kind === 'choice' && (
            <ChoiceStrip title={say(wordOfStrip(strip.code))} choices={choices(strip.code)} onChoose={(id) => keep(id, strip.pressedAtMs)} onClose={() => setStrip(null)} />
          )}
          <MarkField desk={desk} fieldRef={fieldRef} onEditLast={() => withLast(edit)} onWithdrawLast={() => withLast(withdraw)} />
          <MarkKeys
            schedule={hearing.schedule} openStrip={strip?.kind === 'choice' ? strip.code : null} incidentOpen={incidentOpen}
            onTemplate={keep} onStrip={openStrip} onIncident={toggleIncidents}
          />
        </>
      )}
    </MarksPanel>
  );
}
