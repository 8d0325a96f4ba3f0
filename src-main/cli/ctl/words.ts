import type { AppError } from '#shared/domain/errors.ts';

/** The family of a code in one sentence; the JSON after it has the particulars. */
const sentences: Record<string, string> = {
  input: 'What was given is not valid.',
  call: 'The console does not know this call.',
  auth: 'The console does not allow this to whoever is signed in.',
  setup: 'The console\'s set-up does not allow this now.',
  hearing: 'The hearing does not allow this now.',
  mark: 'There is no such mark, or it cannot be changed.',
  incident: 'There is no such incident, or it is over.',
  act: 'There is no such act, or it is final.',
  recorder: 'The recorder could not do this.',
  store: 'The console\'s database could not do this.',
  court_server: 'The court server did not take part.',
};

/** What happened in plain words, for the line above the JSON. */
export function plainWords({ code, field, detail }: AppError): string {
  const sentence = sentences[code.split('.')[0] ?? ''] ?? 'The console could not do this.';
  return [sentence, field && `Field: ${field}.`, detail].filter(Boolean).join(' ');
}
