import type { Office } from '../../rules/schema/parts.ts';
import type { Actor } from '../actor.ts';
import type { Paper } from '../papers/paper.ts';
import type { ReadinessItem } from '../readiness/report.ts';
import type { Remote } from '../remote/remote.ts';
import type { TestSession } from '../remote/testSession.ts';
import type { ScheduleEntry } from '../schedule.ts';
import type { Track } from '../tracks.ts';

/**
 * Kinds of section on a hearing's one timeline. There is no pause: time that is not recorded is a
 * section of a kind whose policy says so, with its reason (K336-5).
 */
export const sectionKinds = ['in_session', 'recess', 'deliberation', 'technical_break', 'closed_section'] as const;
export type SectionKind = (typeof sectionKinds)[number];

/** What the recorder does during a section. A technical break is recorded: the hall goes on (K7-14, K185-16). */
export const sectionPolicy: Record<SectionKind, 'record' | 'record_closed' | 'hall_off'> = {
  in_session: 'record',
  recess: 'hall_off',
  deliberation: 'hall_off',
  technical_break: 'record',
  closed_section: 'record_closed',
};

export interface Section {
  sectionId: string;
  kind: SectionKind;
  reason: string;
  /** UTC ms. Where media is recorded: the moment from which every track has it. */
  startedAtMs: number;
  endedAtMs: number | null;
  recorded: boolean;
}

export interface Mark {
  markId: string;
  /** UTC ms of the first keystroke. Position in the media is `atMs - zeroUtcMs`. */
  atMs: number;
  template: string;
  text: string;
  by: Actor;
  /** Earlier texts, oldest first: an edit never replaces the original. */
  earlier: { template: string; text: string; editedAtMs: number; by: Actor }[];
  withdrawn: { atMs: number; by: Actor } | null;
}

export const incidentSubjects = [
  'camera', 'microphone', 'recorder', 'disk', 'videoconference', 'network', 'court_server', 'monitor', 'power', 'other',
] as const;
export type IncidentSubject = (typeof incidentSubjects)[number];

/** How somebody was told something. */
export const noticeWays = ['in_person', 'phone', 'message', 'email', 'letter', 'console'] as const;
export type NoticeWay = (typeof noticeWays)[number];

/** Somebody was told of a failure, as an order demands; of several to the same the last counts. */
export interface NoticeRecord {
  /** Which rule: `recording-486/oblast`. */
  notice: string;
  /** The person, by name. */
  to: string;
  way: NoticeWay;
  toldAtMs: number;
  /** What was said besides the failure: its cause, once that is established. */
  note: string;
  /** Null: nobody has said yet that it was understood. */
  acknowledged: { atMs: number; note: string } | null;
  /** It went out by this console's own mail: told is who fills this office, and not the whole link. Null: written down by hand. */
  mail: { mailId: string; office: Office; address: string; answer: string } | null;
  by: Actor;
}

/** Whom a notice is sent to by e-mail: an office, and who filled it then. One message for each address. */
export interface MailAddressee {
  mailId: string;
  office: Office;
  name: string;
  address: string;
  /** Stays the same however often it is tried, so that the other side can tell a repetition. */
  messageId: string;
}

export interface NoticeMail extends MailAddressee {
  notice: string;
  subject: string;
  text: string;
  queuedAtMs: number;
  /** The message had gone, the server's answer was lost: it was sent again and may have arrived twice. */
  unsureAtMs: number | null;
  /** The mail server's word; null while it is tried. */
  outcome: { kind: 'accepted' | 'refused'; atMs: number; answer: string } | null;
  by: Actor;
}

/**
 * Why there is no picture: the camera has not recorded anything; what it recorded could not be turned into a picture, or not
 * in time; it could not be written; this console has no windows of its own (it is shown by a browser); the console was
 * started anew before it looked.
 */
export const pictureProblems = ['not_recorded', 'not_readable', 'not_written', 'no_windows', 'restarted'] as const;
export type PictureProblem = (typeof pictureProblems)[number];

/** Of a camera by its id, or of a window of the console: `secretary`, `judge`; `console` for all of them. */
export interface PictureSubject {
  of: 'camera' | 'window';
  name: string;
}

/** A picture that shows what was the matter, or why there is none. `atMs`: the moment that it shows, UTC. */
export type EvidencePicture = PictureSubject & ({ state: 'taken'; atMs: number; file: DocumentFile } | { state: 'missing'; why: PictureProblem });

