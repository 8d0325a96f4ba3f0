import { useDeferredValue } from 'react';

/** Of a long list what is in view at once, and the rest when the screen has answered: a click does not wait for what nobody sees yet. */
export const useFirstAtOnce = <T>(all: readonly T[], atOnce: number): readonly T[] => useDeferredValue(all, all.slice(0, atOnce));
