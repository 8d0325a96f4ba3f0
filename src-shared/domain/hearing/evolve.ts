import { assertNever } from '../result.ts';
import type { EventRecord } from './events.ts';
import { evolveIncidents } from '../incident/evolve.ts';
import { evolveObservers } from '../observers/observers.ts';
import { evolvePapers } from '../papers/evolve.ts';
import { endRemotes, evolveRemotes } from '../remote/evolve.ts';
import type { Act, Gap, Hearing, Mark, Phase, Section, SectionKind } from './state.ts';

const replace = <T>(items: T[], match: (item: T) => boolean, change: (item: T) => T): T[] =>
  items.map((item) => (match(item) ? change(item) : item));

const endSections = (sections: Section[], atMs: number): Section[] =>
  replace(sections, (s) => s.endedAtMs === null, (s) => ({ ...s, endedAtMs: Math.max(atMs, s.startedAtMs) }));

/** A gap lasts no longer than what was to be recorded. */
const endGaps = (gaps: Gap[], atMs: number): Gap[] =>
  replace(gaps, (g) => g.toMs === null, (g) => ({ ...g, toMs: Math.max(atMs, g.fromMs) }));

/** When the recording that a late report speaks of has ended; null while it goes on or is coming up. */
function recordingEndedAtMs({ sections, starting }: Hearing): number | null {
  const current = sections.at(-1);
  if (!current || starting) return null;
  return current.endedAtMs ?? (current.recorded ? null : current.startedAtMs);
}

function loseCapture(h: Hearing, { captureId, fromMs, untilMs, cause }: Omit<Gap, 'toMs'> & { untilMs?: number | undefined }): Hearing {
  const endedAtMs = recordingEndedAtMs(h);
  const toMs = untilMs ?? (endedAtMs === null ? null : Math.max(endedAtMs, fromMs));
  return { ...h, gaps: [...h.gaps, { captureId, fromMs, toMs, cause }] };
}

const changeMark = (h: Hearing, markId: string, change: (m: Mark) => Mark): Hearing =>
  ({ ...h, marks: replace(h.marks, (m) => m.markId === markId, change) });

const changeAct = (h: Hearing, actId: string, change: (a: Act) => Act): Hearing =>
  ({ ...h, acts: replace(h.acts, (a) => a.actId === actId, change) });

function phaseOfSection(kind: SectionKind, sinceMs: number, before: Phase): Phase {
  if (kind === 'in_session' || kind === 'closed_section') return { name: kind, sinceMs };
  return { name: kind, sinceMs, resumeTo: before.name === 'closed_section' ? 'closed_section' : 'in_session' };
}

function born(record: EventRecord): Hearing {
  if (record.event.type !== 'hearingScheduled') throw new Error(`a hearing begins with hearingScheduled, not ${record.event.type}`);
  const { schedule, origin, serverHearingId, demo } = record.event;
  return {
    hearingId: record.hearingId, schedule, origin, serverHearingId, demo,
    phase: { name: 'scheduled' }, starting: null, zeroUtcMs: null, tracks: null,
    sections: [], marks: [], steps: [], readiness: null, remotes: [], tests: [], observers: [], incidents: [], acts: [], papers: [], gaps: [], faults: [], protocols: [],
  };
}

/**
 * The state after an event. Pure and total: the same events give the same hearing in the console,
 * in every window and on the court server.
 */
