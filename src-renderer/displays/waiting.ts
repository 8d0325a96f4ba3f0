import type { Hearing, Incident } from '#shared/domain/hearing/state.ts';
import { lasting, remoteOf } from '#shared/domain/remote/remote.ts';

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
  names: string[];
}

export function talkIn({ remotes, schedule }: Pick<Hearing, 'remotes' | 'schedule'>): Talk | null {
  const talking = schedule.participants.filter(({ id }) => lasting(remoteOf({ remotes }, id).talks) !== null);
  return talking.length === 0 ? null : { names: talking.map(({ name }) => name) };
}
