import { randomUUID } from 'node:crypto';
import type { Role } from '#shared/domain/actor.ts';
import { appError } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Caller, Handlers, SignedIn } from '../caller.ts';
import { hashPassword } from '../passwords.ts';
import type { Clock, StoredUser, UserStore } from '../ports/index.ts';
import type { Sessions } from '../sessions.ts';
import type { Settings } from '../settings.ts';

type Names = 'session.login' | 'session.resume' | 'session.loginDemo' | 'session.logout' | 'session.time' | 'users.list' | 'users.add' | 'users.change';

const view = ({ passwordHash: _, ...user }: StoredUser) => user;

/** Names of the people of the demonstration hall: recognisably invented. */
const demoNames: Record<Role, string> = {
  secretary: 'Үлгі Хатшықызы (демо)',
  judge: 'Үлгі Төрағаұлы (демо)',
  specialist: 'Үлгі Маманұлы (демо)',
  administrator: 'Үлгі Әкімшіұлы (демо)',
};

export function sessionHandlers(deps: { sessions: Sessions; users: UserStore; settings: Settings; clock: Clock }): Handlers<Names> {
  const { sessions, users, settings, clock } = deps;

  const signIn = async (caller: Caller, who: SignedIn): Promise<Result<{ user: Omit<StoredUser, 'passwordHash'>; token: string }>> => {
    caller.signedIn = who;
    const known = (await users.list()).find((u) => u.userId === who.userId);
    const user = known ? view(known) : { userId: who.userId, name: who.name, login: '', role: who.role, disabled: false };
    return ok({ user, token: who.token ?? '' });
  };

  return {
    'session.login': async ({ login, password }, caller) => {
      const result = await sessions.login(login, password);
      return result.ok ? signIn(caller, result.value) : result;
    },
    'session.resume': async ({ token }, caller) => {
      const found = await sessions.find(token);
      return found ? signIn(caller, found) : err(appError('auth.required'));
    },
    'session.loginDemo': async ({ role }, caller) => {
      const hall = await settings.hall();
      if (!hall?.demo || caller.remote !== 'local') return err(appError('auth.forbidden', { params: { role } }));
      return signIn(caller, await sessions.open({ userId: `demo-${role}`, name: demoNames[role], role }));
    },
    'session.logout': async (_, caller) => {
      if (caller.signedIn?.token) await sessions.close(caller.signedIn.token);
      caller.signedIn = null;
      return ok({});
    },
    'session.time': async () => ok({ nowMs: clock.nowMs() }),
    'users.list': async () => ok({ users: (await users.list()).map(view) }),
    'users.add': async ({ name, login, password, role }) => {
      const userId = randomUUID();
      const added = await users.add({ userId, name, login, role, passwordHash: await hashPassword(password), disabled: false });
      return added.ok ? ok({ userId }) : added;
    },
    'users.change': async ({ userId, password, role, disabled }) => {
      const change = {
        ...(password === undefined ? {} : { passwordHash: await hashPassword(password) }),
        ...(role === undefined ? {} : { role }),
        ...(disabled === undefined ? {} : { disabled }),
      };
      const changed = await users.change(userId, change);
      if (!changed.ok) return changed;
      await sessions.closeAllOf(userId);
      return ok({});
    },
  };
}
