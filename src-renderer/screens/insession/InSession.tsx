import type { ConferenceRoom } from '#shared/contract/conference.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { photoIn } from '#shared/domain/identityPhoto.ts';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BreakProposalNote } from '../../conference/BreakProposal.tsx';
import { isCameraChosen, isLayoutChosen, LayoutChoice } from '../../conference/LayoutChoice.tsx';
import { LinksNote } from '../../conference/LinksNote.tsx';
import { IncidentsButton } from '../../incidents/IncidentsButton.tsx';
import { useKeys } from '../../keys/useKeys.ts';
import { levels, useHearing, useSession, useSettings } from '../../stores/live.ts';
import { useConferenceRoom } from '../../stores/conference.ts';
import { useQuery } from '../../stores/useCall.ts';
import { useOffWord } from '../../displays/useOffWord.ts';
import { LevelMeters } from '../../ui/meters/LevelMeters.tsx';
import { useCaptureOf } from '../../ui/meters/useCaptureOf.ts';
import { ActionPanel, emptyForm, type ActionForm } from './actions/ActionPanel.tsx';
import { ActionsRow } from './actions/ActionsRow.tsx';
import { demandedAt } from './actions/demands.ts';
import { ProcedureActs } from './actions/ProcedureActs.tsx';
import { offered, type HearingAction } from './actions/hearingActions.ts';
import styles from './InSession.module.css';
import { KeyLegend } from './KeyLegend.tsx';
import { Player } from './listen/Player.tsx';
import { useListenBack } from './listen/useListenBack.ts';
import { useListenKeys } from './listen/useListenKeys.ts';
import { MarkDeskView } from './marks/MarkDeskView.tsx';
import { markDeskOf } from './marks/useMarkDesk.ts';
import { People } from './People.tsx';
import { Pictures, type ShownRemote } from './pictures/Pictures.tsx';

/** The one screen that matters: pictures, levels, marks and the few large actions. Nothing here is modal. */
export function InSession({ hearingId }: { hearingId: string }) {
  const { hearing } = useHearing(hearingId);
  return hearing && <Session hearing={hearing} />;
}

/** Of a note above the pictures with two or three lines. */
const rowsOfNote = 2;

type Open = { kind: 'nothing' } | { kind: 'actions' } | { kind: 'action'; action: HearingAction } | { kind: 'legend' };
const nothing: Open = { kind: 'nothing' };

