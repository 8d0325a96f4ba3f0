import type { AppError } from '#shared/domain/errors.ts';
import { incidentSubjects, type Hearing, type Incident, type IncidentSubject } from '#shared/domain/hearing/state.ts';
import { useState } from 'react';
import { nowMs } from '../../../incidents/nowMs.ts';
import { suspicionOf } from '../../../incidents/prefill.ts';
import { startedAgoMs, supposedStartMs } from '../../../incidents/when.ts';
import { statusFeed } from '../../../stores/live.ts';
import { useCommand } from '../../../stores/useCall.ts';
import type { HearingAction } from './hearingActions.ts';

/** What failed, and of each fault how it was put right; empty: as supposed, and not yet. */
export interface FaultForm {
  subject: string;
  how: Readonly<Record<string, string>>;
}

export interface Faults {
  /** A technical break has a cause: the fault that is noted with it. Null where it is noted already, or none is asked for. */
  toNote: IncidentSubject | null;
  /** Faults that are open. */
  open: Incident[];
  keep: (form: FaultForm, note: string) => Promise<boolean>;
  busy: boolean;
  error: AppError | null;
}

const isRemote = ({ schedule }: Hearing): boolean => schedule.participants.some(({ attendance }) => attendance !== 'hall');

/** What alarms now; of a hearing with people elsewhere, where nothing does, the link to them. */
function suspected(hearing: Hearing) {
  const suspicion = suspicionOf(statusFeed.store.getState().status);
  const subject: IncidentSubject = suspicion.sinceMs === null && isRemote(hearing) ? 'videoconference' : suspicion.subject;
  return { suspicion, subject, incidentId: crypto.randomUUID(), askedAtMs: nowMs() };
}

/** A technical break notes what failed, with its chain and its act; going on notes how it was put right (K7-19, K185-22). */
export function useFaults(action: HearingAction, hearing: Hearing): Faults {
  const [{ suspicion, subject: supposed, incidentId, askedAtMs }] = useState(() => suspected(hearing));
  const note = useCommand('incident.open');
  const resolve = useCommand('incident.resolve');
  const { hearingId } = hearing;
  const open = hearing.incidents.filter(({ resolved }) => resolved === null);
  const toNote = action === 'technicalBreak' && open.length === 0 ? supposed : null;
  const noteIt = async (subject: IncidentSubject, reason: string): Promise<boolean> => {
    const deviceId = subject === suspicion.subject ? suspicion.deviceId : null;
    const sinceMs = supposedStartMs(suspicion, subject, askedAtMs);
    return (await note.run({ hearingId, incidentId, subject, deviceId, note: reason, startedAgoMs: startedAgoMs(sinceMs, nowMs()) })).ok;
  };
  const keep = async ({ subject, how }: FaultForm, reason: string): Promise<boolean> => {
    if (toNote !== null) return noteIt(incidentSubjects.find((one) => one === subject) ?? toNote, reason);
    for (const incident of action === 'resume' ? open : []) {
      const said = (how[incident.incidentId] ?? '').trim();
      if (said !== '' && !(await resolve.run({ hearingId, incidentId: incident.incidentId, how: said })).ok) return false;
    }
    return true;
  };
  return { toNote, open, keep, busy: note.busy || resolve.busy, error: note.error ?? resolve.error };
}
