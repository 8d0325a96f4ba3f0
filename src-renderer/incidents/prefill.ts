import type { Alarm, ConsoleStatus } from '#shared/contract/status.ts';
import type { IncidentSubject } from '#shared/domain/hearing/state.ts';

/** What the form begins with: nothing is asked that the machine knows already. */
export interface Suspicion {
  subject: IncidentSubject;
  deviceId: string | null;
  /** UTC ms; null when nothing is known, which means now. */
  sinceMs: number | null;
}

const nothingKnown: Suspicion = { subject: 'other', deviceId: null, sinceMs: null };

const severity: Record<Alarm['level'], number> = { danger: 0, loss: 1, note: 2 };

const subjects: Record<string, IncidentSubject> = {
  segment_damaged: 'recorder', disk_full: 'disk', disk_low: 'disk', service_failed: 'recorder', store_damaged: 'recorder',
  court_server_unreachable: 'court_server', court_server_refused: 'court_server',
};

function fromCapture(status: ConsoleStatus, alarm: Alarm): Suspicion {
  const lostId = String(alarm.params['captureId']);
  const capture = status.recorder.captures.find((c) => c.captureId === lostId || c.absentDeviceIds.includes(lostId));
  if (!capture) return { subject: 'recorder', deviceId: null, sinceMs: alarm.sinceMs };
  const [deviceId = null, ...others] = capture.captureId === lostId ? capture.deviceIds : [lostId];
  return { subject: capture.kind === 'video' ? 'camera' : 'microphone', deviceId: others.length === 0 ? deviceId : null, sinceMs: alarm.sinceMs };
}

/** The gravest alarm of the moment, the oldest of its kind. */
export function suspicionOf(status: ConsoleStatus | null): Suspicion {
  const [alarm] = (status?.alarms ?? []).toSorted((a, b) => severity[a.level] - severity[b.level] || a.sinceMs - b.sinceMs);
  if (!status || !alarm) return nothingKnown;
  if (alarm.code === 'capture_lost') return fromCapture(status, alarm);
  return { subject: subjects[alarm.code] ?? 'other', deviceId: null, sinceMs: alarm.sinceMs };
}
