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
  copy_lost: 'recorder', segment_damaged: 'recorder', disk_full: 'disk', disk_low: 'disk', target_lost: 'disk', not_reserved: 'disk', no_target: 'disk', service_failed: 'recorder', store_damaged: 'recorder',
  court_server_unreachable: 'court_server', court_server_refused: 'court_server',
};

/** Where several cameras or several microphones are lost, none of them is accused. */
function fromDevice(status: ConsoleStatus, alarm: Alarm): Suspicion {
  const kindOf = ({ params }: Alarm) => status.recorder.captures.find((c) => c.deviceIds.includes(String(params['captureId'])))?.kind;
  const kind = kindOf(alarm);
  if (!kind) return { subject: 'recorder', deviceId: null, sinceMs: alarm.sinceMs };
  const alike = status.alarms.filter((a) => a.code === 'capture_lost' && kindOf(a) === kind);
  return { subject: kind === 'video' ? 'camera' : 'microphone', deviceId: alike.length > 1 ? null : String(alarm.params['captureId']), sinceMs: alarm.sinceMs };
}

/** The gravest alarm of the moment, the oldest of its kind. */
export function suspicionOf(status: ConsoleStatus | null): Suspicion {
  const [alarm] = (status?.alarms ?? []).toSorted((a, b) => severity[a.level] - severity[b.level] || a.sinceMs - b.sinceMs);
  if (!status || !alarm) return nothingKnown;
  if (alarm.code === 'capture_lost') return fromDevice(status, alarm);
  return { subject: subjects[alarm.code] ?? 'other', deviceId: null, sinceMs: alarm.sinceMs };
}
