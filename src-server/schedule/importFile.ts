import { z } from 'zod';
import { serverHearingSchema, type ServerHearing } from '#shared/court-api/index.ts';
import { appError, messageOf } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';

const fileSchema = z.object({ hearings: z.array(serverHearingSchema).max(10_000) });

/** A schedule file, `{"hearings": [{"serverHearingId", "schedule"}]}`. What is wrong is named by line or by field. */
export function parseScheduleFile(text: string): Result<ServerHearing[]> {
  const json = parseJson(text);
  if (!json.ok) return json;
  const parsed = fileSchema.safeParse(json.value);
  if (parsed.success) return ok(parsed.data.hearings);
  const issue = parsed.error.issues[0];
  return err(appError('input.invalid', { field: issue?.path.join('.') || 'file', detail: issue?.message ?? 'invalid' }));
}

function parseJson(text: string): Result<unknown> {
  try {
    return ok(JSON.parse(text));
  } catch (e) {
    const detail = messageOf(e);
    return err(appError('input.invalid', { field: `line ${lineOf(text, detail)}`, detail }));
  }
}

/** The engine says `at position n`; where it does not, the text ended too early. */
function lineOf(text: string, message: string): number {
  const position = /at position (\d+)/.exec(message)?.[1];
  const before = position === undefined ? text : text.slice(0, Number(position));
  return before.split('\n').length;
}
