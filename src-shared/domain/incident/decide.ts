import { appError } from '../errors.ts';
import type { DecideContext, HearingCommand } from '../hearing/commands.ts';
import type { HearingEvent } from '../hearing/events.ts';
import type { Hearing } from '../hearing/state.ts';
import { err, ok, type Result } from '../result.ts';
import { lastTold } from './evolve.ts';

type Decision = Result<HearingEvent[]>;

export type IncidentCommand = Extract<HearingCommand, { type: 'openIncident' | 'addEvidence' | 'updateIncident' | 'resolveIncident' }>;

/** An incident can be opened in any phase: equipment fails before, during and after. Its pictures are looked for once, also when it is resolved by then. */
export function decideIncident(h: Hearing, c: IncidentCommand, ctx: DecideContext): Decision {
  const incident = h.incidents.find((i) => i.incidentId === c.incidentId);
  if (c.type === 'openIncident') {
    const { type: _, ...opened } = c;
    return incident ? ok([]) : ok([{ type: 'incidentOpened', ...opened }]);
  }
  if (!incident) return err(appError('incident.not_found', { field: 'incidentId' }));
  if (c.type === 'addEvidence') return ok(incident.pictures ? [] : [{ type: 'evidenceAdded', incidentId: c.incidentId, atMs: ctx.nowMs, pictures: c.pictures }]);
  if (incident.resolved) return err(appError('incident.resolved', { field: 'incidentId' }));
  if (c.type === 'resolveIncident') return ok([{ type: 'incidentResolved', incidentId: c.incidentId, atMs: ctx.nowMs, how: c.how }]);
  const { incidentId, note, expectedRestorationMs } = c;
  return ok([{ type: 'incidentUpdated', incidentId, atMs: ctx.nowMs, note, expectedRestorationMs }]);
}

export type NoticeCommand = Extract<HearingCommand, { type: 'tellNotice' | 'acknowledgeNotice' }>;

/** Whether an order demands this notice is known where the rules are. People are told also of what works again: its cause has to be established. */
export function decideNotice(h: Hearing, c: NoticeCommand, ctx: DecideContext): Decision {
  const incident = h.incidents.find((i) => i.incidentId === c.incidentId);
  if (!incident) return err(appError('incident.not_found', { field: 'incidentId' }));
  if (c.type === 'tellNotice') {
    if (c.toldAtMs > ctx.nowMs) return err(appError('input.invalid', { field: 'toldAtMs' }));
    const last = incident.notices.findLast(({ notice, mail }) => notice === c.notice && mail === null);
    const { type: _, ...told } = c;
    const isSo = last !== undefined && last.to === c.to && last.way === c.way && last.toldAtMs === c.toldAtMs && last.note === c.note;
    return ok(isSo ? [] : [{ type: 'noticeTold', ...told }]);
  }
  const last = lastTold(incident.notices, c);
  if (!last) return err(appError('notice.not_told', { field: 'notice' }));
  if (c.ackedAtMs > ctx.nowMs || c.ackedAtMs < last.toldAtMs) return err(appError('input.invalid', { field: 'ackedAtMs' }));
  const { type: _, ...acknowledged } = c;
  return ok(last.acknowledged ? [] : [{ type: 'noticeAcknowledged', ...acknowledged }]);
}
