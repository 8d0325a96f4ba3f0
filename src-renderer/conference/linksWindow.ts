import type { HallLinks } from './hallLinks.ts';
import type { SharedCameras } from './sharedCameras.ts';

declare global {
  interface Window {
    /** In the window that holds the links: for the windows beside it, which show its pictures without decoding them a second time. */
    courtroomLinks?: HallLinks;
    courtroomCameras?: SharedCameras<VideoFrame>;
  }
}

const windowName = 'courtroom-links';

let known: Window | null = null;
let hasLooked = false;

/** Opens the window with the links, or brings it up. Browsers allow it only while a person presses something. */
export function openLinksWindow(): boolean {
  known = window.open('#/links', windowName, 'popup,width=420,height=300');
  return known !== null;
}

/** The console says that no window holds the links: the next one is looked for anew. */
export function linksAreGone(): void {
  hasLooked = false;
}

/**
 * After a reload, and in a display that another window has opened, the window with the links is found by its name; where there
 * is none of that name the browser would open an empty one, which is closed again.
 */
function findByName(): Window | null {
  if (hasLooked) return null;
  hasLooked = true;
  const found = window.open('', windowName);
  if (found?.location.href !== 'about:blank') return found;
  found.close();
  return null;
}

function findWindow(): Window | null {
  if (window.courtroomLinks) return window;
  if (!known || known.closed) known = findByName();
  return known;
}

/** The links of the window that holds them; null while it is not open beside this one. */
export const findLinks = (): HallLinks | null => findWindow()?.courtroomLinks ?? null;

/** The hall's cameras as the same window decodes them. */
export const findCameras = (): SharedCameras<VideoFrame> | null => findWindow()?.courtroomCameras ?? null;
