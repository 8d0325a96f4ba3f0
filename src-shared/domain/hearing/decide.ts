import { appError, type AppError } from '../errors.ts';
import { decideIncident, decideNotice } from '../incident/decide.ts';
import { decideMail } from '../incident/decideMail.ts';
import { decideObservers, withObserversRemoved } from '../observers/observers.ts';
import { decidePaper } from '../papers/decide.ts';
import { decideRemote } from '../remote/decide.ts';
import { assertNever, err, ok, type Result } from '../result.ts';
import type { Track } from '../tracks.ts';
import type { DecideContext, HearingCommand } from './commands.ts';
import type { HearingEvent } from './events.ts';
import { sectionPolicy, type Hearing, type Outcome, type ProtocolKind, type SectionKind } from './state.ts';
import { acceptsMarks, allowed, isLive, isOver, phaseCommands, type PhaseCommand } from './transitions.ts';

type Decision = Result<HearingEvent[]>;

const illegal = (h: Hearing, command: string): { ok: false; error: AppError } =>
  err(appError('hearing.illegal_command', { params: { command, from: h.starting ? 'starting' : h.phase.name } }));

const isPhaseCommand = (type: string): type is PhaseCommand => (phaseCommands as readonly string[]).includes(type);

/** While a section's recording is coming up (seconds), only the end of the hearing may overtake it. */
const whileStarting = (command: PhaseCommand): boolean => command === 'close' || command === 'postpone';

/**
 * The hearing's rules: state and command give events, or a refusal as a value.
 * Pure; time and ids come from the context. An empty list of events means: already so.
 */
export function decide(h: Hearing | null, c: HearingCommand, ctx: DecideContext): Decision {
  if (h === null) return c.type === 'schedule' ? schedule(c) : err(appError('hearing.not_found'));
  const decision = decideOf(h, c, ctx);
  return decision.ok ? ok(withObserversRemoved(h, decision.value, ctx)) : decision;
}

