import { createStore, useStore } from 'zustand';

/** Texts begun and not kept yet, by what they belong to: closing a panel, a tab or a screen loses none of them. */
export function createDrafts() {
  const store = createStore<Readonly<Record<string, string>>>(() => ({}));
  const type = (key: string, text: string | null) =>
    store.setState(({ [key]: _, ...others }) => (text === null ? others : { ...others, [key]: text }), true);
  return {
    store,
    /** Null: nothing is typed, what is kept is shown. */
    type,
    /** This text is kept now. What was typed after it was sent stays. */
    settle(key: string, text: string): void {
      if (store.getState()[key] === text) type(key, null);
    },
  };
}

const drafts = createDrafts();

export interface Draft {
  /** What is typed, or else what is kept: an entry somebody else makes shows as long as nothing is typed. */
  text: string;
  touched: boolean;
  type: (text: string) => void;
  settle: (text: string) => void;
}

export function useDraft(key: string, kept = ''): Draft {
  const typed = useStore(drafts.store, (s) => s[key] ?? null);
  return {
    text: typed ?? kept,
    touched: typed !== null && typed !== kept,
    type: (text) => drafts.type(key, text === kept ? null : text),
    settle: (text) => drafts.settle(key, text),
  };
}
