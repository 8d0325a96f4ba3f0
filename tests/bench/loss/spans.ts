/** Stretches of the wall clock, `[fromMs, toMs)`, UTC. */
export interface Span { fromMs: number; toMs: number }

/** In order, those joined that overlap or are no further apart than `apartMs`. */
export function joined(spans: readonly Span[], apartMs: number): Span[] {
  const result: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = result.at(-1);
    if (last && span.fromMs - last.toMs <= apartMs) last.toMs = Math.max(last.toMs, span.toMs);
    else result.push({ ...span });
  }
  return result;
}

/** How much of `whole` is in none of `spans`, which must be joined. */
export function missingMs(whole: Span, spans: readonly Span[]): number {
  const there = spans.reduce((sum, span) => sum + Math.max(0, Math.min(span.toMs, whole.toMs) - Math.max(span.fromMs, whole.fromMs)), 0);
  return whole.toMs - whole.fromMs - there;
}

/** Where what was there before this moment ends; `-Infinity` when there was nothing. */
export const lastBefore = (spans: readonly Span[], atMs: number): number =>
  Math.max(-Infinity, ...spans.filter((span) => span.fromMs < atMs).map((span) => Math.min(span.toMs, atMs)));

/** Where the first stretch begins that lasts beyond this moment; `Infinity` when there is none. */
export const firstAfter = (spans: readonly Span[], atMs: number): number =>
  Math.min(Infinity, ...spans.filter((span) => span.toMs > atMs).map((span) => Math.max(span.fromMs, atMs)));
