import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { newSecret, passwordMatches, sha256Of } from '../secrets.ts';
import { signInPage } from '../view/signInPage.ts';
import type { TextKey } from '../view/texts.ts';
import { createAttempts } from './attempts.ts';
import type { Parts } from './context.ts';
import { pageOf, sendPage } from './pageReply.ts';

const cookieName = 'court_session';
const sessionMs = 12 * 60 * 60 * 1000;
const wrongPasswordsPerMinute = 5;

export interface Operators {
  signedIn(request: FastifyRequest): Promise<boolean>;
  /** Path of a link that signs one browser in, once. */
  oneTimePath(): string;
}

const formSchema = z.object({ password: z.string().max(200) });

/** People who look at hearings in a browser: one password, sessions as cookies no script can read. */
export function registerOperators(app: FastifyInstance, parts: Parts): Operators {
  const attempts = createAttempts(wrongPasswordsPerMinute, 60_000);
  const links = new Set<string>();
  const showSignIn = async (request: FastifyRequest, reply: FastifyReply, status: number, problem: TextKey | null) => {
    const passwordSet = (await parts.records.operatorPassword()) !== null;
    return sendPage(reply.code(status), signInPage(pageOf(parts, request, reply, '/sign-in', false), passwordSet, problem));
  };

  app.get('/sign-in', (request, reply) => showSignIn(request, reply, 200, null));
  app.post('/sign-in', async (request, reply) => {
    if (attempts.tooMany(request.ip, parts.nowMs())) return showSignIn(request, reply, 429, 'locked');
    const form = formSchema.safeParse(request.body);
    const stored = await parts.records.operatorPassword();
    if (form.success && stored !== null && (await passwordMatches(form.data.password, stored))) return begin(parts, reply);
    attempts.wrong(request.ip, parts.nowMs());
    return showSignIn(request, reply, 403, 'wrongPassword');
  });
  app.get<{ Params: { secret: string } }>('/sign-in/once/:secret', async (request, reply) =>
    (links.delete(sha256Of(request.params.secret)) ? begin(parts, reply) : showSignIn(request, reply, 403, 'usedLink')));
  app.post('/sign-out', async (request, reply) => {
    const token = request.cookies[cookieName];
    if (token !== undefined) await parts.records.endSession(sha256Of(token));
    return reply.clearCookie(cookieName, { path: '/' }).redirect('/sign-in', 303);
  });

  return {
    async signedIn(request) {
      const token = request.cookies[cookieName];
      return token !== undefined && ((await parts.records.sessionUntilMs(sha256Of(token))) ?? 0) > parts.nowMs();
    },
    oneTimePath() {
      const secret = newSecret();
      links.add(sha256Of(secret));
      return `/sign-in/once/${secret}`;
    },
  };
}

async function begin(parts: Parts, reply: FastifyReply): Promise<FastifyReply> {
  const token = newSecret();
  await parts.records.addSession(sha256Of(token), parts.nowMs() + sessionMs);
  reply.setCookie(cookieName, token, { path: '/', httpOnly: true, sameSite: 'strict', maxAge: sessionMs / 1000 });
  return reply.redirect('/', 303);
}
