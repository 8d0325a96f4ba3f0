import type { SfuAsk, SfuRule, SfuTell } from '#shared/conference/sfu.ts';
import { hallId, type EndReason, type FromServer, type IceServer, type Said } from '#shared/conference/messages.ts';
import type { Sfu } from './sfu/sfu.ts';

/** One line to a page or a console, as a room sees it. */
export interface Line {
  send(message: FromServer): void;
  end(reason: EndReason): void;
}

export interface RoomTools {
  nowMs: () => number;
  /** Fresh ones for each line; what lets it use the TURN server ends with the invitation, and with a day in court. */
  iceServers: (who: string, untilMs: number) => IceServer[];
  /** Null: the court has no distributor. */
  sfu: Pick<Sfu, 'fromHall' | 'fromParticipant' | 'endParticipant' | 'close'> | null;
}

interface Member {
  line: Line;
  sinceMs: number;
}

/** The lines of one hearing: the hall's, and one of each participant. What is said goes between hall and participant only. */
class Room {
  hall: Member | null = null;
  readonly participants = new Map<string, Member>();

  get isEmpty(): boolean {
    return this.hall === null && this.participants.size === 0;
  }
}

/** Where those who are connected meet. Nothing here outlives the process: pages and consoles come back by themselves. */
export class Rooms {
  readonly #tools: RoomTools;
  readonly #rooms = new Map<string, Room>();

  constructor(tools: RoomTools) {
    this.#tools = tools;
  }

  /** The console's line; an earlier one of the same hearing is replaced. Returns what its end is told with. */
  enterHall(hearingId: string, line: Line): () => void {
    const room = this.#room(hearingId);
    const member = this.#member(line);
    const before = room.hall;
    room.hall = member; // first: whoever leaves now is not the hall any more
    before?.line.end('replaced');
    const here = [...room.participants].map(([participantId, { sinceMs }]) => ({ participantId, sinceMs }));
    line.send({ type: 'welcome', here, iceServers: this.#tools.iceServers(hallId, Infinity), nowMs: member.sinceMs, hasSfu: this.#tools.sfu !== null });
    tellAll(room, { type: 'here', who: { participantId: hallId, sinceMs: member.sinceMs } });
    return () => {
      if (room.hall !== member) return; // somebody else is the hall by now
      room.hall = null;
      tellAll(room, { type: 'away', participantId: hallId });
      this.#dropIfEmpty(hearingId, room);
    };
  }

  /** A participant's line, for as long as they are invited; the page that had it before is told that it was replaced. */
  enterParticipant(hearingId: string, participantId: string, untilMs: number, line: Line): () => void {
    const room = this.#room(hearingId);
    const member = this.#member(line);
    const before = room.participants.get(participantId);
    room.participants.set(participantId, member);
    before?.line.end('replaced');
    const here = room.hall ? [{ participantId: hallId, sinceMs: room.hall.sinceMs }] : [];
    line.send({ type: 'welcome', here, iceServers: this.#tools.iceServers(participantId, untilMs), nowMs: member.sinceMs, hasSfu: false });
    room.hall?.line.send({ type: 'here', who: { participantId, sinceMs: member.sinceMs } });
    return () => {
      if (room.participants.get(participantId) !== member) return;
      room.participants.delete(participantId);
      room.hall?.line.send({ type: 'away', participantId });
      this.#dropIfEmpty(hearingId, room);
    };
  }

  /** Whoever is not there hears nothing: the other side learns of that by `away`. */
  fromHall(hearingId: string, to: string, data: Said): void {
    this.#rooms.get(hearingId)?.participants.get(to)?.line.send({ type: 'said', from: hallId, data });
  }

  fromParticipant(hearingId: string, participantId: string, data: Said): void {
    this.#rooms.get(hearingId)?.hall?.line.send({ type: 'said', from: participantId, data });
  }

  /** Null: the hall. */
  toSfu(hearingId: string, from: string | null, ask: SfuAsk | SfuRule): void {
    if (from === null) this.#tools.sfu?.fromHall(hearingId, ask);
    else this.#tools.sfu?.fromParticipant(hearingId, from, ask);
  }

  fromSfu(hearingId: string, to: string | null, data: SfuTell): void {
    const room = this.#rooms.get(hearingId);
    const member = to === null ? room?.hall : room?.participants.get(to);
    member?.line.send({ type: 'sfu', data });
  }

  isHere(hearingId: string, participantId: string): boolean {
    return this.#rooms.get(hearingId)?.participants.has(participantId) ?? false;
  }

  /** One participant's line, or all of them. */
  endLines(hearingId: string, participantId: string | null, reason: EndReason): void {
    for (const [id, { line }] of this.#rooms.get(hearingId)?.participants ?? []) {
      if (participantId !== null && participantId !== id) continue;
      line.end(reason);
      this.#tools.sfu?.endParticipant(hearingId, id);
    }
  }

  endAll(reason: EndReason): void {
    for (const { hall, participants } of this.#rooms.values()) {
      for (const { line } of [...(hall ? [hall] : []), ...participants.values()]) line.end(reason);
    }
  }

  #member(line: Line): Member {
    return { line, sinceMs: this.#tools.nowMs() };
  }

  #room(hearingId: string): Room {
    const room = this.#rooms.get(hearingId) ?? new Room();
    this.#rooms.set(hearingId, room);
    return room;
  }

  #dropIfEmpty(hearingId: string, room: Room): void {
    if (!room.isEmpty || this.#rooms.get(hearingId) !== room) return;
    this.#rooms.delete(hearingId);
    this.#tools.sfu?.close(hearingId);
  }
}

function tellAll({ participants }: Room, message: FromServer): void {
  for (const { line } of participants.values()) line.send(message);
}
