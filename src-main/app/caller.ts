import type { CallName, Output, ParsedInput, StreamName } from '#shared/contract/index.ts';
import type { Actor, Role } from '#shared/domain/actor.ts';
import type { Result } from '#shared/domain/result.ts';

export interface SignedIn {
  userId: string;
  name: string;
  role: Role;
  /** Null for the local token of a script: it lives as long as the connection. */
  token: string | null;
}

/** Who is still signed in: a connection is open longer than that may last. */
export interface SignIns {
  /** Signed out, barred, given another password or role, or past its time. */
  hasEnded(who: SignedIn): boolean;
  /** Told when some have ended, other than by time. */
  onEnded(listener: () => void): () => void;
}

/** One connection of a window or script, as a handler sees it. */
export interface Caller {
  shell: 'electron' | 'web' | 'ctl';
  remote: string;
  signedIn: SignedIn | null;
}

/** A handler that the router only calls with someone signed in, unless the call is open to anyone. */
export type Handlers<N extends CallName = CallName> = {
  [K in N]: (input: ParsedInput<K>, caller: Caller) => Promise<Result<Output<K>>>;
};

/** Starts sending items; returns how to stop. */
export type Streams = {
  [K in StreamName]: (input: ParsedInput<K>, caller: Caller, emit: (item: Output<K>) => void) => () => void;
};

export function actorOf(caller: Caller): Actor {
  if (!caller.signedIn) throw new Error('a call open to anyone has no actor');
  const { userId, name, role } = caller.signedIn;
  return { userId, name, role };
}