export function evolve(hearing: Hearing | null, record: EventRecord): Hearing {
  if (hearing === null) return born(record);
  const h = hearing;
  const e = record.event;
  switch (e.type) {
    case 'hearingScheduled':
      return h;
    case 'scheduleChanged':
      return { ...h, schedule: e.schedule };
    case 'hearingReconciled':
      return { ...h, schedule: e.schedule, serverHearingId: e.serverHearingId };
    case 'connectingStarted':
      return { ...h, phase: { name: 'connecting', sinceMs: e.atMs } };
    case 'sectionRequested':
      return {
        ...h,
        zeroUtcMs: h.zeroUtcMs ?? e.zeroUtcMs,
        tracks: h.tracks ?? e.tracks ?? null,
        starting: { sectionId: e.sectionId, kind: e.kind, reason: e.reason, requestedAtMs: e.atMs },
      };
    case 'sectionStarted':
      return {
        ...h,
        phase: phaseOfSection(e.kind, e.atMs, h.phase),
        starting: null,
        gaps: e.recorded ? h.gaps : endGaps(h.gaps, e.atMs),
        sections: [
          ...endSections(h.sections, e.atMs),
          { sectionId: e.sectionId, kind: e.kind, reason: e.reason, startedAtMs: e.atMs, endedAtMs: null, recorded: e.recorded },
        ],
      };
    case 'hearingClosed':
      return {
        ...h,
        starting: null,
        phase: { name: 'closed', atMs: e.atMs, outcome: e.outcome },
        sections: endSections(h.sections, e.atMs),
        gaps: endGaps(h.gaps, e.atMs),
        remotes: endRemotes(h.remotes, e.atMs),
      };
    case 'recordingSealed':
      return h.phase.name === 'closed'
        ? { ...h, phase: { name: 'sealed', atMs: e.atMs, outcome: h.phase.outcome, manifestSha256: e.manifest.sha256 } }
        : h;
    case 'handedOver':
      return h.phase.name === 'sealed' ? { ...h, phase: { ...h.phase, name: 'handed_over', atMs: e.atMs } } : h;
    case 'hearingPostponed':
      return { ...h, remotes: endRemotes(h.remotes, e.atMs), phase: { name: 'postponed', atMs: e.atMs, reason: e.reason, nextAtMs: e.nextAtMs } };
    case 'hearingCancelled':
      return { ...h, remotes: endRemotes(h.remotes, e.atMs), phase: { name: 'cancelled', atMs: e.atMs, reason: e.reason } };
    case 'markAdded': {
      const mark: Mark = { markId: e.markId, atMs: e.atMs, template: e.template, text: e.text, by: record.by, earlier: [], withdrawn: null };
      return { ...h, marks: inOrder([...h.marks, mark]) };
    }
    case 'markEdited':
      return changeMark(h, e.markId, (m) => ({
        ...m,
        template: e.template,
        text: e.text,
        earlier: [...m.earlier, { template: m.template, text: m.text, editedAtMs: e.atMs, by: record.by }],
      }));
    case 'markWithdrawn':
      return changeMark(h, e.markId, (m) => ({ ...m, withdrawn: { atMs: e.atMs, by: record.by } }));
    case 'invitationKept':
    case 'invitationEnded':
    case 'remoteArrived':
    case 'remoteLeft':
    case 'remoteAdmitted':
    case 'remoteSentOut':
    case 'remoteMuted':
    case 'confidentialTalkBegan':
    case 'confidentialTalkEnded':
    case 'interpretingChanged':
    case 'linkCut':
    case 'linkRestored':
    case 'remoteSoundBegan':
    case 'remotePictureBegan':
    case 'remoteSoundArrivedLate':
    case 'linkDegraded':
    case 'linkRecovered':
      return { ...h, remotes: evolveRemotes(h.remotes, e) };
    case 'testSessionHeld': {
      const { type: _, ...held } = e;
      return { ...h, tests: [...h.tests, { ...held, by: record.by }] };
    }
    case 'observersAllowed':
    case 'observersRemoved':
      return { ...h, observers: evolveObservers(h.observers, e, record.by.name) };
    case 'readinessChecked':
      return { ...h, readiness: { atMs: e.atMs, items: e.items, by: record.by } };
    case 'stepRecorded': {
      const { type: _, ...recorded } = e;
      return { ...h, steps: [...h.steps, { ...recorded, by: record.by }] };
    }
    case 'incidentOpened':
    case 'evidenceAdded':
    case 'incidentUpdated':
    case 'incidentResolved':
    case 'noticeTold':
    case 'noticeAcknowledged':
    case 'noticeMailed':
    case 'noticeMailAccepted':
    case 'noticeMailRefused':
    case 'noticeMailUnsure':
      return { ...h, incidents: evolveIncidents(h.incidents, e, record) };
    case 'actComposed': {
      const { type: _, atMs: __, ...composed } = e;
      return { ...h, acts: [...h.acts, { ...composed, final: null }] };
    }
    case 'actEdited':
      return changeAct(h, e.actId, (a) => ({ ...a, text: e.text }));
    case 'actFinalised':
      return changeAct(h, e.actId, (a) => ({ ...a, final: { atMs: e.atMs, files: e.files } }));
    case 'paperComposed':
    case 'paperFinalised':
      return { ...h, papers: evolvePapers(h.papers, e, record) };
    case 'protocolComposed':
      return { ...h, protocols: [...h.protocols, { kind: e.kind ?? 'short', version: e.version, language: e.language, composedAtMs: e.atMs, files: e.files }] };
    case 'captureLost':
      return loseCapture(h, e);
    case 'captureResumed':
      return { ...h, gaps: replace(h.gaps, (g) => g.captureId === e.captureId && g.toMs === null, (g) => ({ ...g, toMs: Math.max(e.atMs, g.fromMs) })) };
    case 'recorderFault':
      return { ...h, faults: [...h.faults, { code: e.code, atMs: e.atMs, detail: e.detail }] };
    default:
      return assertNever(e);
  }
}

/** Marks stand in the order of their moments, not of their arrival: a mark's time is its first keystroke. */
function inOrder(marks: Mark[]): Mark[] {
  const last = marks.at(-1);
  const beforeLast = marks.at(-2);
  if (!last || !beforeLast || beforeLast.atMs <= last.atMs) return marks;
  return marks.toSorted((a, b) => a.atMs - b.atMs);
}

export const replay = (records: readonly EventRecord[]): Hearing | null =>
  records.reduce<Hearing | null>((state, record) => evolve(state, record), null);
