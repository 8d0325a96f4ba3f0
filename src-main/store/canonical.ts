import { createHash } from 'node:crypto';
import type { EventRecord } from '#shared/domain/hearing/events.ts';
import { canonicalText } from '#shared/domain/manifest.ts';

export interface CanonicalForm {
  sha256: string;
  bytes: number;
}

/**
 * What both sides hash: RFC 8785 of the record as it is sent. Fixed at commit, so that a row that
 * decays on disk can never get a receipt.
 */
export function canonicalForm(record: EventRecord): CanonicalForm {
  const bytes = Buffer.from(canonicalText(record), 'utf8');
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}

/** Half of a surrogate pair (a torn emoji) has no UTF-8 form; it becomes U+FFFD instead of costing the whole mark. */
export const storedJson = (value: unknown): string =>
  JSON.stringify(value, (_key, v: unknown) => (typeof v === 'string' ? v.toWellFormed() : v));
