import type { StageDisplay } from '#shared/conference/stage.ts';

/** Electron places the judge's display itself, and opens no other window than it knows. */
export const opensDisplay = (display: StageDisplay): boolean => display === 'judge' || location.protocol !== 'app:';

/**
 * Opens a display beside this window, or brings it up. Of the windows of a browser only those that one has opened out of the other
 * reach the window with the links, and with it the pictures.
 */
export function openDisplay(display: StageDisplay): void {
  window.open(`#/${display}`, `courtroom-${display}`, 'popup,width=1280,height=720');
}
