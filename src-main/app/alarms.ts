import { signalConditions, type Alarm, type ConsoleStatus, type RecorderStatus, type SignalCondition } from '#shared/contract/status.ts';
import type { ErrorCode } from '#shared/domain/errors.ts';
import { hasNoTarget, lostDeviceIds, spareCapturesDown } from '#shared/domain/safety.ts';

/** Below this the specialist is told; below `diskDangerHours` the record is in danger. */
const diskNoteHours = 4;
const diskDangerHours = 0.5;
const unreachableNoteMs = 60_000;
/** People compare the time on the screen with the one on the wall. */
const clockNoteMs = 2000;
/** K336-28: within an hour. */
const mailLateMs = 3_600_000;

type Facts = Omit<ConsoleStatus, 'alarms'>;

/** Every code there is; the interface has words for each. */
export const alarmCodes = [
  'capture_lost', 'copy_lost', 'target_lost', 'no_target', 'not_reserved', 'segment_damaged', 'disk_full', 'disk_low', 'court_server_unreachable', 'court_server_refused', 'store_damaged', 'clock_set', 'service_failed',
  ...signalConditions.filter((c) => c !== 'speech').map((c) => `signal_${c}` as const), 'not_sealed', 'not_deliverable', 'mail_waiting', 'mail_refused',
] as const;
type AlarmCode = (typeof alarmCodes)[number];

const alarm = (level: Alarm['level'], code: AlarmCode, sinceMs: number, params: Alarm['params'] = {}, id: string = code): Alarm =>
  ({ alarmId: id, level, code, params, sinceMs });

/**
 * What people must be told, from what is true now. Pure, so that every window, display and test sees
 * the same. An alarm's id stays while its cause lasts; acknowledging is per id.
 */
export function alarmsOf(facts: Facts): Alarm[] {
  const { recorder, storage, queue, courtServer, services, unsealed, clockAheadMs, nowMs } = facts;
  return [
    ...lostDeviceIds(recorder).map((id) => deviceLost(recorder, id)),
    ...spareCapturesDown(recorder).map((c) => alarm('note', 'copy_lost', c.sinceMs, { captureId: c.captureId, cause: c.cause ?? '–' }, `copy_lost:${c.captureId}`)),
    ...signalAlarms(recorder),
    ...targetAlarms(recorder),
    ...reserveAlarms(facts),
    ...(recorder.segmentsDamaged > 0 ? [alarm('loss', 'segment_damaged', nowMs, { count: recorder.segmentsDamaged }, `segment_damaged:${recorder.segmentsDamaged}`)] : []),
    ...(!hasNoTarget(recorder) && storage.hoursLeft < diskDangerHours ? [alarm('danger', 'disk_full', nowMs, { hours: round(storage.hoursLeft) })] : []),
    ...(storage.hoursLeft >= diskDangerHours && storage.hoursLeft < diskNoteHours ? [alarm('note', 'disk_low', nowMs, { hours: round(storage.hoursLeft) })] : []),
    ...(courtServer.state === 'unreachable' && nowMs - courtServer.sinceMs > unreachableNoteMs ? [alarm('note', 'court_server_unreachable', courtServer.sinceMs)] : []),
    ...(courtServer.state === 'refused' ? [alarm('note', 'court_server_refused', courtServer.sinceMs)] : []),
    ...(Math.abs(clockAheadMs) > clockNoteMs ? [alarm('note', 'clock_set', nowMs, { seconds: Math.round(clockAheadMs / 1000) })] : []),
    ...mailAlarms(facts),
    ...unsealed.map((u) => alarm('danger', 'not_sealed', u.sinceMs, { caseNumber: u.caseNumber }, `not_sealed:${u.hearingId}`)),
    ...(queue.undeliverable > 0 ? [alarm('loss', 'not_deliverable', nowMs, { count: queue.undeliverable }, `not_deliverable:${queue.undeliverable}`)] : []),
    ...services.filter((s) => s.name === 'store' && s.state === 'failed').map((s) => alarm('loss', 'store_damaged', nowMs, { movedTo: s.detail })),
    ...services.filter((s) => s.name !== 'store' && s.state === 'failed').map((s) => alarm(s.name === 'recorder' ? 'danger' : 'note', 'service_failed', nowMs, { service: s.name, detail: s.detail }, `service_failed:${s.name}`)),
  ];
}

/** A record without a picture that moves is no record of the picture; the rest may be as it should: a microphone that is switched off. */
const ruinous: readonly SignalCondition[] = ['frozen', 'black', 'falling_behind', 'samples_missing', 'another_camera'];

const signalAlarms = ({ captures }: RecorderStatus): Alarm[] => captures.flatMap((c) => c.signal.flatMap(({ condition, sinceMs }) => {
  if (condition === 'speech') return [];
  return [alarm(ruinous.includes(condition) ? 'danger' : 'note', `signal_${condition}`, sinceMs, { captureId: c.deviceIds[0] ?? c.captureId }, `signal_${condition}:${c.captureId}`)];
}));

/** Of two recording targets one is away: everything is on the other. With none, nothing can be written. */
function targetAlarms({ targets }: RecorderStatus): Alarm[] {
  const troubled = targets.filter((t) => t.state !== 'ok');
  const code = hasNoTarget({ targets }) ? 'no_target' : 'target_lost';
  return troubled.map((t) => alarm(code === 'no_target' ? 'danger' : 'note', code, t.sinceMs, { path: t.path, trouble: t.state }, `${code}:${t.path}:${t.sinceMs}`));
}

/** It is recorded all the same; the disk may be full before the hearing is over. A disk that is not there is told as that. */
const reserveAlarms = ({ recorder, nowMs }: Facts): Alarm[] =>
  recorder.targets.filter((t) => t.state === 'ok' && t.unreserved !== null).map((t) => alarm('note', 'not_reserved', nowMs, { path: t.path, reason: t.unreserved ?? '' }, `not_reserved:${t.path}`));

/** Cause and moment are those of the capture that is the device's own: the others come and go with their other devices. */
function deviceLost({ captures }: RecorderStatus, deviceId: string): Alarm {
  const [own] = captures.filter((c) => c.deviceIds.includes(deviceId)).toSorted((a, b) => a.deviceIds.length - b.deviceIds.length);
  const id = own?.state === 'lost' ? `capture_lost:${deviceId}:${own.sinceMs}` : `capture_lost:${deviceId}`;
  return alarm('danger', 'capture_lost', own?.sinceMs ?? 0, { captureId: deviceId, cause: own?.cause ?? '–' }, id);
}

/** No time cures it: somebody has to change the settings, or the mail server. */
const stayingMailFaults: readonly (string | null)[] = ['mail.unknown_host', 'mail.not_encrypted', 'mail.not_trusted', 'mail.login_refused'] satisfies ErrorCode[];

/** Somebody who has to be told was not, and does not know it. */
const mailAlarms = ({ mail: { waiting, sinceMs, lastError, refused }, nowMs }: Facts): Alarm[] => [
  ...(sinceMs !== null && (stayingMailFaults.includes(lastError) || nowMs - sinceMs > mailLateMs) ? [alarm('note', 'mail_waiting', sinceMs, { count: waiting })] : []),
  ...refused.map(({ mailId, name, address, caseNumber, sinceMs: atMs }) => alarm('note', 'mail_refused', atMs, { name, address, caseNumber }, `mail_refused:${mailId}`)),
];

const round = (hours: number): number => Math.round(hours * 10) / 10;
