/**
 * Every error a person or a script can be shown. The code is the key of three sentences in each
 * language (`errors.<code>.what`, `.record`, `.todo`): what happened, what it means for the
 * record, what to do. A code without all three in kk, ru and en fails the tests.
 */
export const errorCodes = [
  'input.invalid',
  'input.too_large',
  'call.unknown',
  'auth.required',
  'auth.wrong_credentials',
  'auth.forbidden',
  'auth.locked',
  'setup.already_done',
  'setup.required',
  'hearing.not_found',
  'hearing.illegal_command',
  'hearing.another_in_session',
  'hearing.no_hall',
  'hearing.changed',
  'hearing.nobody_appeared',
  'participant.not_found',
  'conference.not_remote', 'conference.not_here', 'conference.not_open', 'conference.stopped', 'conference.hall_taken', 'conference.not_before',
  'conference.no_defender', 'conference.talks_already', 'conference.only_talks', 'conference.no_interpreter', 'conference.no_links', 'conference.no_camera', 'conference.through_sfu',
  'photo.none', 'photo.not_here', 'photo.not_at_server', 'photo.wrong', 'photo.removed',
  'observers.not_open',
  'paper.not_found', 'paper.final', 'paper.undecided',
  'step.not_demanded',
  'readiness.hall_busy', 'readiness.not_checked',
  'demand.unanswered',
  'mark.not_found',
  'mark.withdrawn',
  'mark.outside_hearing',
  'notice.not_told',
  'mail.not_configured', 'mail.no_address', 'mail.not_found',
  'mail.unknown_host', 'mail.unreachable', 'mail.no_answer', 'mail.not_encrypted', 'mail.not_trusted', 'mail.login_refused', 'mail.put_off', 'mail.refused', 'mail.bad_answer',
  'incident.not_found',
  'incident.resolved',
  'act.not_found',
  'act.final',
  'rules.unreadable',
  'rules.no_edition',
  'rules.not_brought',
  'document.failed',
  'user.exists',
  'user.not_found',
  'recorder.start_failed',
  'recorder.capture_lost',
  'recorder.segment_damaged',
  'recorder.ffmpeg_missing',
  'recorder.disk_low',
  'recorder.copy_failed',
  'recorder.signal',
  'recorder.target_unusable',
  'disk.reserve_failed',
  'demo.voices_failed',
  'media.not_recorded',
  'clock.stepped',
  'media.failed',
  'service.failed',
  'seal.incomplete',
  'store.unavailable',
  'store.from_future',
  'store.damaged',
  'outbox.file_changed',
  'court_server.not_configured',
  'court_server.unreachable',
  'court_server.unauthorized',
  'court_server.refused',
  'court_server.hash_mismatch',
  'court_server.bad_answer',
  'link.lost',
  'internal.unexpected',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** `field` is a path into the input (`participants.2.name`); `params` fill the sentences; `detail` is technical and copyable. */
export interface AppError {
  code: ErrorCode;
  field?: string;
  params?: Record<string, string | number>;
  detail?: string;
}

export const appError = (code: ErrorCode, more: Omit<AppError, 'code'> = {}): AppError => ({ code, ...more });

/** Errors are kept in the queues as `code: detail`, so that a screen can explain the code. */
export const errorText = ({ code, detail }: AppError): string => (detail === undefined ? code : `${code}: ${detail}`);

/** The words of anything thrown, without assuming that it is an Error. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
