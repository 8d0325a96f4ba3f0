import type { EventRecord, HearingEvent } from '../hearing/events.ts';
import type { Incident, NoticeRecord } from '../hearing/state.ts';

export type IncidentEvent = Extract<HearingEvent, { type: 'incidentOpened' | 'incidentUpdated' | 'incidentResolved' | 'noticeTold' | 'noticeAcknowledged' }>;

/** The incidents of a hearing after something happened with one of them. */
export function evolveIncidents(incidents: readonly Incident[], e: IncidentEvent, { by }: EventRecord): Incident[] {
  if (e.type === 'incidentOpened') {
    const { type: _, ...opened } = e;
    return [...incidents, { ...opened, expectedRestorationMs: null, notices: [], resolved: null, by }];
  }
  return incidents.map((incident) => (incident.incidentId === e.incidentId ? changed(incident, e, by) : incident));
}

function changed(incident: Incident, e: Exclude<IncidentEvent, { type: 'incidentOpened' }>, by: NoticeRecord['by']): Incident {
  if (e.type === 'incidentUpdated') return { ...incident, note: e.note, expectedRestorationMs: e.expectedRestorationMs };
  if (e.type === 'incidentResolved') return { ...incident, resolved: { atMs: e.atMs, how: e.how } };
  if (e.type === 'noticeAcknowledged') return { ...incident, notices: acknowledged(incident.notices, e) };
  const { type: _, incidentId: __, ...told } = e;
  return { ...incident, notices: [...incident.notices, { ...told, acknowledged: null, by }] };
}

function acknowledged(notices: readonly NoticeRecord[], { notice, ackedAtMs, note }: Extract<IncidentEvent, { type: 'noticeAcknowledged' }>): NoticeRecord[] {
  const which = notices.findLastIndex((each) => each.notice === notice);
  return notices.map((each, i) => (i === which ? { ...each, acknowledged: { atMs: ackedAtMs, note } } : each));
}
