import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { pageContext, type PageContext } from '../view/page.ts';
import { languages } from '../view/texts.ts';
import type { Parts } from './context.ts';

const languageSchema = z.enum(languages);
const languageCookie = 'court_language';

/** No inline script or style can run, whatever a name contains. */
const contentSecurityPolicy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "font-src 'self'", "img-src 'self'", "media-src 'self'", "connect-src 'self'",
  "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
].join('; ');

/** The language asked for (`?lang=`), else the one chosen before, else Kazakh. */
export function pageOf(parts: Parts, request: FastifyRequest, reply: FastifyReply, path: string, signedIn: boolean): PageContext {
  const asked = languageSchema.safeParse((request.query as { lang?: unknown }).lang);
  if (asked.success) reply.setCookie(languageCookie, asked.data, { path: '/', httpOnly: true, sameSite: 'strict', maxAge: 31_536_000 });
  const kept = languageSchema.safeParse(request.cookies[languageCookie]);
  const language = asked.data ?? kept.data ?? 'kk';
  return pageContext({ language, path, signedIn, timeZone: parts.timeZone });
}

export function sendPage(reply: FastifyReply, page: string): FastifyReply {
  reply.header('content-security-policy', contentSecurityPolicy).header('cache-control', 'no-store');
  return reply.type('text/html; charset=utf-8').send(page);
}
