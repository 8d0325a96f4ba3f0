import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** Is the incident panel open? One for the window, because its key works on every screen. */
const panel = createStore<{ open: boolean }>(() => ({ open: false }));

export const useIncidentsOpen = (): boolean => useStore(panel, (s) => s.open);
export const toggleIncidents = (): void => panel.setState((s) => ({ open: !s.open }));
export const closeIncidents = (): void => panel.setState({ open: false });