function Session({ hearing }: { hearing: Hearing }) {
  const { t } = useTranslation();
  const hall = useSettings((s) => s.settings?.hall ?? null);
  const captureOf = useCaptureOf();
  const role = useSession((s) => s.user?.role);
  const operates = role === 'secretary';
  const field = useRef<HTMLTextAreaElement>(null);
  const [open, setOpen] = useState<Open>(nothing);
  const [forms, setForms] = useState<Partial<Record<HearingAction, ActionForm>>>({});
  const listen = useListenBack(hearing);
  const { data: demanded, reload: askAgain } = useQuery('procedure.demands', { hearingId: hearing.hearingId });
  const desk = markDeskOf(hearing.hearingId);
  const channels = hall?.microphones ?? [];
  const cameras = hall?.cameras ?? [];
  useListenKeys(listen, channels);
  useKeys({ legend: () => setOpen((o) => (o.kind === 'legend' ? nothing : { kind: 'legend' })) });

  const off = useOffWord(hearing);
  const conference = useConferenceRoom();
  const room = conference?.hearingId === hearing.hearingId ? conference : null;
  const choosesLayout = operates && room?.hasPage !== false && isLayoutChosen(hearing, cameras); // before that there is a note that needs the place
  const rowsBeside = (choosesLayout ? 1 + Number(isCameraChosen(hearing, cameras)) : Number(room?.hasPage === false)) + (room?.isHallHeard === false ? rowsOfNote : 0);
  const actions = offered(hearing);
  const action = open.kind === 'action' && actions.includes(open.action) ? open.action : null;
  const { phase, steps } = hearing;
  useEffect(() => {
    if (action !== null || (phase && steps)) askAgain(); // what a break asks, and what was answered since
  }, [action, phase, steps, askAgain]);
  const close = () => {
    setOpen(nothing);
    field.current?.focus();
  };
  const disarm = () => setOpen((o) => (o.kind === 'actions' ? nothing : o));
  const channelName = (micId: string | null) =>
    micId === null ? t('insession.listen.mix') : (channels.find((c) => c.id === micId)?.label ?? micId);

  return (
    <div className={styles.screen} data-phase={hearing.phase.name}>
      <div className={styles.left}>
        {open.kind === 'legend' ? <KeyLegend proceedings={hearing.schedule.proceedings} onClose={close} /> : (
          <>
            <div className={styles.notes}><LinksNote room={room} acts={operates} /></div>
            <Pictures cameras={cameras} hasPage={room?.hasPage ?? false} rowsBeside={rowsBeside} remotes={shownRemotes(hearing, room, operates || role === 'judge')} off={off} demo={hearing.demo} />
            <People hearing={hearing} room={room} acts={operates} linkEnded={demanded?.linkEnded === true} onName={operates ? (name) => desk.append(name, performance.now()) : undefined} />
          </>
        )}
        <LevelMeters
          channels={channels} feed={levels} captureOf={captureOf} soloId={listen.soloId}
          onSolo={(id) => listen.solo(listen.soloId === id ? null : id)} soloKeyOf={channelKey}
        />
        <Player listen={listen} channelName={channelName} />
        {choosesLayout && <LayoutChoice hearing={hearing} room={conference} cameras={cameras} />}
      </div>
      <MarkDeskView hearing={hearing} operates={operates} fieldRef={field} onListen={listen.playFrom} onMarking={disarm} />
      <div className={styles.bottom}>
        {operates && !action && actions.includes('technicalBreak') && (
          <BreakProposalNote
            hearing={hearing} room={room} demanded={demandedAt('technicalBreak', demanded?.demands ?? [])}
            onBegin={(reason) => {
              setForms((f) => ({ ...f, technicalBreak: { ...(f.technicalBreak ?? emptyForm), reason } }));
              setOpen({ kind: 'action', action: 'technicalBreak' });
            }}
          />
        )}
        {operates && action && (
          <ActionPanel
            key={action} action={action} demanded={demandedAt(action, demanded?.demands ?? [])} hearing={hearing} form={forms[action] ?? emptyForm}
            onForm={(form) => setForms((f) => ({ ...f, [action]: form }))} onClose={close}
            onDone={() => {
              setForms((f) => ({ ...f, [action]: emptyForm }));
              close();
            }}
          />
        )}
        {operates && !action && <ProcedureActs hearingId={hearing.hearingId} demands={demanded?.demands ?? []} participants={hearing.schedule.participants} />}
        {operates ? (
          <ActionsRow
            actions={actions} phase={hearing.phase.name} open={action} numbered={open.kind === 'actions'} onOpen={(chosen) => setOpen({ kind: 'action', action: chosen })}
            onDisarm={disarm}
            onToggle={() => (open.kind === 'actions' ? close() : setOpen({ kind: 'actions' }))}
          />
        ) : <IncidentsButton className={styles.incidents} />}
      </div>
    </div>
  );
}

function shownRemotes({ hearingId, schedule }: Hearing, room: ConferenceRoom | null, maySee: boolean): ShownRemote[] {
  const isElsewhere = (id: string): boolean => schedule.participants.some((participant) => participant.id === id && participant.attendance !== 'hall');
  const shown = (room?.people ?? []).filter(({ participantId, admitted, hereSinceMs }) => (admitted || hereSinceMs !== null) && isElsewhere(participantId));
  return shown.map((person) => {
    const participant = schedule.participants.find(({ id }) => id === person.participantId);
    const isCompared = maySee && participant !== undefined && !person.admitted && photoIn(participant) !== null;
    return { person, name: participant?.name ?? '', hasPage: room?.hasPage ?? false, photo: isCompared ? { hearingId, participant } : null };
  });
}

/** Ctrl with a number listens to one of the first eight channels. */
const channelKey = (index: number) => (index < 8 ? { cap: `Ctrl+${index + 1}`, aria: `Control+${index + 1}` } : null);
