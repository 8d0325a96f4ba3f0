import type { PaperContents } from '../papers/paper.ts';
import type { ReadinessItem } from '../readiness/report.ts';
import type { ScheduleEntry } from '../schedule.ts';
import type { Track } from '../tracks.ts';
import type { DocumentFile, IncidentSubject, Language, NoticeWay, ProtocolKind, StepOutcome, StepValues } from './state.ts';

/** What may be asked of a hearing. `decide` answers with events or a typed refusal. */
export type HearingCommand =
  | { type: 'schedule'; schedule: ScheduleEntry; origin: 'server' | 'manual'; serverHearingId: string | null; demo: boolean }
  | { type: 'changeSchedule'; schedule: ScheduleEntry }
  | { type: 'reconcile'; serverHearingId: string; schedule: ScheduleEntry }
  | { type: 'connect' }
  /** With the tracks of the hall as it stands: what is recorded from here on is called after them, whatever is changed in the hall later. */
  | { type: 'open'; tracks: Track[] }
  | { type: 'recess'; reason: string }
  | { type: 'deliberate' }
  | { type: 'technicalBreak'; reason: string }
  | { type: 'closeToPublic'; reason: string }
  | { type: 'resume' }
  | { type: 'close' }
  | { type: 'postpone'; reason: string; nextAtMs: number | null }
  | { type: 'cancel'; reason: string }
  | { type: 'addMark'; markId: string; atMs: number; template: string; text: string }
  | { type: 'editMark'; markId: string; template: string; text: string }
  | { type: 'withdrawMark'; markId: string }
  | { type: 'keepReadiness'; items: ReadinessItem[] }
  | { type: 'recordStep'; step: string; participantId: string | null; outcome: StepOutcome; values: StepValues; note: string; doneBy: string }
  | {
      type: 'openIncident'; incidentId: string; startedAtMs: number; subject: IncidentSubject; deviceId: string | null;
      detectedBy: 'person' | 'machine'; note: string; evidence: string[];
    }
  | { type: 'updateIncident'; incidentId: string; note: string; expectedRestorationMs: number | null }
  | { type: 'resolveIncident'; incidentId: string; how: string }
  | { type: 'tellNotice'; incidentId: string; notice: string; to: string; way: NoticeWay; toldAtMs: number; note: string }
  | { type: 'acknowledgeNotice'; incidentId: string; notice: string; ackedAtMs: number; note: string }
  | { type: 'composeAct'; actId: string; incidentId: string; language: Language; text: string; signatories: string[]; clause: string }
  | { type: 'editAct'; actId: string; text: string }
  /** `text`: what the files say. */
  | { type: 'finaliseAct'; actId: string; text: string; files: DocumentFile[] }
  | ({ type: 'composePaper'; paperId: string; step: string } & PaperContents)
  /** `text`: what the files say. */
  | { type: 'finalisePaper'; paperId: string; number: string; signedBy: string; text: string; files: DocumentFile[] }
  | { type: 'addProtocol'; kind: ProtocolKind; language: Language; files: DocumentFile[] }
  /** From the recorder: the section that was being started now has media (or is known not to get any). */
  | { type: 'sectionCameUp'; sectionId: string; atMs: number }
  | { type: 'captureLost'; captureId: string; fromMs: number; cause: string }
  | { type: 'captureResumed'; captureId: string; atMs: number }
  | { type: 'recorderFault'; code: string; detail: string }
  | { type: 'seal'; manifest: DocumentFile; segments: number; mediaBytes: number }
  | { type: 'handOver'; receipts: number };

/** Where a pure decision gets the world from. */
export interface DecideContext {
  nowMs: number;
  newId: () => string;
}
