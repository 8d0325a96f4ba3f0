import type { Office } from '../../rules/schema/parts.ts';
import type { EventRecord, HearingEvent } from '../hearing/events.ts';
import type { Incident, NoticeMail, NoticeRecord } from '../hearing/state.ts';

type MailEvent = Extract<HearingEvent, { type: 'noticeMailed' | 'noticeMailAccepted' | 'noticeMailRefused' | 'noticeMailUnsure' }>;
export type IncidentEvent = MailEvent | Extract<HearingEvent, { type: 'incidentOpened' | 'evidenceAdded' | 'incidentUpdated' | 'incidentResolved' | 'noticeTold' | 'noticeAcknowledged' }>;

/** The incidents of a hearing after something happened with one of them. */
export function evolveIncidents(incidents: readonly Incident[], e: IncidentEvent, { by, committedAtMs }: EventRecord): Incident[] {
  if (e.type === 'incidentOpened') {
    const { type: _, ...opened } = e;
    return [...incidents, { ...opened, openedAtMs: committedAtMs, pictures: null, expectedRestorationMs: null, notices: [], mails: [], resolved: null, by }];
  }
  return incidents.map((incident) => (incident.incidentId === e.incidentId ? changed(incident, e, by) : incident));
}

function changed(incident: Incident, e: Exclude<IncidentEvent, { type: 'incidentOpened' }>, by: NoticeRecord['by']): Incident {
  if (e.type === 'evidenceAdded') return { ...incident, pictures: e.pictures };
  if (e.type === 'incidentUpdated') return { ...incident, note: e.note, expectedRestorationMs: e.expectedRestorationMs };
  if (e.type === 'incidentResolved') return { ...incident, resolved: { atMs: e.atMs, how: e.how } };
  if (e.type === 'noticeAcknowledged') return { ...incident, notices: acknowledged(incident.notices, e) };
  if (e.type === 'noticeMailed') return { ...incident, mails: [...incident.mails, ...mailsOf(e, by)] };
  if (e.type === 'noticeTold') {
    const { type: _, incidentId: __, ...told } = e;
    return { ...incident, notices: [...incident.notices, { ...told, acknowledged: null, mail: null, by }] };
  }
  const mails = incident.mails.map((mail) => (mail.mailId === e.mailId ? answered(mail, e) : mail));
  const told = e.type === 'noticeMailAccepted' ? mails.filter(({ mailId }) => mailId === e.mailId).map(toldBy) : [];
  return { ...incident, mails, notices: [...incident.notices, ...told] };
}

function acknowledged(notices: readonly NoticeRecord[], e: Extract<IncidentEvent, { type: 'noticeAcknowledged' }>): NoticeRecord[] {
  const which = lastTold(notices, e);
  return notices.map((each) => (each === which ? { ...each, acknowledged: { atMs: e.ackedAtMs, note: e.note } } : each));
}

const mailsOf = ({ to, notice, subject, text, atMs }: Extract<MailEvent, { type: 'noticeMailed' }>, by: NoticeMail['by']): NoticeMail[] =>
  to.map((addressee) => ({ ...addressee, notice, subject, text, queuedAtMs: atMs, unsureAtMs: null, outcome: null, by }));

function answered(mail: NoticeMail, e: Exclude<MailEvent, { type: 'noticeMailed' }>): NoticeMail {
  if (e.type === 'noticeMailUnsure') return { ...mail, unsureAtMs: e.atMs };
  return { ...mail, outcome: { kind: e.type === 'noticeMailAccepted' ? 'accepted' : 'refused', atMs: e.atMs, answer: e.answer } };
}

/** Accepted by the mail server counts as told by whoever sent it. */
const toldBy = ({ mailId, notice, office, name, address, outcome, by }: NoticeMail): NoticeRecord =>
  ({ notice, to: name, way: 'email', toldAtMs: outcome?.atMs ?? 0, note: '', acknowledged: null, mail: { mailId, office, address, answer: outcome?.answer ?? '' }, by });

/** Who is meant when somebody says that it was understood. */
export const lastTold = (notices: readonly NoticeRecord[], { notice, office }: { notice: string; office?: Office | undefined }): NoticeRecord | undefined =>
  notices.findLast((record) => record.notice === notice && (office === undefined || record.mail?.office === office));
