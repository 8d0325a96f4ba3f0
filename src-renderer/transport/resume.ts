import type { EventRecord } from '#shared/domain/hearing/events.ts';

/** What to ask for when a stream is taken up again: `events` after the last one seen, every other stream anew. */
export function resumedInput(name: string, input: unknown, lastItem: unknown): unknown {
  if (name !== 'events' || lastItem === undefined) return input;
  return { ...(input as object), afterSeq: (lastItem as EventRecord).seq };
}