function decideOf(h: Hearing, c: HearingCommand, ctx: DecideContext): Decision {
  if (c.type === 'schedule') return ok([]);
  if (isPhaseCommand(c.type)) {
    if (!allowed(c.type, h.phase.name)) return illegal(h, c.type);
    if (h.starting && !whileStarting(c.type)) return illegal(h, c.type);
  }
  switch (c.type) {
    case 'changeSchedule':
      if (isOver(h.phase.name)) return illegal(h, c.type);
      return same(h.schedule, c.schedule) ? ok([]) : ok([{ type: 'scheduleChanged', schedule: c.schedule }]);
    case 'reconcile':
      if (isOver(h.phase.name)) return illegal(h, c.type);
      return h.serverHearingId ? ok([]) : ok([{ type: 'hearingReconciled', serverHearingId: c.serverHearingId, schedule: c.schedule }]);
    case 'connect':
      return ok([{ type: 'connectingStarted', atMs: ctx.nowMs }]);
    case 'open':
      return startSection(h, 'in_session', '', ctx, c.tracks);
    case 'recess':
      return startSection(h, 'recess', c.reason, ctx);
    case 'deliberate':
      return startSection(h, 'deliberation', '', ctx);
    case 'technicalBreak':
      return startSection(h, 'technical_break', c.reason, ctx);
    case 'closeToPublic':
      return startSection(h, 'closed_section', c.reason, ctx);
    case 'resume':
      return startSection(h, 'resumeTo' in h.phase ? h.phase.resumeTo : 'in_session', '', ctx);
    case 'close':
      return ok(closing(h, ctx, { kind: 'concluded' }));
    case 'postpone':
      return postpone(h, c, ctx);
    case 'cancel':
      return ok([{ type: 'hearingCancelled', atMs: ctx.nowMs, reason: c.reason }]);
    case 'seal':
      return ok([{ type: 'recordingSealed', atMs: ctx.nowMs, manifest: c.manifest, segments: c.segments, mediaBytes: c.mediaBytes }]);
    case 'handOver':
      return ok([{ type: 'handedOver', atMs: ctx.nowMs, receipts: c.receipts }]);
    case 'addMark':
    case 'editMark':
    case 'withdrawMark':
      return decideMark(h, c, ctx);
    case 'keepReadiness':
      if (h.phase.name !== 'scheduled' && h.phase.name !== 'connecting') return err(appError('hearing.illegal_command'));
      return ok([{ type: 'readinessChecked', atMs: ctx.nowMs, items: c.items }]);
    case 'keepTest':
      if (isOver(h.phase.name)) return illegal(h, c.type);
      return ok([{ type: 'testSessionHeld', fromMs: c.fromMs, untilMs: ctx.nowMs, begunBy: c.begunBy, people: c.people }]);
    case 'recordStep':
      return recordStep(h, c, ctx);
    case 'keepInvitation':
    case 'endInvitation':
    case 'arrive':
    case 'leave':
    case 'admit':
    case 'sendOut':
    case 'mute':
    case 'confide':
    case 'endTalk':
    case 'interpret':
    case 'cutLink':
    case 'restoreLink':
    case 'beginSound':
    case 'beginPicture':
    case 'noteLateSound':
    case 'degradeLink':
    case 'recoverLink':
      return decideRemote(h, c, ctx);
    case 'allowObservers':
    case 'removeObservers':
      return decideObservers(h, c, ctx);
    case 'openIncident':
    case 'addEvidence':
    case 'updateIncident':
    case 'resolveIncident':
      return decideIncident(h, c, ctx);
    case 'tellNotice':
    case 'acknowledgeNotice':
      return decideNotice(h, c, ctx);
    case 'mailNotice':
    case 'endMail':
    case 'doubtMail':
      return decideMail(h, c, ctx);
    case 'composeAct':
    case 'editAct':
    case 'finaliseAct':
      return decideAct(h, c, ctx);
    case 'composePaper':
    case 'finalisePaper':
      return decidePaper(h, c, ctx);
    case 'addProtocol':
      return ok([{ type: 'protocolComposed', kind: c.kind, version: nextVersion(h, c.kind), atMs: ctx.nowMs, language: c.language, files: c.files }]);
    case 'sectionCameUp':
      return cameUp(h, c, ctx);
    case 'captureLost':
      return h.gaps.some((g) => g.captureId === c.captureId && g.toMs === null) ? ok([]) : ok([{ ...c }]);
    case 'captureResumed':
      return h.gaps.some((g) => g.captureId === c.captureId && g.toMs === null) ? ok([{ ...c }]) : ok([]);
    case 'recorderFault':
      return ok([{ type: 'recorderFault', atMs: ctx.nowMs, code: c.code, detail: c.detail }]);
    default:
      return assertNever(c);
  }
}

/** Of each kind by itself. */
export const nextVersion = ({ protocols }: Hearing, kind: ProtocolKind): number => protocols.filter((p) => p.kind === kind).length + 1;

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function schedule(c: Extract<HearingCommand, { type: 'schedule' }>): Decision {
  const { schedule, origin, serverHearingId, demo } = c;
  return ok([{ type: 'hearingScheduled', schedule, origin, serverHearingId, demo }]);
}

const recordsNow = (h: Hearing): boolean => {
  const current = h.sections.at(-1);
  return current !== undefined && current.endedAtMs === null && sectionPolicy[current.kind] !== 'hall_off';
};

/**
 * Sections whose recording already runs (or is not wanted) start at this moment; others are requested
 * and start when the recorder says that every track has media, so that the section is what was recorded.
 */
function startSection(h: Hearing, kind: SectionKind, reason: string, ctx: DecideContext, tracks?: Track[]): Decision {
  const sectionId = ctx.newId();
  const recorded = sectionPolicy[kind] !== 'hall_off';
  const atMs = forward(h, ctx);
  if (recorded && !recordsNow(h)) return ok([{ type: 'sectionRequested', sectionId, kind, reason, atMs, zeroUtcMs: atMs, ...(tracks ? { tracks } : {}) }]);
  return ok([{ type: 'sectionStarted', sectionId, kind, reason, atMs, recorded }]);
}

/** Now, but never before the section that is on: a clock set back must not make sections overlap. */
const forward = (h: Hearing, ctx: DecideContext): number => Math.max(ctx.nowMs, h.sections.at(-1)?.startedAtMs ?? ctx.nowMs);

