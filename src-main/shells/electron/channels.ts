/** The one pair of IPC channels; both carry the contract's envelope. */
export const toConsole = 'to-console';
export const fromConsole = 'from-console';