export interface Incident {
  incidentId: string;
  subject: IncidentSubject;
  /** Device id when one device is concerned. */
  deviceId: string | null;
  detectedBy: 'person' | 'machine';
  startedAtMs: number;
  note: string;
  /** Machine evidence at hand when it was opened: one plain line each, language-neutral (`key: value`). */
  evidence: string[];
  /** When it was written down: what pictures are to show. */
  openedAtMs: number;
  /** Null: not looked for yet. */
  pictures: EvidencePicture[] | null;
  expectedRestorationMs: number | null;
  /** In the order in which they were written down. */
  notices: NoticeRecord[];
  mails: NoticeMail[];
  resolved: { atMs: number; how: string } | null;
  by: Actor;
}

export const stepOutcomes = ['done', 'failed', 'not_needed'] as const;
export type StepOutcome = (typeof stepOutcomes)[number];

/** What was found out with a step: facts that rules ask about by their names, and whatever else its form has. */
export type StepValues = Record<string, string | number | boolean>;

/** Something that an order demands, as it was done. Of several of one step the last counts. */
export interface StepRecord {
  /** Which rule: `civil-k7/application`. */
  step: string;
  /** Null: it is the hearing's. */
  participantId: string | null;
  outcome: StepOutcome;
  values: StepValues;
  note: string;
  /** Who did it, when that is not who wrote it down. */
  doneBy: string;
  by: Actor;
  atMs: number;
}

export type Language = 'kk' | 'ru';

export interface Act {
  actId: string;
  incidentId: string;
  language: Language;
  text: string;
  signatories: string[];
  clause: string;
  final: { atMs: number; files: DocumentFile[] } | null;
}

export interface DocumentFile {
  /** Path relative to the recording folder, forward slashes. */
  path: string;
  sha256: string;
  bytes: number;
}

/** The short protocol (қысқаша хаттама, K336-9), and the chronicle of everything that is known. */
export const protocolKinds = ['short', 'chronicle'] as const;
export type ProtocolKind = (typeof protocolKinds)[number];

export interface Protocol {
  kind: ProtocolKind;
  /** Counted for each kind. */
  version: number;
  language: Language;
  composedAtMs: number;
  files: DocumentFile[];
}

/** A stretch of a track without media although the section was to be recorded; `toMs` null while it lasts. */
export interface Gap {
  captureId: string;
  fromMs: number;
  toMs: number | null;
  cause: string;
}

export interface RecorderFault {
  code: string;
  atMs: number;
  detail: string;
}

export type Outcome =
  | { kind: 'concluded' }
  | { kind: 'postponed'; reason: string; nextAtMs: number | null };

/** The one place a hearing is in, with what only that place knows. Transitions: `transitions.ts`. */
export type Phase =
  | { name: 'scheduled' }
  | { name: 'connecting'; sinceMs: number }
  | { name: 'in_session'; sinceMs: number }
  | { name: 'closed_section'; sinceMs: number }
  | { name: 'recess' | 'deliberation' | 'technical_break'; sinceMs: number; resumeTo: 'in_session' | 'closed_section' }
  | { name: 'closed'; atMs: number; outcome: Outcome }
  | { name: 'sealed'; atMs: number; outcome: Outcome; manifestSha256: string }
  | { name: 'handed_over'; atMs: number; outcome: Outcome; manifestSha256: string }
  | { name: 'postponed'; atMs: number; reason: string; nextAtMs: number | null }
  | { name: 'cancelled'; atMs: number; reason: string };

export type PhaseName = Phase['name'];

/** A section asked for whose recording is coming up: seconds, never minutes. Nothing else may start meanwhile. */
export interface Starting {
  sectionId: string;
  kind: SectionKind;
  reason: string;
  requestedAtMs: number;
}

export interface Hearing {
  hearingId: string;
  schedule: ScheduleEntry;
  origin: 'server' | 'manual';
  /** The court server's own id, once known. */
  serverHearingId: string | null;
  demo: boolean;
  phase: Phase;
  starting: Starting | null;
  /** UTC ms of position zero on the timeline; null until first recorded. */
  zeroUtcMs: number | null;
  /** What the hall records on, as it stood at the opening; null until then, and where older events did not say. */
  tracks: Track[] | null;
  sections: Section[];
  marks: Mark[];
  steps: StepRecord[];
  /** The hall's check that was made for this hearing; the newest. */
  readiness: { atMs: number; items: ReadinessItem[]; by: Actor } | null;
  /** Those who take part from elsewhere and of whom something is known: in no particular order. */
  remotes: Remote[];
  /** Held before the hearing, in order. */
  tests: TestSession[];
  incidents: Incident[];
  acts: Act[];
  papers: Paper[];
  gaps: Gap[];
  faults: RecorderFault[];
  protocols: Protocol[];
}
