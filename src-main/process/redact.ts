const secretNames = /pass(word|phrase)?$|secret|token|ticket|authorization|cookie|^key$|keypem|private/i;
const hidden = '***';
const maxDepth = 6;

/** Secrets as they appear inside texts: addresses with passwords or tickets, headers, local tokens. */
const inText: readonly (readonly [RegExp, string])[] = [
  [/([a-z][a-z0-9+.-]*:\/\/)[^\s/"']+@/gi, `$1${hidden}@`], // to the last @: a password may hold one
  [/([?&](?:ticket|token|secret|password|sign|key)=)[^&\s"']+/gi, `$1${hidden}`],
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]+/gi, `$1 ${hidden}`],
  [/\blocal:[A-Za-z0-9_-]{16,}/g, `local:${hidden}`],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?-----END [A-Z ]*PRIVATE KEY-----/g, hidden],
];

export const redactText = (text: string): string => inText.reduce((rest, [pattern, by]) => rest.replace(pattern, by), text);

/** A copy safe to write down: values of secret names hidden whole, secrets inside other texts cut out. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= maxDepth) return '…';
  if (value instanceof Error) return { message: redactText(value.message), stack: redactText(value.stack ?? '') };
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, secretNames.test(name) ? hidden : redact(inner, depth + 1)]));
}
