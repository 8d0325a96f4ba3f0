import { appError } from '../errors.ts';
import type { DecideContext, HearingCommand } from '../hearing/commands.ts';
import type { HearingEvent } from '../hearing/events.ts';
import type { Hearing, Incident } from '../hearing/state.ts';
import { err, ok, type Result } from '../result.ts';

type Decision = Result<HearingEvent[]>;
type MailCommand = Extract<HearingCommand, { type: 'mailNotice' | 'endMail' | 'doubtMail' }>;

/** Whether an order demands the notice, and who fills which office, is known where the rules and the settings are. */
export function decideMail(h: Hearing, c: MailCommand, ctx: DecideContext): Decision {
  const incident = h.incidents.find((i) => i.incidentId === c.incidentId);
  if (!incident) return err(appError('incident.not_found', { field: 'incidentId' }));
  if (c.type === 'mailNotice') return ok(queued(incident, c, ctx));
  const mail = incident.mails.find(({ mailId }) => mailId === c.mailId);
  if (!mail) return err(appError('mail.not_found', { field: 'mailId' }));
  if (mail.outcome) return ok([]);
  const { incidentId, mailId } = c;
  if (c.type === 'doubtMail') return ok([{ type: 'noticeMailUnsure', incidentId, mailId, atMs: ctx.nowMs }]);
  return ok([{ type: c.kind === 'accepted' ? 'noticeMailAccepted' : 'noticeMailRefused', incidentId, mailId, answer: c.answer, atMs: ctx.nowMs }]);
}

/** The same words do not go to the same address a second time, unless they were refused: pressed in two windows, it is one message. */
function queued({ mails }: Incident, { type: _, ...c }: Extract<MailCommand, { type: 'mailNotice' }>, { nowMs }: DecideContext): HearingEvent[] {
  const isSent = (address: string) => mails.some((mail) =>
    mail.notice === c.notice && mail.address === address && mail.subject === c.subject && mail.text === c.text && mail.outcome?.kind !== 'refused');
  const to = c.to.filter(({ address }) => !isSent(address));
  return to.length > 0 ? [{ type: 'noticeMailed', ...c, to, atMs: nowMs }] : [];
}