function cameUp(h: Hearing, c: Extract<HearingCommand, { type: 'sectionCameUp' }>, ctx: DecideContext): Decision {
  if (!h.starting || h.starting.sectionId !== c.sectionId) return ok([]);
  const { sectionId, kind, reason, requestedAtMs } = h.starting;
  const atMs = Math.max(Math.min(c.atMs, ctx.nowMs), requestedAtMs);
  return ok([{ type: 'sectionStarted', sectionId, kind, reason, atMs, recorded: true }]);
}

const closing = (h: Hearing, ctx: DecideContext, outcome: Outcome): HearingEvent[] => [{ type: 'hearingClosed', atMs: forward(h, ctx), outcome }];

function postpone(h: Hearing, c: Extract<HearingCommand, { type: 'postpone' }>, ctx: DecideContext): Decision {
  const { reason, nextAtMs } = c;
  if (isLive(h.phase.name) || h.starting) return ok(closing(h, ctx, { kind: 'postponed', reason, nextAtMs }));
  return ok([{ type: 'hearingPostponed', atMs: ctx.nowMs, reason, nextAtMs }]);
}

type MarkCommand = Extract<HearingCommand, { type: 'addMark' | 'editMark' | 'withdrawMark' }>;

function decideMark(h: Hearing, c: MarkCommand, ctx: DecideContext): Decision {
  if (!acceptsMarks(h.phase.name) && !h.starting) return illegal(h, c.type);
  const mark = h.marks.find((m) => m.markId === c.markId);
  if (c.type === 'addMark') {
    if (mark) return ok([]);
    if (c.atMs > ctx.nowMs) return err(appError('mark.outside_hearing', { field: 'atMs' }));
    return ok([{ type: 'markAdded', markId: c.markId, atMs: c.atMs, template: c.template, text: c.text }]);
  }
  if (!mark) return err(appError('mark.not_found', { field: 'markId' }));
  if (mark.withdrawn) return c.type === 'withdrawMark' ? ok([]) : err(appError('mark.withdrawn', { field: 'markId' }));
  if (c.type === 'withdrawMark') return ok([{ type: 'markWithdrawn', markId: c.markId, atMs: ctx.nowMs }]);
  if (mark.template === c.template && mark.text === c.text) return ok([]);
  return ok([{ type: 'markEdited', markId: c.markId, atMs: ctx.nowMs, template: c.template, text: c.text }]);
}

/** Whether an order demands this step of this hearing is known where the rules are; here only that it is somebody's of this hearing. */
function recordStep(h: Hearing, c: Extract<HearingCommand, { type: 'recordStep' }>, ctx: DecideContext): Decision {
  if (c.participantId !== null && !h.schedule.participants.some(({ id }) => id === c.participantId)) return err(appError('participant.not_found', { field: 'participantId' }));
  const { type: _, ...recorded } = c;
  const last = h.steps.findLast(({ step, participantId }) => step === c.step && participantId === c.participantId);
  const isSo = last !== undefined && same({ ...recorded }, { step: last.step, participantId: last.participantId, outcome: last.outcome, values: last.values, note: last.note, doneBy: last.doneBy });
  return ok(isSo ? [] : [{ type: 'stepRecorded', ...recorded, atMs: ctx.nowMs }]);
}

type ActCommand = Extract<HearingCommand, { type: 'composeAct' | 'editAct' | 'finaliseAct' }>;

function decideAct(h: Hearing, c: ActCommand, ctx: DecideContext): Decision {
  const act = h.acts.find((a) => a.actId === c.actId);
  if (c.type === 'composeAct') {
    if (act) return ok([]);
    if (!h.incidents.some((i) => i.incidentId === c.incidentId)) return err(appError('incident.not_found', { field: 'incidentId' }));
    const { type: _, ...composed } = c;
    return ok([{ type: 'actComposed', atMs: ctx.nowMs, ...composed }]);
  }
  if (!act) return err(appError('act.not_found', { field: 'actId' }));
  if (act.final) return err(appError('act.final', { field: 'actId' }));
  if (c.type === 'finaliseAct' && act.text !== c.text) return err(appError('hearing.changed', { field: 'text' }));
  if (c.type === 'editAct') return act.text === c.text ? ok([]) : ok([{ type: 'actEdited', actId: c.actId, atMs: ctx.nowMs, text: c.text }]);
  return ok([{ type: 'actFinalised', actId: c.actId, atMs: ctx.nowMs, files: c.files }]);
}
