import type { Hearing, Incident } from '#shared/domain/hearing/state.ts';
import { lasting } from '#shared/domain/remote/remote.ts';

/** What everyone in the room is waiting for. */
export interface Waiting {
  sinceMs: number;
  reason: string;
  /** The latest of what the specialist expects (K7-24); null when nobody has said. */
  restorationMs: number | null;
}

const openIncidents = (hearing: Hearing): Incident[] => hearing.incidents.filter((i) => i.resolved === null);

function restorationOf(hearing: Hearing): number | null {
  const expected = openIncidents(hearing).flatMap((i) => i.expectedRestorationMs ?? []);
  return expected.length === 0 ? null : Math.max(...expected);
}

/** Null while the hearing goes on. */
export function waitingFor(hearing: Hearing): Waiting | null {
  const { phase } = hearing;
  if (phase.name !== 'recess' && phase.name !== 'deliberation' && phase.name !== 'technical_break') return null;
  const reason = hearing.sections.at(-1)?.reason ?? '';
  const restorationMs = phase.name === 'technical_break' ? restorationOf(hearing) : null;
  return { sinceMs: phase.sinceMs, reason, restorationMs };
}

/** A defender and their client talk alone just now. */
export interface Talk {
  sinceMs: number;
  names: string[];
}

export function talkIn({ remotes, schedule }: Pick<Hearing, 'remotes' | 'schedule'>): Talk | null {
  const talking = remotes.flatMap(({ participantId, talks }) => (lasting(talks) ? [{ participantId, fromMs: lasting(talks)?.fromMs ?? 0 }] : []));
  if (talking.length === 0) return null;
  const names = schedule.participants.filter(({ id }) => talking.some(({ participantId }) => participantId === id)).map(({ name }) => name);
  return { sinceMs: Math.min(...talking.map(({ fromMs }) => fromMs)), names };
}
