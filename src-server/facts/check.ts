import { factsRequestSchema, type Fact } from '#shared/court-api/index.ts';
import { messageOf } from '#shared/domain/errors.ts';
import { canonicalText } from '#shared/domain/manifest.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { CheckedFact } from '../ports.ts';
import { sha256Of } from '../secrets.ts';

export interface WrongInput { field: string; detail: string }

/**
 * Checks a request and hashes each fact. The schema only judges: what is hashed and kept is the fact
 * exactly as sent, so that the receipt vouches for the console's own bytes.
 */
export function checkFacts(raw: unknown): Result<CheckedFact[], WrongInput> {
  const parsed = factsRequestSchema.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return err({ field: issue?.path.join('.') || 'body', detail: issue?.message ?? 'invalid' });
  }
  const sent = (raw as { facts: unknown[] }).facts;
  const checked: CheckedFact[] = [];
  for (const [index, fact] of parsed.data.facts.entries()) {
    const one = hashFact(fact, sent[index]);
    if (!one.ok) return err({ field: `facts.${index}`, detail: one.error });
    checked.push(one.value);
  }
  return ok(checked);
}

/** Fails only for what no console writes: nesting too deep to walk. */
function hashFact(fact: Fact, sent: unknown): Result<CheckedFact, string> {
  try {
    const canonical = canonicalText(sent);
    const { eventId, hearingId, seq } = fact;
    return ok({ eventId, hearingId, seq, eventType: fact.event.type, canonical, sha256: sha256Of(canonical) });
  } catch (e) {
    return err(messageOf(e));
  }
}
