import type { Credentials, EndReason, FromServer, Invitation, Said } from '#shared/conference/messages.ts';
import type { SfuAsk, SfuRule } from '#shared/conference/sfu.ts';
import type { Result } from '#shared/domain/result.ts';

export type RoomMessage = Exclude<FromServer, { type: 'pong' | 'ended' }>;

export interface RoomEvents {
  onMessage(message: RoomMessage): void;
  /** `ended`: refused for good, with the server's reason. */
  onState(state: 'connecting' | 'open' | EndReason): void;
}

/** The hall's line to the room of one hearing; it comes back by itself. */
export interface RoomLine {
  /** False: the line is down just now. */
  say(participantId: string, data: Said): boolean;
  /** As `say`, to the court server's distributor. */
  toSfu(data: SfuAsk | SfuRule): boolean;
  close(): void;
}

/** The meeting point of a hearing's links, at the court server. */
export interface Conference {
  enter(server: { url: string; deviceToken: string }, hearingId: string, events: RoomEvents): RoomLine;
}

/** Who may come in, kept by the court server. */
export interface Invitations {
  invite(invitation: Invitation): Promise<Result<Credentials>>;
  /** Of one participant, or of all (null). */
  endInvitations(hearingId: string, participantId: string | null, why: 'revoked' | 'excluded' | 'closed'): Promise<Result<void>>;
}
