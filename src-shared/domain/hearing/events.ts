import type { Way } from '../../conference/quality/figures.ts';
import type { Part } from '../../conference/quality/verdict.ts';
import type { Office } from '../../rules/schema/parts.ts';
import type { Actor } from '../actor.ts';
import type { PaperContents, PaperWay } from '../papers/paper.ts';
import type { RemovalReason } from '../observers/observers.ts';
import type { ReadinessItem } from '../readiness/report.ts';
import type { Degradation, TalkEnd } from '../remote/remote.ts';
import type { TestedPerson } from '../remote/testSession.ts';
import type { ScheduleEntry } from '../schedule.ts';
import type { Track } from '../tracks.ts';
import type { DocumentFile, EvidencePicture, IncidentSubject, Language, MailAddressee, NoticeWay, Outcome, ProtocolKind, SectionKind, StepOutcome, StepValues } from './state.ts';

/**
 * What has happened in a hearing. Committed before announced, never changed afterwards, and sent to
 * the court server as facts. All times are UTC milliseconds.
 */
export type HearingEvent =
  | { type: 'hearingScheduled'; schedule: ScheduleEntry; origin: 'server' | 'manual'; serverHearingId: string | null; demo: boolean }
  | { type: 'scheduleChanged'; schedule: ScheduleEntry }
  /** A hearing typed in offline turned out to be this one of the server's. */
  | { type: 'hearingReconciled'; serverHearingId: string; schedule: ScheduleEntry }
  | { type: 'connectingStarted'; atMs: number }
  /** A recorded section was ordered; the recorder is being started. Timeline zero and the hall's tracks are fixed by the first one (older ones do not name the tracks). */
  | { type: 'sectionRequested'; sectionId: string; kind: SectionKind; reason: string; atMs: number; zeroUtcMs: number; tracks?: Track[] | undefined }
  /** Ends the section before it at the same moment. */
  | { type: 'sectionStarted'; sectionId: string; kind: SectionKind; reason: string; atMs: number; recorded: boolean }
  | { type: 'hearingClosed'; atMs: number; outcome: Outcome }
  | { type: 'recordingSealed'; atMs: number; manifest: DocumentFile; segments: number; mediaBytes: number }
  | { type: 'handedOver'; atMs: number; receipts: number }
  | { type: 'hearingPostponed'; atMs: number; reason: string; nextAtMs: number | null }
  | { type: 'hearingCancelled'; atMs: number; reason: string }
  | { type: 'markAdded'; markId: string; atMs: number; template: string; text: string }
  | { type: 'markEdited'; markId: string; atMs: number; template: string; text: string }
  | { type: 'markWithdrawn'; markId: string; atMs: number }
  | {
      type: 'incidentOpened'; incidentId: string; startedAtMs: number; subject: IncidentSubject; deviceId: string | null;
      detectedBy: 'person' | 'machine'; note: string; evidence: string[];
    }
  /** Pictures of the moment an incident was opened; they take seconds, and nobody waits for them. */
  | { type: 'evidenceAdded'; incidentId: string; atMs: number; pictures: EvidencePicture[] }
  | { type: 'readinessChecked'; atMs: number; items: ReadinessItem[] }
  | { type: 'stepRecorded'; step: string; participantId: string | null; outcome: StepOutcome; values: StepValues; note: string; doneBy: string; atMs: number }
  /** Login and password were issued to somebody who takes part from elsewhere; they are of use between these moments (K7-15(4)). */
  | { type: 'invitationKept'; participantId: string; login: string; fromMs: number; untilMs: number; atMs: number }
  | { type: 'invitationEnded'; participantId: string; login: string; why: 'revoked' | 'excluded'; atMs: number }
  | { type: 'remoteArrived' | 'remoteLeft' | 'remoteAdmitted' | 'remoteSentOut' | 'linkRestored'; participantId: string; atMs: number }
  | { type: 'remoteMuted'; participantId: string; muted: boolean; atMs: number }
  /** A defender and their client talk alone: who and when, never what. */
  | { type: 'confidentialTalkBegan'; participantIds: string[]; atMs: number }
  | { type: 'confidentialTalkEnded'; participantIds: string[]; why: TalkEnd; atMs: number }
  /** Simultaneously, heard by these alone; for nobody: consecutively, heard by everybody. */
  | { type: 'interpretingChanged'; participantId: string; forIds: string[]; atMs: number }
  | { type: 'linkCut'; participantId: string; fromMs: number }
  | { type: 'remoteSoundBegan'; participantId: string; atMs: number }
  | { type: 'remotePictureBegan'; participantId: string; atMs: number }
  /** Their page had kept it, and handed it over when the link was back; `atMs`: when the last of it was here. */
  | { type: 'remoteSoundArrivedLate'; participantId: string; fromMs: number; untilMs: number; atMs: number }
  /** Picture or sound of somebody in the hearing got worse, or bad for another reason (K185-22). */
  | { type: 'linkDegraded'; participantId: string; fromMs: number; degradation: Degradation }
  | { type: 'linkRecovered'; participantId: string; way: Way; part: Part; atMs: number }
  /** Those elsewhere were seen, heard and measured before the hearing, which it is no part of (K7-15(5), K185-13). */
  | { type: 'testSessionHeld'; fromMs: number; untilMs: number; begunBy: string; people: TestedPerson[] }
  /** By the court's permission the hearing may be watched under this address (K7-33, GP-5). */
  | { type: 'observersAllowed'; watchId: string; atMs: number }
  | { type: 'observersRemoved'; watchId: string; why: RemovalReason; atMs: number }
  | { type: 'incidentUpdated'; incidentId: string; atMs: number; note: string; expectedRestorationMs: number | null }
  | { type: 'incidentResolved'; incidentId: string; atMs: number; how: string }
  | { type: 'noticeTold'; incidentId: string; notice: string; to: string; way: NoticeWay; toldAtMs: number; note: string }
  /** Without an office: whoever was told last. */
  | { type: 'noticeAcknowledged'; incidentId: string; notice: string; office?: Office | undefined; ackedAtMs: number; note: string }
  /** To be sent by e-mail, from this moment on whatever happens to the console. */
  | { type: 'noticeMailed'; incidentId: string; notice: string; subject: string; text: string; to: MailAddressee[]; atMs: number }
  /** The mail server has taken it upon itself: told, not understood. */
  | { type: 'noticeMailAccepted'; incidentId: string; mailId: string; answer: string; atMs: number }
  | { type: 'noticeMailRefused'; incidentId: string; mailId: string; answer: string; atMs: number }
  | { type: 'noticeMailUnsure'; incidentId: string; mailId: string; atMs: number }
  | { type: 'actComposed'; actId: string; incidentId: string; atMs: number; language: Language; text: string; signatories: string[]; clause: string }
  | { type: 'actEdited'; actId: string; atMs: number; text: string }
  | { type: 'actFinalised'; actId: string; atMs: number; files: DocumentFile[] }
  | ({ type: 'paperComposed'; paperId: string; step: string; atMs: number } & PaperContents)
  /** Older ones do not say how it was sent. */
  | { type: 'paperFinalised'; paperId: string; number: string; signedBy: string; way?: PaperWay | undefined; files: DocumentFile[]; atMs: number }
  /** Without a kind: the short one; older ones do not say. */
  | { type: 'protocolComposed'; kind?: ProtocolKind | undefined; version: number; atMs: number; language: Language; files: DocumentFile[] }
  /** `untilMs`: told when it was over already. */
  | { type: 'captureLost'; captureId: string; fromMs: number; untilMs?: number | undefined; cause: string }
  | { type: 'captureResumed'; captureId: string; atMs: number }
  | { type: 'recorderFault'; atMs: number; code: string; detail: string };

/** An event with its place in the world: what is stored, published and sent on. */
export interface EventRecord {
  /** Position in this console's log, from 1, without holes. */
  seq: number;
  /** UUID; the idempotency key towards the court server. */
  eventId: string;
  hearingId: string;
  event: HearingEvent;
  /** UTC ms when it was committed, and a clock that no one can set (ms since the machine booted). */
  committedAtMs: number;
  monotonicMs: number;
  by: Actor;
}
