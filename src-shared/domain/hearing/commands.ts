import type { Way } from '../../conference/quality/figures.ts';
import type { Part } from '../../conference/quality/verdict.ts';
import type { PaperContents, PaperWay } from '../papers/paper.ts';
import type { RemovalReason } from '../observers/observers.ts';
import type { ReadinessItem } from '../readiness/report.ts';
import type { Degradation, TalkEnd } from '../remote/remote.ts';
import type { TestedPerson } from '../remote/testSession.ts';
import type { ScheduleEntry } from '../schedule.ts';
import type { Track } from '../tracks.ts';
import type { DocumentFile, EvidencePicture, IncidentSubject, Language, MailAddressee, NoticeWay, ProtocolKind, StepOutcome, StepValues } from './state.ts';
import type { Office } from '../../rules/schema/parts.ts';

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
  | { type: 'keepInvitation'; participantId: string; login: string; fromMs: number; untilMs: number }
  | { type: 'endInvitation'; participantId: string; why: 'revoked' | 'excluded' }
  | { type: 'arrive' | 'leave' | 'admit' | 'sendOut' | 'restoreLink'; participantId: string }
  | { type: 'mute'; participantId: string; muted: boolean }
  | { type: 'confide'; participantId: string; withIds: string[] }
  | { type: 'endTalk'; participantId: string; why: TalkEnd }
  /** For nobody: they are heard by everybody again. */
  | { type: 'interpret'; participantId: string; forIds: string[] }
  | { type: 'cutLink'; participantId: string; fromMs: number }
  /** What their own page keeps of their sound has come into the record, from this moment on. */
  | { type: 'beginSound' | 'beginPicture'; participantId: string; atMs: number }
  | { type: 'noteLateSound'; participantId: string; fromMs: number; untilMs: number }
  | { type: 'degradeLink'; participantId: string; fromMs: number; degradation: Degradation }
  | { type: 'recoverLink'; participantId: string; way: Way; part: Part }
  | { type: 'keepTest'; fromMs: number; begunBy: string; people: TestedPerson[] }
  | { type: 'allowObservers' }
  | { type: 'removeObservers'; why: RemovalReason }
  | {
      type: 'openIncident'; incidentId: string; startedAtMs: number; subject: IncidentSubject; deviceId: string | null;
      detectedBy: 'person' | 'machine'; note: string; evidence: string[];
    }
  | { type: 'addEvidence'; incidentId: string; pictures: EvidencePicture[] }
  | { type: 'updateIncident'; incidentId: string; note: string; expectedRestorationMs: number | null }
  | { type: 'resolveIncident'; incidentId: string; how: string }
  | { type: 'tellNotice'; incidentId: string; notice: string; to: string; way: NoticeWay; toldAtMs: number; note: string }
  | { type: 'acknowledgeNotice'; incidentId: string; notice: string; office?: Office | undefined; ackedAtMs: number; note: string }
  | { type: 'mailNotice'; incidentId: string; notice: string; subject: string; text: string; to: MailAddressee[] }
  /** From the mail server. */
  | { type: 'endMail'; incidentId: string; mailId: string; kind: 'accepted' | 'refused'; answer: string }
  | { type: 'doubtMail'; incidentId: string; mailId: string }
  | { type: 'composeAct'; actId: string; incidentId: string; language: Language; text: string; signatories: string[]; clause: string }
  | { type: 'editAct'; actId: string; text: string }
  /** `text`: what the files say. */
  | { type: 'finaliseAct'; actId: string; text: string; files: DocumentFile[] }
  | ({ type: 'composePaper'; paperId: string; step: string } & PaperContents)
  /** `text`: what the files say. */
  | { type: 'finalisePaper'; paperId: string; number: string; signedBy: string; way: PaperWay; text: string; files: DocumentFile[] }
  | { type: 'addProtocol'; kind: ProtocolKind; language: Language; files: DocumentFile[] }
  /** From the recorder: the section that was being started now has media (or is known not to get any). */
  | { type: 'sectionCameUp'; sectionId: string; atMs: number }
  /** `untilMs`: told when it was over already. */
  | { type: 'captureLost'; captureId: string; fromMs: number; untilMs?: number | undefined; cause: string }
  | { type: 'captureResumed'; captureId: string; atMs: number }
  | { type: 'recorderFault'; code: string; detail: string }
  | { type: 'seal'; manifest: DocumentFile; segments: number; mediaBytes: number }
  | { type: 'handOver'; receipts: number };

/** Where a pure decision gets the world from. */
export interface DecideContext {
  nowMs: number;
  newId: () => string;
}
