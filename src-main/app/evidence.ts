import type { ConsoleStatus, LogLine } from '#shared/contract/status.ts';
import type { IncidentSubject } from '#shared/domain/hearing/state.ts';

/** Warnings and errors quoted in an incident: enough to see what happened, short enough to read. */
const quotedLines = 10;

const iso = (ms: number | null): string => (ms === null ? '–' : new Date(ms).toISOString());

const leftOut = (deviceIds: readonly string[]): string => (deviceIds.length === 0 ? '' : `, without ${deviceIds.join(' ')}`);

/**
 * Machine evidence at hand at one moment, one plain line each, the same in every language
 * (`key: value`): the state of what failed, of everything that records, and the last warnings.
 */
export function evidenceFor(subject: IncidentSubject, deviceId: string | null, status: ConsoleStatus, log: readonly LogLine[]): string[] {
  const { recorder, storage, queue, courtServer } = status;
  const concerned = deviceId === null ? recorder.captures : recorder.captures.filter((c) => c.deviceIds.includes(deviceId));
  return [
    `observed: ${iso(status.nowMs)}`,
    `subject: ${subject}${deviceId === null ? '' : ` ${deviceId}`}`,
    ...concerned.map((c) =>
      `capture ${c.captureId}: ${c.state} since ${iso(c.sinceMs)}, media until ${iso(c.mediaUntilMs)}, restarts ${c.restarts}, dropped ${c.droppedFrames}${leftOut(c.absentDeviceIds)}${c.cause ? `, cause: ${c.cause}` : ''}`),
    `segments: closed ${recorder.segmentsClosed}, verified ${recorder.segmentsVerified}, damaged ${recorder.segmentsDamaged}, last verified ${iso(recorder.lastVerifiedAtMs)}`,
    `disk: ${storage.freeBytes} of ${storage.totalBytes} bytes free`,
    `court server: ${courtServer.state} since ${iso(courtServer.sinceMs)}`,
    `queue: ${queue.waitingTotal} waiting, ${queue.bytesWaiting} bytes${queue.lastError ? `, last error: ${queue.lastError}` : ''}`,
    ...status.alarms.map((a) => `alarm: ${a.code} since ${iso(a.sinceMs)}`),
    ...log.filter((l) => l.level === 'error' || l.level === 'warn').slice(-quotedLines).map((l) => `log ${iso(l.atMs)} ${l.area}: ${l.text}`),
  ];
}
