/**
 * The free text of the mark being written and the moment of its first keystroke. Times are those of
 * `performance.now()` / `event.timeStamp`: one clock, which never jumps; the console turns the age into
 * its own time.
 */
export interface MarkDraft {
  text: string;
  /** Null exactly when there is no text. */
  firstKeyAtMs: number | null;
}

export const emptyDraft: MarkDraft = { text: '', firstKeyAtMs: null };

/** The text as it is now. Emptying the field forgets the moment: what is typed next is another mark. */
export function typed(draft: MarkDraft, text: string, keyAtMs: number): MarkDraft {
  if (text === '') return emptyDraft;
  return { text, firstKeyAtMs: draft.firstKeyAtMs ?? keyAtMs };
}

/** What a mark key makes of the draft: its text goes into the mark and keeps the time of its first character. */
export const takeMark = (draft: MarkDraft, keyAtMs: number): { text: string; pressedAtMs: number } => ({
  text: draft.text.trim(),
  pressedAtMs: draft.firstKeyAtMs === null ? keyAtMs : Math.min(draft.firstKeyAtMs, keyAtMs),
});

export const hasText = (draft: MarkDraft): boolean => draft.text.trim() !== '';

/** The contract's limit: an older first keystroke counts as an hour ago. */
const oldestMs = 3_600_000;

export const pressedAgoMs = (pressedAtMs: number, nowMs: number): number => Math.min(Math.max(nowMs - pressedAtMs, 0), oldestMs);
