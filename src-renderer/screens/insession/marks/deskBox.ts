import { z } from 'zod';
import type { PendingMark } from './pendingMarks.ts';

const moment = z.number();
const savedSchema = z.object({
  draft: z.object({ text: z.string(), firstKeyAtMs: moment.nullable() }),
  pending: z.array(z.object({ markId: z.uuid(), commandId: z.uuid(), template: z.string(), text: z.string(), pressedAtMs: moment })),
  edits: z.record(z.string(), z.object({ template: z.string(), text: z.string() })),
});

/** What a reload of the window must not lose. Moments are those of `performance.now()`. */
export interface DeskContents {
  draft: { text: string; firstKeyAtMs: number | null };
  pending: readonly Omit<PendingMark, 'error'>[];
  edits: Readonly<Record<string, { template: string; text: string }>>;
}

export interface DeskBox {
  read(): DeskContents | null;
  write(contents: DeskContents): void;
}

/**
 * Keeps what is being written for as long as the window lives, across reloads. `performance.now()` begins
 * anew with every page, so moments are kept from `timeOriginMs` of the page that wrote them.
 */
export function sessionDeskBox(storage: Pick<Storage, 'getItem' | 'setItem'>, hearingId: string, timeOriginMs: number): DeskBox {
  const key = `marks-${hearingId}`;
  return {
    read() {
      const saved = savedSchema.nullable().catch(null).parse(readJson(storage.getItem(key)));
      return saved && moved(saved, -timeOriginMs);
    },
    write: ({ draft, pending, edits }) => storage.setItem(key, JSON.stringify(moved({ draft, pending, edits }, timeOriginMs))),
  };
}

const moved = ({ draft, pending, edits }: DeskContents, byMs: number): DeskContents => ({
  draft: { text: draft.text, firstKeyAtMs: draft.firstKeyAtMs === null ? null : draft.firstKeyAtMs + byMs },
  pending: pending.map(({ markId, commandId, template, text, pressedAtMs }) => ({ markId, commandId, template, text, pressedAtMs: pressedAtMs + byMs })),
  edits,
});

function readJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null; // unreadable is as good as empty
  }
}
