import { z } from 'zod';
import { conferencePaths, joinAnswerSchema, type JoinAnswer } from '#shared/conference/messages.ts';
import { problemSchema } from '#shared/court-api/messages.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';

/** Why somebody is not let in; `atMs` when it says from when on. */
export interface Refusal {
  code: string;
  atMs?: number;
}

export async function join(login: string, password: string): Promise<Result<JoinAnswer, Refusal>> {
  try {
    const response = await fetch(conferencePaths.join, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login: login.replaceAll(/\D/g, ''), password: password.trim().toLowerCase() }),
    });
    const body: unknown = await response.json();
    return response.ok ? ok(joinAnswerSchema.parse(body)) : err(refusalIn(body));
  } catch {
    return err({ code: 'no_answer' });
  }
}

function refusalIn(body: unknown): Refusal {
  const problem = problemSchema.safeParse(body);
  if (!problem.success) return { code: 'no_answer' };
  const { code, detail } = problem.data.error;
  return { code: code.replace(/^(conference|auth)\./, ''), ...(detail !== undefined && /^\d+$/.test(detail) ? { atMs: Number(detail) } : {}) };
}

const key = 'conference';
const keptSchema = z.object({ joined: joinAnswerSchema, wasReady: z.boolean() });

/** In this tab alone, so that a page that crashed or was reloaded goes on; gone with the tab. */
export const keepToken = (joined: JoinAnswer, wasReady: boolean): void => sessionStorage.setItem(key, JSON.stringify({ joined, wasReady }));

export function keptToken(nowMs: number): z.infer<typeof keptSchema> | null {
  try {
    const kept = keptSchema.safeParse(JSON.parse(sessionStorage.getItem(key) ?? 'null'));
    return kept.success && kept.data.joined.untilMs > nowMs ? kept.data : null;
  } catch {
    return null; // somebody wrote something else there
  }
}
