import type { ErrorCode } from '#shared/domain/errors.ts';

const causes: Readonly<Record<number, ErrorCode>> = { 401: 'auth.required', 403: 'auth.forbidden', 404: 'media.not_recorded' };

/** Why a sound does not play. The browser's player keeps that to itself, so its address is asked once more. */
export async function whySilent(url: string, ask: (url: string) => Promise<Response> = fetch): Promise<ErrorCode> {
  const answer = await ask(url).catch(() => null); // no answer at all is an answer here
  if (!answer) return 'link.lost';
  await answer.body?.cancel();
  return causes[answer.status] ?? 'media.failed';
}
