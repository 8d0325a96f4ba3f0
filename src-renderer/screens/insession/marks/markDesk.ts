import type { AppError } from '#shared/domain/errors.ts';
import { freeMark } from '#shared/domain/markTemplates.ts';
import { createStore, type StoreApi } from 'zustand';
import { emptyDraft, hasText, pressedAgoMs, takeMark, typed, type MarkDraft } from '../../../keys/markDraft.ts';
import type { Client } from '../../../transport/client.ts';
import type { DeskBox } from './deskBox.ts';
import { added, toSendAgain, withError, without, type PendingMark } from './pendingMarks.ts';

interface MarkText {
  template: string;
  text: string;
}

export interface MarkDeskState {
  draft: MarkDraft;
  pending: readonly PendingMark[];
  /** Changes begun and not kept yet, by mark: closing the strip loses nothing. */
  edits: Readonly<Record<string, MarkText>>;
  /** Why the last change or withdrawal was refused. */
  refused: AppError | null;
}

export interface MarkDesk {
  store: StoreApi<MarkDeskState>;
  type(text: string, keyAtMs: number): void;
  /** Adds a word to the draft, as if it had been typed. */
  append(word: string, atMs: number): void;
  /** Makes a mark of the draft. It is `pending` until the console says that it is on disk. */
  keep(template: string, keyAtMs: number): void;
  /** Before the hearing ends: makes a free mark of the draft and waits for it. Why it is not on disk, or null. */
  keepDraft(atMs: number): Promise<AppError | null>;
  sendAgain(markId: string): void;
  /** Puts the text of a refused mark back into the field. */
  takeBack(markId: string): void;
  noteEdit(markId: string, edit: MarkText): void;
  dropEdit(markId: string): void;
  edit(markId: string, edit: MarkText): Promise<boolean>;
  withdraw(markId: string): Promise<void>;
  forgetRefusal: () => void;
}

type Caller = Pick<Client, 'call' | 'onState'>;

/**
 * What is being written in one hearing. It lives as long as the window: neither going to another screen
 * nor a reload loses anything, and a mark on its way is sent again under its own ids.
 */
export function createMarkDesk(client: Caller, hearingId: string, nowMs: () => number, box: DeskBox, newId: () => string = () => crypto.randomUUID()): MarkDesk {
  const store = createStore<MarkDeskState>(() => openedFrom(box));
  store.subscribe((state) => box.write(state));
  const setPending = (change: (pending: readonly PendingMark[]) => PendingMark[]) => store.setState((s) => ({ pending: change(s.pending) }));
  const find = (markId: string) => store.getState().pending.find((p) => p.markId === markId);

  const send = async (mark: PendingMark) => {
    const { markId, commandId, template, text } = mark;
    setPending((p) => withError(p, markId, null));
    const result = await client.call('hearing.addMark', { commandId, hearingId, markId, template, text, pressedAgoMs: pressedAgoMs(mark.pressedAtMs, nowMs()) });
    setPending((p) => (result.ok ? without(p, markId) : withError(p, markId, result.error)));
    return result.ok ? null : result.error;
  };
  const make = (template: string, keyAtMs: number) => {
    const mark: PendingMark = { markId: newId(), commandId: newId(), template, ...takeMark(store.getState().draft, keyAtMs), error: null };
    store.setState({ draft: emptyDraft });
    setPending((p) => added(p, mark));
    return send(mark);
  };
  client.onState((state) => {
    if (state === 'ready') for (const mark of toSendAgain(store.getState().pending)) void send(mark);
  });
  for (const mark of store.getState().pending) void send(mark);
  const dropEdit = (markId: string) => store.setState(({ edits: { [markId]: _, ...edits } }) => ({ edits }));

  return {
    store,
    type: (text, keyAtMs) => store.setState((s) => ({ draft: typed(s.draft, text, keyAtMs) })),
    append: (word, atMs) => store.setState(({ draft }) => ({ draft: typed(draft, `${draft.text}${draft.text === '' || /\s$/.test(draft.text) ? '' : ' '}${word} `, atMs) })),
    keep: (template, keyAtMs) => void make(template, keyAtMs),
    keepDraft: async (atMs) => (hasText(store.getState().draft) ? make(freeMark, atMs) : null),
    sendAgain(markId) {
      const mark = find(markId);
      if (mark) void send(mark);
    },
    takeBack(markId) {
      const mark = find(markId);
      if (!mark) return;
      const { draft } = store.getState();
      const text = [mark.text, draft.text].filter((part) => part !== '').join('\n');
      store.setState({ draft: { text, firstKeyAtMs: text === '' ? null : mark.pressedAtMs } });
      setPending((p) => without(p, markId));
    },
    noteEdit: (markId, edit) => store.setState((s) => ({ edits: { ...s.edits, [markId]: edit } })),
    dropEdit,
    async edit(markId, { template, text }) {
      const result = await client.call('hearing.editMark', { hearingId, markId, template, text });
      store.setState({ refused: result.ok ? null : result.error });
      if (result.ok) dropEdit(markId);
      return result.ok;
    },
    async withdraw(markId) {
      const result = await client.call('hearing.withdrawMark', { hearingId, markId });
      store.setState({ refused: result.ok ? null : result.error });
    },
    forgetRefusal: () => store.setState({ refused: null }),
  };
}

function openedFrom(box: DeskBox): MarkDeskState {
  const { draft, pending, edits } = box.read() ?? { draft: emptyDraft, pending: [], edits: {} };
  return { draft, pending: pending.map((mark) => ({ ...mark, error: null })), edits, refused: null };
}
