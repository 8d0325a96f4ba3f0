import type { Output } from '#shared/contract/index.ts';
import type { User } from '#shared/contract/schemas.ts';
import type { AppError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { createStore } from 'zustand';
import type { Client } from '../transport/client.ts';

export type SetupState = Output<'setup.state'>;
type SignedIn = Output<'session.login'>;

export type SessionPhase = 'starting' | 'first_start' | 'signed_out' | 'signed_in';

export interface SessionState {
  phase: SessionPhase;
  setup: SetupState | null;
  user: User | null;
  /** Goes into media addresses as `ticket`. */
  token: string | null;
  /** Why the start did not work. */
  error: AppError | null;
}

/** Lives as long as the window: a reload signs in again, a new window does not. */
export interface TokenBox {
  read(): string | null;
  write(token: string | null): void;
}

export const sessionTokenBox = (storage: Storage): TokenBox => ({
  read: () => storage.getItem('token'),
  write: (token) => (token === null ? storage.removeItem('token') : storage.setItem('token', token)),
});

/** Who sits at this window, across reloads and lost links. */
export function createSession(client: Client, box: TokenBox) {
  const store = createStore<SessionState>(() => ({ phase: 'starting', setup: null, user: null, token: null, error: null }));

  const enter = ({ user, token }: SignedIn) => {
    box.write(token);
    store.setState({ phase: 'signed_in', user, token, error: null });
  };
  const leave = () => {
    box.write(null);
    store.setState({ phase: 'signed_out', user: null, token: null });
  };
  const entered = (result: Result<SignedIn>): Result<SignedIn> => {
    if (result.ok) enter(result.value);
    return result;
  };
  const resume = async (token: string) => {
    const result = await client.call('session.resume', { token });
    if (result.ok) enter(result.value);
    else if (result.error.code !== 'link.lost') leave();
  };

  /** Runs on every new link: what console is this, and is this window still signed in on it? */
  const prepare = async () => {
    const setup = await client.call('setup.state', {});
    if (!setup.ok) return store.setState({ error: setup.error });
    store.setState({ setup: setup.value, error: null });
    const token = box.read();
    if (!setup.value.configured) store.setState({ phase: 'first_start', user: null });
    else if (token) await resume(token);
    else leave();
  };

  return {
    store,
    prepare,
    /** The console has ended what this window followed: signed out elsewhere, barred, or past its time. */
    ended: ({ code }: AppError) => { if (code === 'auth.required') leave(); },
    login: async (login: string, password: string) => entered(await client.call('session.login', { login, password })),
    loginDemo: async (role: User['role']) => entered(await client.call('session.loginDemo', { role })),
    logout: async () => {
      await client.call('session.logout', {});
      leave();
    },
  };
}
