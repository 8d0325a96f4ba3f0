import type { FastifyRequest } from 'fastify';
import type { Invitations } from '../conference/invitations.ts';
import type { Rooms } from '../conference/rooms.ts';
import type { Examiner } from '../files/examine.ts';
import type { Attachments, Hall, Records, Vault } from '../ports.ts';
import type { Watches } from '../watching/watches.ts';

/** What every handler works with. */
export interface Parts {
  name: string;
  records: Records;
  vault: Vault;
  attachments: Attachments;
  examiner: Examiner;
  rooms: Rooms;
  invitations: Invitations;
  watches: Watches;
  nowMs: () => number;
  timeZone: string;
  /** The demonstration server fills a near day that is empty when somebody asks for it. */
  beforeSchedule: (hall: Hall, date: string) => Promise<void>;
}

const halls = new WeakMap<FastifyRequest, Hall>();

export const setHall = (request: FastifyRequest, hall: Hall): void => void halls.set(request, hall);

/** The hall of the request's token; set before any handler with a token runs. */
export function hallOf(request: FastifyRequest): Hall {
  const hall = halls.get(request);
  if (!hall) throw new Error('a route without a token asked for its hall');
  return hall;
}
